#pragma once

#include "ui/records/RecordPart.h"

class QLabel;
class QModelIndex;
class QPushButton;

namespace gatehouse {

class ClaimTable;
class EditTable;
class TranslationTable;

/// The tab Claims of a custom resource: what it shares, and where each value comes from.
class ClaimsTab : public RecordPart
{
    Q_OBJECT

public:
    explicit ClaimsTab(ClaimTable &claims, QWidget *parent = nullptr);

    /// The table shows by itself what is in it.
    void display(const Record &) override {}
    bool focusColumn(const QString &column) override;

private:
    void buildTable();
    void add();
    void removeSelected();
    void showState();
    void editCell(const QModelIndex &cell);

    ClaimTable &m_claims;
    QPushButton *m_add;
    QPushButton *m_remove;
    EditTable *m_table;
    QLabel *m_empty;
};

/// The tab Translation of a custom resource: its title and description in every language.
class TranslationTab : public RecordPart
{
    Q_OBJECT

public:
    explicit TranslationTab(TranslationTable &texts, QWidget *parent = nullptr);

    /// The table shows by itself what is in it.
    void display(const Record &) override {}
    bool focusColumn(const QString &column) override;

private:
    EditTable *m_table;
};

}
