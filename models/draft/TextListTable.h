#pragma once

#include "domain/servers/OnServers.h"
#include "draft/DraftTable.h"

#include <functional>

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
    static constexpr int Text = 0;
    DraftRow newRow(const QString &text, int row) const;
    /// What becomes of `rows`, which are some of the table's in its order; `made` makes a new one.
    using MadeRow = std::function<DraftRow(const QString &text, int row)>;
    void editRows(const QList<int> &rows, const QStringList &texts, const MadeRow &made);

private:
    DraftChange changeTo(const QList<int> &rows, const QStringList &texts, const MadeRow &made) const;
};

/// A list of which rows may be for one server alone, as domain/servers/OnServers tells.
class ServerTextTable : public TextListTable
{
    Q_OBJECT

public:
    enum Column { Text, OnlyOn, ShownColumns };

    ServerTextTable(const DraftDatabase &database, const QString &table, const QString &title,
                    const QString &filter = {});

    /// Those that can be chosen.
    void setServers(const QStringList &servers);
    const QStringList &servers() const { return m_servers; }

    QMap<QString, QStringList> textsByServer() const; ///< no name: for all servers
    QStringList textsOn(const QString &server) const { return textsByServer().value(server); }
    void editTextsOn(const QString &server, const QStringList &texts);
    bool isAnyForOne() const;
    /// Those for all servers, and those of each part.
    void fillRows(const QList<ServerRow> &rows);
    /// The rows of the table in the order of rowsOf().
    QList<int> tableRows() const;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QList<int> rowsOn(const QString &server) const;

    QStringList m_servers;
};

/// What a cell of the column Only on says and offers; `server` is what it holds.
namespace onlyon {
QString title();
QString text(const QString &server);
QList<Choice> choices(const QStringList &servers, const QString &server);
}

/// The login or the logout redirects of a client application.
class RedirectTable : public ServerTextTable
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
