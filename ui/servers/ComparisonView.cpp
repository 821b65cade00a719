#include "ui/servers/ComparisonView.h"

#include "ui/common/KeyComboBox.h"
#include "ui/records/EditTable.h"
#include "ui/servers/ComparedClientsModel.h"
#include "ui/tables/RowStyle.h"
#include "ui/tables/Selection.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace gatehouse {

using State = store::ServerClientState;

namespace {

constexpr QLatin1StringView driftedKey("drifted");

QTableView *makeTable(QAbstractItemModel &model, const QString &accessibleName)
{
    auto *table = new QTableView;
    table->setModel(&model);
    table->setAccessibleName(accessibleName);
    styleRows(*table);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setMinimumHeight(table->fontMetrics().height() * 4);
    return table;
}

bool matches(const ComparedClient &client, const QString &filter)
{
    if (filter == driftedKey)
        return client.state != State::Same;
    return filter.isEmpty() || filter == store::toColumn(client.state);
}

}

ComparisonView::ComparisonView(QWidget *parent)
    : QWidget(parent)
    , m_clients(new ComparedClientsModel(this))
    , m_differences(new DifferencesModel(this))
    , m_summary(new QLabel)
    , m_filter(new KeyComboBox)
    , m_note(new QLabel)
{
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(buildClients());
    parts->addWidget(buildDifferences());
    parts->setStretchFactor(0, 1);
    parts->setStretchFactor(1, 1);
    parts->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(parts);

    connect(m_filter, &KeyComboBox::keyChosen, this, &ComparisonView::showFiltered);
    connect(m_clientTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ComparisonView::showDifferences);
    connect(m_clientTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ComparisonView::selectionChanged);
    setComparison({});
}

QWidget *ComparisonView::buildClients()
{
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_filter->setItems({{QString(), tr("All")},
                        {driftedKey, tr("Drifted")},
                        {store::toColumn(State::Same), serverStateLabel(State::Same)},
                        {store::toColumn(State::Differs), serverStateLabel(State::Differs)},
                        {store::toColumn(State::OnlyHere), serverStateLabel(State::OnlyHere)},
                        {store::toColumn(State::OnlyThere), serverStateLabel(State::OnlyThere)}});
    auto *filterLabel = new QLabel(tr("Sho&w:"));
    filterLabel->setBuddy(m_filter);
    auto *head = new QHBoxLayout;
    head->addWidget(m_summary, 1);
    head->addWidget(filterLabel);
    head->addWidget(m_filter);

    m_clientTable = makeTable(*m_clients, tr("Compared client applications"));
    m_clientTable->setSelectionMode(QTableView::ExtendedSelection);
    m_clientTable->setColumnWidth(ComparedClientsModel::ClientId, 280);
    m_clientTable->setColumnWidth(ComparedClientsModel::State, 140);

    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addLayout(head);
    layout->addWidget(m_clientTable, 1);
    return part;
}

QWidget *ComparisonView::buildDifferences()
{
    m_differenceTable = new EditTable(tr("Fields that differ"));
    m_differenceTable->setModel(m_differences);
    m_differenceTable->setEditTriggers(QTableView::NoEditTriggers);
    m_differenceTable->setSelectionBehavior(QTableView::SelectRows);
    m_differenceTable->horizontalHeader()->setStretchLastSection(true);
    m_differenceTable->setMinimumHeight(m_differenceTable->fontMetrics().height() * 4);
    m_differenceTable->setColumnWidth(DifferencesModel::Field, 220);
    m_differenceTable->setColumnWidth(DifferencesModel::Here, 300);
    auto *label = new QLabel(tr("&Fields that differ:"));
    label->setBuddy(m_differenceTable);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(m_differenceTable, 1);
    layout->addWidget(m_note);
    return part;
}

void ComparisonView::setComparison(const std::optional<ServerComparison> &comparison)
{
    m_comparison = comparison;
    m_summary->setText(summary());
    m_filter->setEnabled(m_comparison.has_value());
    showFiltered();
}

QString ComparisonView::countsText(const ServerComparison &comparison)
{
    QStringList counts;
    for (const State state : {State::Same, State::Differs, State::OnlyHere, State::OnlyThere}) {
        if (const int count = comparison.count(state))
            counts << tr("%1: %2").arg(serverStateLabel(state), QLocale().toString(count));
    }
    return counts.isEmpty() ? tr("no client applications") : counts.join(u", "_s);
}

QString ComparisonView::summary() const
{
    if (!m_comparison)
        return tr("Choose a server and Compare, to see here where it differs.");
    QString text = tr("%1 at %2. %3.")
                       .arg(m_comparison->server,
                            QLocale().toString(m_comparison->comparedAt.toLocalTime(), QLocale::ShortFormat),
                            countsText(*m_comparison));
    for (const Loss &loss : m_comparison->losses)
        text += u'\n' + loss.text;
    if (!m_comparison->knowsOnlyThere)
        text +=
            u'\n' + tr("The server does not list its client applications: what is only there is unknown.");
    return text;
}

void ComparisonView::showFiltered()
{
    QList<ComparedClient> shown;
    if (m_comparison) {
        for (const ComparedClient &client : m_comparison->clients) {
            if (matches(client, m_filter->key()))
                shown << client;
        }
    }
    m_clients->setRows(shown);
    if (!shown.isEmpty())
        m_clientTable->selectRow(0);
    showDifferences();
    Q_EMIT selectionChanged();
}

void ComparisonView::showDifferences()
{
    const QModelIndex current = m_clientTable->currentIndex();
    const ComparedClient client = current.isValid() ? m_clients->rowAt(current.row()) : ComparedClient();
    m_differences->setRows(client.differences);
    m_note->setText(client.note);
    m_note->setVisible(!client.note.isEmpty());
}

QStringList ComparisonView::selectedIds(Side side) const
{
    QStringList ids;
    for (const int row : selectedRows(*m_clientTable)) {
        const ComparedClient &client = m_clients->rowAt(row);
        if (side == Side::Here ? !client.key.isEmpty() : client.state != State::OnlyHere)
            ids << client.clientId;
    }
    return ids;
}

}
