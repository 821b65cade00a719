#pragma once

#include "domain/ClientApplication.h"
#include "domain/rules/FieldRules.h"
#include "draft/LanguageTable.h"

namespace gatehouse {

class ClientDraft;

/// The consent texts of a client application.
class ConsentTextTable : public LanguageTable
{
    Q_OBJECT

public:
    enum Column { LanguageName, Profile, Email, Api, Missing, ColumnCount };

    /// Which texts apply depends on what else is typed in the draft.
    ConsentTextTable(const DraftDatabase &database, const ClientDraft &draft);

    ConsentTextMap texts() const;
    void fillTexts(const ConsentTextMap &texts);
    /// One step.
    void setTexts(const ConsentTextMap &texts);
    /// Takes over texts of another row where the first has none, in one step. Gives how many.
    int fillIn(int row, int from);
    /// Rows that have a text which the given one lacks.
    QList<int> sourcesFor(int row) const;

    /// Why the cell cannot be edited; empty when it can.
    QString reasonAgainst(const QModelIndex &index) const;
    /// What the rules say about the text.
    rules::Findings findings(const QModelIndex &index) const;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// A text that does not apply can be chosen, so that its reason can be read, but not edited.
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    bool applies(int column) const;
    QVariant textData(const QModelIndex &index, int role) const;

    const ClientDraft &m_draft;
};

/// The findings as lines.
QString textOf(const rules::Findings &findings);

}
