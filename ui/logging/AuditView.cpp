#include "ui/logging/AuditView.h"

#include "domain/ShortText.h"
#include "ui/logging/AuditListModel.h"
#include "ui/tables/RowStyle.h"
#include "ui/tables/ScrollAnchor.h"
#include "ui/tables/Selection.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>

namespace gatehouse {

namespace {

QString labelOf(const AuditChange &change)
{
    return audit::fieldLabel(change.field);
}

QString beforeOf(const AuditChange &change)
{
    return shortText(audit::valueText(change.before));
}

QString afterOf(const AuditChange &change)
{
    return shortText(audit::valueText(change.after));
}

}

AuditView::AuditView(DatabaseThread &database, const QString &name, QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_model(new AuditListModel(database, this))
    , m_list(new QTableView)
    , m_changesModel(new TableModel<AuditChange>(
          {{tr("Field"), labelOf}, {tr("Before"), beforeOf}, {tr("After"), afterOf}}, this))
    , m_changes(new QTableView)
{
    m_list->setModel(m_model);
    m_list->setAccessibleName(name);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_changes->setModel(m_changesModel);
    m_changes->setAccessibleName(tr("Changes of the selected entry"));
    for (QTableView *table : {m_list, m_changes}) {
        styleRows(*table);
        table->horizontalHeader()->setDefaultSectionSize(200);
        table->horizontalHeader()->setStretchLastSection(true);
        addWidget(table);
    }
    setStretchFactor(0, 2);
    setStretchFactor(1, 1);
    setChildrenCollapsible(false);
    connect(m_model, &AuditListModel::failed, this, &AuditView::failed);
    connect(m_model, &AuditListModel::loaded, this, &AuditView::loaded);
    connect(m_model, &AuditListModel::followBegins, this, &AuditView::keepPlace);
    connect(m_model, &AuditListModel::followed, this, &AuditView::restorePlace);
    connect(m_model, &AuditListModel::modelReset, this, &AuditView::showSelected);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AuditView::showSelected);
}

void AuditView::display(const store::AuditFilter &filter)
{
    m_model->show(filter);
}

AuditView::~AuditView() = default;

void AuditView::follow()
{
    m_model->follow();
}

void AuditView::keepPlace()
{
    const bool showsNewest = m_list->verticalScrollBar()->value() == 0;
    m_place = showsNewest ? nullptr : std::make_unique<ScrollAnchor>(*m_list);
}

void AuditView::restorePlace()
{
    m_place.reset();
    Q_EMIT loaded();
}

void AuditView::clear()
{
    m_model->clear();
}

bool AuditView::isEmpty() const
{
    return m_model->rowCount() == 0;
}

void AuditView::showSelected()
{
    const QList<int> rows = selectedRows(*m_list);
    m_changesModel->setRows(rows.isEmpty() ? QList<AuditChange>()
                                           : audit::changesOf(m_model->rowAt(rows.first())));
}

}
