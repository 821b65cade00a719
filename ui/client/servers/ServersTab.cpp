#include "ui/client/servers/ServersTab.h"

#include "domain/servers/OnServers.h"
#include "draft/ClientDraft.h"
#include "store/DatabaseThread.h"
#include "store/Transaction.h"
#include "ui/client/ValidationController.h"
#include "ui/common/Icons.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/records/CellDelegate.h"
#include "ui/records/EditTable.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>

namespace gatehouse {

namespace {

constexpr int charactersOfTime = 16; ///< in two lines

/// As they are at one moment.
Result<QList<ClientOnServer>> loadRows(Database &database, const QString &clientKey)
{
    const auto snapshot = store::ReadSnapshot::begin(database);
    if (!snapshot)
        return std::unexpected(snapshot.error());
    return store::loadServers(database).and_then([&](const QList<Server> &servers) {
        return store::loadClientOnServers(database, clientKey)
            .transform([&](const store::ServerClients &known) {
                QList<ClientOnServer> rows;
                for (const Server &server : servers)
                    rows << ClientOnServer{server.name, known.value(server.key)};
                return rows;
            });
    });
}

}

ServersTab::ServersTab(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                       QWidget *parent)
    : QWidget(parent)
    , m_database(database)
    , m_draft(draft)
    , m_validation(validation)
    , m_model(new ClientServersModel(draft, this))
    , m_table(new EditTable(tr("Servers")))
    , m_help(
          new QLabel(tr("One client application for test and production: it may be enabled on some servers "
                        "alone, and a redirect, an origin or a secret may be only on one of them.")))
    , m_empty(new QLabel(tr("No servers yet. Add the authorization servers under Settings > Servers to "
                            "compare with them, and to have redirects, origins and secrets for one of them "
                            "alone.")))
    , m_goToServers(new QPushButton(icons::themed("network-server"), tr("&Go to Settings > Servers")))
{
    buildTable();
    auto *layout = new QVBoxLayout(this);
    for (QLabel *label : {m_help, m_empty}) {
        label->setWordWrap(true);
        label->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(label);
    }
    ReadOnlyGuard::except(*m_goToServers);
    layout->addWidget(m_goToServers, 0, Qt::AlignLeft);
    layout->addWidget(m_table, 1);
    layout->addStretch();

    connect(m_goToServers, &QPushButton::clicked, this, &ServersTab::serversWanted);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ServersTab::showState);
    connect(&validation, &ValidationController::validated, this, &ServersTab::follow);
    showState();
}

void ServersTab::buildTable()
{
    auto *delegate = new CellDelegate(m_table);
    connect(delegate, &CellDelegate::closeEditor, &m_draft, &ClientDraft::endTyping);
    m_table->setModel(m_model);
    m_table->setItemDelegate(delegate);
    m_table->setSelectionBehavior(QTableView::SelectRows);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(ClientServersModel::ServerName, QHeaderView::Stretch);
    header->setSectionResizeMode(ClientServersModel::Enabled, QHeaderView::ResizeToContents);
    for (const int column :
         {ClientServersModel::Pushed, ClientServersModel::Compared, ClientServersModel::Drift})
        m_table->setColumnWidth(column, fontMetrics().averageCharWidth() * charactersOfTime);
}

/// What was compared or pushed meanwhile is no save.
void ServersTab::showEvent(QShowEvent *event)
{
    m_version = -1;
    follow();
    QWidget::showEvent(event);
}

void ServersTab::follow()
{
    const ClientApplication &stored = m_draft.stored();
    const QStringList servers = m_validation.records().servers + serversOf(m_draft.typed());
    const bool isShown = m_key == stored.key && m_version == stored.version && m_servers == servers;
    if (isShown || !isVisibleTo(parentWidget()))
        return;
    m_key = stored.key;
    m_version = stored.version;
    m_servers = servers;
    load();
}

/// Those that are gone, and that something is still on, come last.
void ServersTab::load()
{
    m_database.run([key = m_key](Database &database) { return loadRows(database, key); })
        .then(this, [this, question = ++m_question](const Result<QList<ClientOnServer>> &loaded) {
            if (question != m_question)
                return;
            if (!loaded)
                return Q_EMIT failed(loaded.error());
            QList<ClientOnServer> rows = *loaded;
            for (const QString &server : serversOf(m_draft.typed())) {
                if (!std::ranges::contains(rows, server, &ClientOnServer::server))
                    rows << ClientOnServer{server};
            }
            m_model->setRows(rows);
        });
}

void ServersTab::showState()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_help->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_goToServers->setVisible(isEmpty);
}

void ServersTab::focusRow(int row)
{
    if (m_model->rowCount() == 0)
        return m_goToServers->setFocus(Qt::OtherFocusReason);
    m_table->setCurrentIndex(m_model->index(std::max(row, 0), ClientServersModel::Enabled));
    m_table->setFocus(Qt::OtherFocusReason);
}

}
