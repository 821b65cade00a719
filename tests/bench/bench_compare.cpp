#include "bench/ComparedClients.h"
#include "support/FakeServer.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::bench;

/// Comparing 1,000 client applications with a server whose pages cost nothing, beside parsing what it tells:
/// what comes on top of reading a real one, which takes some 300 to 500 ms.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const QString &name : {u"keycloak"_s, u"hydra"_s}) {
        const QTemporaryDir folder;
        Database database = made(folder.filePath(u"bench.sqlite"_s));
        need(test::chooseCertificateStorage(database));
        Server server{
            .name = u"bench"_s, .kind = ServerKind::File, .url = u"/srv/bench.json"_s, .format = name};
        server = need(editing(database, [&](EditSession &session) {
            return edit::setLicenceLimit(session, {})
                .and_then([&] { return addClients(session, 1000, now); })
                .and_then([&] { return edit::save(session, server); });
        }));
        const ClientFormat *const format = need(formatByName(name));
        json::Json document = exported(database, format);
        const json::Place place = document.is_array() ? json::Place() : json::Place{"clients"};
        const QByteArray text = QByteArray::fromStdString(document.dump());
        test::FakeServer connection(std::move(document), place,
                                    name == "keycloak"_L1 ? "clientId" : "client_id");
        const double parsing = milliseconds([&] { need(json::parse(text)); });
        const double reading = milliseconds([&] { need(readServer(connection, *format, {}, now)); });
        int drifted = 0;
        const double comparing = milliseconds([&] {
            drifted = need(compareWithServer(database, connection, {.server = server, .now = now})).drifted();
        });
        std::printf(
            "compare %s, 1000 clients: %.0f ms, of which %.0f ms read what is there; parsing it alone "
            "%.0f ms (%d differ)\n",
            qPrintable(name), comparing, reading, parsing, drifted);
    }
    return 0;
}
