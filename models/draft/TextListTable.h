#pragma once

#include "draft/DraftTable.h"

namespace gatehouse {

/// A list of texts, a row each: the redirects of one kind, or the names of scopes and resources.
class TextListTable : public DraftTable
{
    Q_OBJECT

public:
    using DraftTable::DraftTable;

    QStringList texts() const;
    void fillTexts(const QStringList &texts);
    /// Leaves in the list what is in `texts`, adds what is not there yet, and puts all in that order. One
    /// step.
    void setTexts(const QStringList &texts);
    /// What stands in a text of all of them after a person typed in it: rows before and after the change stay
    /// what they are. Typing on in one row becomes one step.
    void editTexts(const QStringList &texts);

protected:
    enum Column { Text, Position, Kind };
    DraftRow newRow(const QString &text, int row) const;

private:
    DraftChange changeTo(const QStringList &texts) const;
};

/// The login or the logout redirects of a client application.
class RedirectTable : public TextListTable
{
    Q_OBJECT

public:
    /// `kind` is as in the column: login or logout.
    RedirectTable(const DraftDatabase &database, const QString &kind);

    struct Added
    {
        int rows = 0;
        int refused = 0;     ///< of these rows, by the rules for one redirect
        QStringList doubled; ///< left out, because they stand in the list
    };
    /// Adds what was pasted or typed, whatever its length: a row a line, trimmed. One step.
    Added addText(const QString &text);

    DraftRow blankRow(int row) const override;
    /// Trimmed.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

private:
    QString m_kind;
};

}
