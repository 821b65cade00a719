#include "domain/servers/ServerRules.h"

#include "domain/servers/ServerNames.h"
#include "support/SampleServers.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

using Change = std::function<void(Server &)>;

const QString pem = u"-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIU\n-----END CERTIFICATE-----\n"_s;

Server keycloak()
{
    return sampleKeycloak(u"Production"_s, "seal"_ba);
}

Server file()
{
    return {.name = u"Realm in the repository"_s,
            .kind = ServerKind::File,
            .url = u"/srv/realm.json"_s,
            .format = u"keycloak"_s};
}

}
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(Server)

class ServerRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checks_data();
    void checks();
    void everyKindAndSignInHasAName();
    void keepsWhatAppliesAlone();
};

void ServerRulesTest::checks_data()
{
    QTest::addColumn<Server>("server");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("column"); // empty: it may be saved
    const auto row = [](const char *name, const Server &server, const QString &column, const Change &change) {
        QTest::newRow(name) << server << change << column;
    };
    const auto url = [&](const char *name, const QString &text, bool isGood) {
        row(name, keycloak(), isGood ? u""_s : u"url"_s, [text](Server &server) { server.url = text; });
    };
    row("as it is", keycloak(), {}, [](Server &) {});
    row("no name", keycloak(), u"name"_s, [](Server &server) { server.name = u"  "_s; });
    row("bell in the name", keycloak(), u"name"_s, [](Server &server) { server.name = u"a\u0007"_s; });
    row("two lines in the name", keycloak(), u"name"_s, [](Server &server) { server.name = u"a\nb"_s; });
    row("name with what cannot be seen", keycloak(), u"name"_s,
        [](Server &server) { server.name = u"prod\u200B"_s; });
    row("Persian name with a joiner", keycloak(), {},
        [](Server &server) { server.name = u"\u0645\u06CC\u200C\u0634\u0648\u062F"_s; });
    row("long name", keycloak(), u"name"_s, [](Server &server) { server.name = u"a"_s.repeated(201); });

    url("https with port and path", u"https://id.example.com:8443/auth/"_s, true);
    url("http on localhost", u"http://localhost:8080"_s, true);
    url("http on 127.0.0.1", u"http://127.0.0.1:8080"_s, true);
    url("http on ::1", u"http://[::1]:8080"_s, true);
    url("no URL", {}, false);
    url("http", u"http://id.example.com"_s, false);
    url("http on a name that only begins so", u"http://localhost.example.com"_s, false);
    url("http in capitals", u"HTTP://id.example.com"_s, false);
    url("no scheme", u"id.example.com"_s, false);
    url("ftp", u"ftp://id.example.com"_s, false);
    url("password in it", u"https://anna:secret@id.example.com"_s, false);
    url("query", u"https://id.example.com?realm=a"_s, false);
    url("fragment", u"https://id.example.com#a"_s, false);
    url("space", u"https://id.example.com/a b"_s, false);

    row("no realm", keycloak(), u"realm"_s, [](Server &server) { server.realm.clear(); });
    row("realm with a path", keycloak(), u"realm"_s, [](Server &server) { server.realm = u"a/../b"_s; });
    row("realm that leads up", keycloak(), u"realm"_s, [](Server &server) { server.realm = u".."_s; });
    row("Keycloak without sign-in", keycloak(), u"sign_in"_s,
        [](Server &server) { server.signIn = ServerSignIn::Nothing; });
    row("no client ID", keycloak(), u"account"_s, [](Server &server) { server.account.clear(); });
    row("no user", keycloak(), u"account"_s, [](Server &server) {
        server.signIn = ServerSignIn::Password;
        server.account.clear();
    });
    row("two lines of user", keycloak(), u"account"_s, [](Server &server) { server.account = u"a\nb"_s; });
    for (const ServerSignIn signIn : signInsOf(ServerKind::Keycloak)) {
        row(qPrintable(u"no secret, "_s + enumText(signIn)), keycloak(), u"secret"_s,
            [signIn](Server &server) {
                server.signIn = signIn;
                server.sealed.clear();
            });
    }
    row("certificate", keycloak(), {}, [](Server &server) { server.certificate = pem; });
    row("certificate with words around", keycloak(), {},
        [](Server &server) { server.certificate = u"subject=CN = ours\n"_s + pem + pem; });
    row("no certificate", keycloak(), u"certificate"_s,
        [](Server &server) { server.certificate = u"ours"_s; });
    row("empty certificate", keycloak(), u"certificate"_s, [](Server &server) {
        server.certificate = u"-----BEGIN CERTIFICATE----------END CERTIFICATE-----"_s;
    });
    row("certificate that is cut", keycloak(), u"certificate"_s,
        [](Server &server) { server.certificate = pem.left(60); });
    row("private key", keycloak(), u"certificate"_s, [](Server &server) {
        server.certificate = pem + u"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"_s;
    });

    row("Hydra on a guarded network", sampleHydra(u"Test"_s), {}, [](Server &) {});
    row("Hydra with a password", sampleHydra(u"Test"_s), u"sign_in"_s, [](Server &server) {
        server.signIn = ServerSignIn::Password;
        server.account = u"admin"_s;
        server.sealed = "seal"_ba;
    });
    row("file", file(), {}, [](Server &) {});
    row("no file", file(), u"url"_s, [](Server &server) { server.url.clear(); });
    row("file in this folder", file(), u"url"_s, [](Server &server) { server.url = u"realm.json"_s; });
    row("file of two lines", file(), u"url"_s, [](Server &server) { server.url = u"/srv/a\nb"_s; });
    row("no format", file(), u"format"_s, [](Server &server) { server.format.clear(); });
    row("unknown format", file(), u"format"_s, [](Server &server) { server.format = u"ldap"_s; });
}

void ServerRulesTest::checks()
{
    QFETCH(Server, server);
    QFETCH(Change, change);
    QFETCH(QString, column);
    change(server);
    const auto checked = rules::checkServer(server);
    QVERIFY2(checked.has_value() == column.isEmpty(), checked ? "" : qPrintable(checked.error().text));
    if (checked)
        return;
    QCOMPARE(checked.error().column, column);
    QCOMPARE(checked.error().kind, Error::Kind::Rule);
    QVERIFY(!checked.error().text.contains(u'\n'));
    QVERIFY(checked.error().text.size() < 400);
}

void ServerRulesTest::everyKindAndSignInHasAName()
{
    for (const ServerKind kind : serverKinds()) {
        QVERIFY(enumFrom<ServerKind>(enumText(kind)) == kind);
        QVERIFY(!labelOf(kind).isEmpty());
        for (const ServerSignIn signIn : signInsOf(kind)) {
            QVERIFY(enumFrom<ServerSignIn>(enumText(signIn)) == signIn);
            QVERIFY(!labelOf(signIn).isEmpty());
        }
    }
    QVERIFY(!enumFrom<ServerKind>(u"Keycloak"_s));
    QVERIFY(!enumFrom<ServerSignIn>({}));
}

void ServerRulesTest::keepsWhatAppliesAlone()
{
    Server server = keycloak();
    server.name = u" Production "_s;
    server.url = u" https://id.example.com "_s;
    server.format = u"hydra"_s;
    server.certificate = u"-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----\r\n"_s;
    Server saved = rules::normalized(server);
    QCOMPARE(saved.name, u"Production"_s);
    QCOMPARE(saved.url, u"https://id.example.com"_s);
    QCOMPARE(saved.format, QString());
    QCOMPARE(saved.certificate, u"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"_s);
    QCOMPARE(saved.sealed, "seal"_ba);

    server.signIn = ServerSignIn::BearerToken;
    saved = rules::normalized(server);
    QCOMPARE(saved.account, QString());
    QCOMPARE(saved.sealed, "seal"_ba);

    server.kind = ServerKind::File;
    server.url = u"/srv/realm.json"_s;
    saved = rules::normalized(server);
    QVERIFY(saved.signIn == ServerSignIn::Nothing);
    QCOMPARE(saved.format, u"hydra"_s);
    QVERIFY(saved.realm.isEmpty() && saved.account.isEmpty() && saved.sealed.isEmpty() &&
            saved.certificate.isEmpty());

    // A file may hold several realms of Keycloak.
    server.format = u"Keycloak"_s;
    server.realm = u" staff "_s;
    QCOMPARE(rules::normalized(server).realm, u"staff"_s);
    server.realm.clear();
    QVERIFY(rules::checkServer(rules::normalized(server)));
}

GATEHOUSE_TEST(ServerRulesTest)
#include "tst_serverrules.moc"
