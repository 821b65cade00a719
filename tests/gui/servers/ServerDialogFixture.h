#pragma once

#include "../PageFixture.h"
#include "services/servers/ServerSession.h"
#include "store/records/ClientStore.h"
#include "support/Edits.h"
#include "support/FakeServer.h"
#include "support/SampleClients.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Workplace.h"

#include <QSettings>
#include <QTableView>

#include <atomic>

/// Dialogs about servers, with a server that is a document in memory.
namespace gatehouse::test {

/// What all connections of a test lead to.
struct SharedServer
{
    FakeServer server = FakeServer::empty(QStringLiteral("keycloak"));
    std::atomic<bool> isUnreachable = false;
    std::atomic<bool> isSilent = false; ///< answers nothing until one gives up
    QSemaphore asked;                   ///< once for each question while it is silent
};

/// One connection, as a dialog makes one for each thing it does.
class SharedConnection final : public ServerConnection
{
public:
    explicit SharedConnection(SharedServer &shared) : m_shared(shared) {}

    Result<QString> test() override { return m_shared.server.test(); }
    Result<void> read(QIODevice &document, const QStringList &clientIds, const Progress &progress) override
    {
        return answered().and_then([&] { return m_shared.server.read(document, clientIds, progress); });
    }
    Result<QList<ServerStep>> missing(const ServerNeeds &needs) override
    {
        return m_shared.server.missing(needs);
    }
    Result<void> make(const ServerStep &step) override { return m_shared.server.make(step); }
    Result<ServerWritten> write(const ServerWrite &change) override
    {
        return answered().and_then([&] { return m_shared.server.write(change); });
    }

private:
    Result<void> answered() const
    {
        if (m_shared.isUnreachable)
            return fail(Error::Kind::Unreachable, QStringLiteral("The server is out of reach. Start it."));
        if (m_shared.isSilent)
            m_shared.asked.release();
        while (m_shared.isSilent) {
            if (goesOn() && !goesOn()())
                return fail(Error::Kind::Cancelled, QStringLiteral("Cancelled."));
            QThread::yieldCurrentThread();
        }
        return {};
    }

    SharedServer &m_shared;
};

class ServerDialogFixture
{
public:
    ServerDialogFixture()
        : m_workplace{m_pages.database(), m_tasks, m_pages.url(),
                      AppSettings(m_pages.path(QStringLiteral("appsettings.json")))}
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                           m_pages.path(QStringLiteral("settings")));
    }

    PageFixture &pages() { return m_pages; }
    const Workplace &workplace() const { return m_workplace; }
    TaskRunner &tasks() { return m_tasks; }
    SharedServer &shared() { return m_shared; }

    Server addServer(const QString &name = QStringLiteral("Test"))
    {
        return m_pages
            .elsewhere([&](EditSession &session) {
                return edit::save(session, Server{.name = name,
                                                  .kind = ServerKind::File,
                                                  .url = QStringLiteral("/srv/example/realm.json"),
                                                  .format = QStringLiteral("keycloak")});
            })
            .value();
    }

    ClientApplication addClient(const QString &clientId)
    {
        ClientApplication client =
            sampleWebClient(clientId, QDateTime(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::UTC));
        client.enabled = true;
        return saved(client);
    }

    ClientApplication saved(const ClientApplication &client)
    {
        return m_pages.elsewhere([&](EditSession &session) { return edit::save(session, client); }).value();
    }

    ClientApplication stored(const QString &clientId)
    {
        return m_pages.stored([&](Database &database) { return store::findClient(database, clientId); })
            .value();
    }

    ServerConnector connector()
    {
        return [this](Database &, const Encryption &,
                      const Server &) -> Result<std::unique_ptr<ServerConnection>> {
            ++m_connections;
            return std::make_unique<SharedConnection>(m_shared);
        };
    }
    int connections() const { return m_connections; }

private:
    PageFixture m_pages;
    SharedServer m_shared;
    std::atomic<int> m_connections = 0;
    TaskRunner m_tasks; // its tasks come to their end before what they use
    Workplace m_workplace;
};

/// What the rows of a table say, a text for each.
inline QStringList rowsOf(const QAbstractItemView &view)
{
    QStringList rows;
    const QAbstractItemModel &model = *view.model();
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
        rows << cells.join(QStringLiteral(" | "));
    }
    return rows;
}

}
