#pragma once

#include "ui/records/RecordPart.h"

class QLabel;
class QModelIndex;
class QPushButton;

namespace gatehouse {

class ClaimsModel;
class EditTable;

/// The tab Claims of a custom resource: what it shares, and where each value comes from.
class ClaimsTab : public RecordPart
{
    Q_OBJECT

public:
    /// `field` holds the QList<ResourceClaim>.
    explicit ClaimsTab(qsizetype field, QWidget *parent = nullptr);

    void display(const Record &record) override;
    bool focusColumn(const QString &column) override;

private:
    void buildTable();
    void add();
    void removeSelected();
    void showState();
    void editCell(const QModelIndex &cell);

    qsizetype m_field;
    ClaimsModel *m_model;
    QPushButton *m_add;
    QPushButton *m_remove;
    EditTable *m_table;
    QLabel *m_empty;
};

}
