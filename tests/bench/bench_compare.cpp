#include "servers/ServerConnectionsByKind.h"
#include "services/export/ClientExporter.h"
#include "services/servers/ServerComparison.h"
#include "services/servers/ServerTake.h"
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

double once(const auto &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

/// The best of some.
double milliseconds(const auto &work)
{
    double best = 1e9;
    for (int turn = 0; turn < 5; ++turn)
        best = std::min(best, once(work));
    return best;
}

Server saved(Database &database, Server server)
{
    return need(editing(database, [&](EditSession &session) {
        return edit::setLicenceLimit(session, {}).and_then([&] { return edit::save(session, server); });
    }));
}

/// Comparing 1,000 client applications with a server whose pages cost nothing, beside parsing what it tells:
/// what comes on top of reading a real one, which takes some 300 to 500 ms.
void measureAlone(const QString &name, const QDateTime &now)
{
    const QTemporaryDir folder;
    Database database = made(folder.filePath(u"bench.sqlite"_s));
    need(test::chooseCertificateStorage(database));
    const Server server =
        saved(database,
              {.name = u"bench"_s, .kind = ServerKind::File, .url = u"/srv/bench.json"_s, .format = name});
    need(editing(database, [&](EditSession &session) { return addClients(session, 1000, now); }));
    const ClientFormat *const format = need(formatByName(name));
    json::Json document = exported(database, format);
    const json::Place place = document.is_array() ? json::Place() : json::Place{"clients"};
    const QByteArray text = QByteArray::fromStdString(document.dump());
    test::FakeServer connection(std::move(document), place, name == "keycloak"_L1 ? "clientId" : "client_id");
    const double parsing = milliseconds([&] { need(json::parse(text)); });
    const double reading = milliseconds([&] { need(readServer(connection, *format, {}, now)); });
    int drifted = 0;
    const double comparing = milliseconds([&] {
        drifted = need(compareWithServer(database, connection, {.server = server, .now = now})).drifted();
    });
    std::printf("compare %s, 1000 clients: %.0f ms, of which %.0f ms read what is there; parsing it alone "
                "%.0f ms (%d differ)\n",
                qPrintable(name), comparing, reading, parsing, drifted);
}

/// The same with all client applications of a realm of a real Keycloak, which are taken first, in turn with
/// reading its pages alone. As JSON, for the test that starts it.
void measureKeycloak(const QString &url, const QString &realm, const QString &user)
{
    const QTemporaryDir folder;
    Database database = made(folder.filePath(u"bench.sqlite"_s));
    need(test::chooseCertificateStorage(database));
    const Server server = saved(database, {.name = u"bench"_s,
                                           .kind = ServerKind::Keycloak,
                                           .url = url,
                                           .realm = realm,
                                           .signIn = ServerSignIn::Password,
                                           .account = user});
    const auto connection = ServerConnectionsByKind().connectTo(
        {.server = server, .secret = secretCopy(qgetenv("GATEHOUSE_SERVER_SECRET"))});
    const Encryption encryption{AppSettings(folder.filePath(u"appsettings.json"_s))};
    need(planTake(database, encryption, *connection, {.server = server, .keeping = SecretKeeping::HashOnly})
             .and_then([&](const TakePlan &plan) { return applyTake(database, plan); }));
    const auto read = [&] {
        QBuffer pages;
        pages.open(QIODevice::WriteOnly);
        need(connection->read(pages, {}));
    };
    int drifted = 0;
    qsizetype clients = 0;
    const auto compare = [&] {
        const auto comparison = need(compareWithServer(database, *connection, {.server = server}));
        drifted = comparison.drifted();
        clients = comparison.clients.size();
    };
    double reading = 1e9;
    double comparing = 1e9;
    for (int turn = 0; turn < 5; ++turn) {
        reading = std::min(reading, once(read));
        comparing = std::min(comparing, once(compare));
    }
    std::printf("{\"clients\": %lld, \"drifted\": %d, \"reading\": %.0f, \"comparing\": %.0f}\n",
                qlonglong(clients), drifted, reading, comparing);
}

}

/// bench_compare [URL REALM USER]
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() == 4) {
        measureKeycloak(arguments.at(1), arguments.at(2), arguments.at(3));
        return 0;
    }
    for (const QString &name : {u"keycloak"_s, u"hydra"_s})
        measureAlone(name, QDateTime::currentDateTimeUtc());
    return 0;
}
