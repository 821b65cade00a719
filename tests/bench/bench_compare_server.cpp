#include "bench/ComparedClients.h"
#include "servers/ServerConnectionsByKind.h"
#include "servers/keycloak/KeycloakAdmin.h"
#include "services/servers/ServerOpening.h"
#include "support/SealedClients.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>
#include <iostream>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::bench;
using json::Json;

namespace {

constexpr int clients = 1000;
constexpr int turns = 7;
constexpr int pageSize = 250; // as Gatehouse asks for them
constexpr int atATime = 4;    // likewise

Json line()
{
    std::string text;
    if (!std::getline(std::cin, text))
        qFatal("compare_server.py has ended");
    return Json::parse(text);
}

QString text(const Json &object, const char *name)
{
    return json::toText(object.value(name, std::string()));
}

/// The requests for the pages of client applications, and nothing else, so many at a time.
qsizetype pagesAlone(KeycloakAdmin &admin, int pagesAtATime)
{
    const auto page = [](int first) {
        return KeycloakCall{
            .path = {u"clients"_s},
            .query = {{u"first"_s, QString::number(first)}, {u"max"_s, QString::number(pageSize)}}};
    };
    qsizetype size = need(admin.send(page(0))).body.size();
    for (int first = pageSize; first <= clients; first += pagesAtATime * pageSize) {
        QList<KeycloakCall> calls;
        for (int index = 0; index < pagesAtATime; ++index)
            calls << page(first + index * pageSize);
        for (const auto &answer : admin.sendAll(calls))
            size += need(answer).body.size();
    }
    return size;
}

}

/// Comparing 1,000 client applications with a real Keycloak, beside reading their pages alone, in turn. By a
/// line of JSON it is told where the server is; it writes the realm file with what has to be there, and goes
/// on once a line says so.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QTemporaryDir folder;
    Database database = made(folder.filePath(u"bench.sqlite"_s));
    need(test::chooseCertificateStorage(database));
    const Encryption encryption(test::settingsIn(folder.path()));
    need(encryption.create(database));
    const Json settings = line();
    const SecretBytes secret = takeSecret(text(settings, "secret"));
    Server server{.name = u"bench"_s,
                  .kind = ServerKind::Keycloak,
                  .url = text(settings, "url"),
                  .realm = text(settings, "realm"),
                  .signIn = ServerSignIn::Password,
                  .account = text(settings, "account")};
    server = need(withSecret(database, encryption, server, secret));
    server = need(editing(database, [&](EditSession &session) {
        return edit::setLicenceLimit(session, {})
            .and_then([&] { return addClients(session, clients, now); })
            .and_then([&] { return edit::save(session, server); });
    }));
    std::cout << exported(database, need(formatByName(u"keycloak"_s))).dump() << std::endl;
    line();

    const auto connection = ServerConnectionsByKind().connectTo({.server = server, .secret = secret});
    KeycloakAdmin admin({.server = server, .secret = secret});
    need(connection->test());
    qsizetype size = pagesAlone(admin, 1);
    ServerComparison found;
    int steps = 0;
    const ComparisonProgress progress{.reading = [&](int, int) { return ++steps > 0; },
                                      .comparing = [&](int, int) { return ++steps > 0; }};
    double reading = 1e9;
    double readingAtOnce = 1e9;
    double comparing = 1e9;
    double busy = 1e9;
    for (int turn = 0; turn < turns; ++turn) {
        reading = std::min(reading, milliseconds([&] { size = pagesAlone(admin, 1); }, 1));
        readingAtOnce = std::min(readingAtOnce, milliseconds([&] { size = pagesAlone(admin, atATime); }, 1));
        const auto compare = [&] {
            steps = 0;
            found = need(compareWithServer(database, *connection, {.server = server, .now = now}, progress));
        };
        const std::clock_t begun = std::clock();
        comparing = std::min(comparing, milliseconds(compare, 1));
        busy = std::min(busy, 1000.0 * double(std::clock() - begun) / CLOCKS_PER_SEC);
    }
    std::printf("compare with Keycloak, %d clients: %.0f ms, of which %.0f ms are ours, reading their pages "
                "alone (%lld KiB) "
                "%.0f ms, ratio %.2f (%d at a time %.0f ms, ratio %.2f); %d differ, progress told %d times\n",
                clients, comparing, busy, static_cast<long long>(size / 1024), reading, comparing / reading,
                atATime, readingAtOnce, comparing / readingAtOnce, found.drifted(), steps);
    for (const ServerDifference &difference : found.clients.first().differences) {
        std::printf("  %s: %s: here %s, there %s\n", qPrintable(found.clients.first().clientId),
                    qPrintable(difference.name), qPrintable(difference.hereText),
                    qPrintable(difference.thereText));
    }
    return 0;
}
