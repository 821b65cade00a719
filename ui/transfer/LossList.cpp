#include "ui/transfer/LossList.h"

#include "ui/common/DetailLabel.h"
#include "ui/tables/RowStyle.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

namespace gatehouse {

LossList::LossList(QWidget *parent)
    : QWidget(parent)
    , m_model(new TableModel<Loss>({{tr("Client ID"), &Loss::clientId},
                                    {tr("Field"), &Loss::field},
                                    {tr("What is lost"), &Loss::text}},
                                   this))
{
    auto *table = new QTableView;
    table->setModel(m_model);
    table->setAccessibleName(tr("What the file does not say"));
    styleRows(*table);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setColumnWidth(0, 180);
    table->setColumnWidth(1, 180);
    auto *label = new QLabel(tr("&What the file does not say:"));
    label->setBuddy(table);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(table, 1);
    layout->addWidget(new DetailLabel(*table, 2));
    hide();
}

void LossList::setLosses(const QList<Loss> &losses)
{
    m_model->setRows(losses);
    setVisible(!losses.isEmpty());
}

}
