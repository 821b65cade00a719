#include "services/export/ClientExporter.h"
#include "services/servers/ServerComparison.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/ServerEdits.h"
#include "store/edit/SettingEdits.h"
#include "store/edit/UserEdits.h"
#include "support/CertificateStorage.h"
#include "support/FakeServer.h"
#include "support/SampleClients.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

/// Ends the program: a measurement of something that failed is worth nothing.
template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().text));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

Database made(const QString &path)
{
    return need(DatabaseUrl::parse(u"sqlite:"_s + path).and_then([](const DatabaseUrl &url) {
        return Database::open(url, Database::IfMissing::Create);
    }));
}

/// A third each: machine to machine, OpenID Connect, both with an API.
Result<void> addClients(EditSession &session, int count, const QDateTime &now)
{
    Result<void> done = edit::save(session, test::sampleUser(u"price-bot"_s)).transform([](const User &) {});
    for (int i = 0; i < count; ++i) {
        const QString clientId = u"client-%1"_s.arg(i, 6, 10, QChar(u'0'));
        ClientApplication client = i % 3 == 0 ? test::sampleMachineClient(clientId, u"price-bot"_s, now)
                                              : test::sampleWebClient(clientId, now);
        client.supportApi = i % 3 != 1;
        if (i % 3 != 0)
            client.loginRedirects << u"https://%1.example.com/callback"_s.arg(clientId);
        client.enabled = true;
        done = done.and_then([&] { return edit::put(session, client); }).transform([](const QString &) {});
    }
    return done;
}

json::Json exported(Database &database, const ClientFormat *format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    need(exporter::toDevice(database, {.format = format}, buffer));
    return need(json::parse(buffer.data()));
}

/// The best of some.
double milliseconds(const auto &work)
{
    double best = 1e9;
    for (int turn = 0; turn < 5; ++turn) {
        QElapsedTimer timer;
        timer.start();
        work();
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
    }
    return best;
}

}

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
