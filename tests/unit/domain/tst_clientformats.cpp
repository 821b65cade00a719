#include "DataFile.h"
#include "JsonLiteral.h"

#include "domain/formats/ClientFormat.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

QString allNames()
{
    QStringList names;
    for (const auto &format : clientFormats())
        names << format->name();
    return names.join(", "_L1);
}

}

class ClientFormatsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachHasANameOfItsOwn()
    {
        QSet<QString> names;
        for (const auto &format : clientFormats()) {
            QCOMPARE(format->name(), format->name().toLower());
            QVERIFY(!format->title().isEmpty());
            QCOMPARE(*formatByName(format->name()), format.get());
            names << format->name();
        }
        QCOMPARE(names.size(), qsizetype(clientFormats().size()));
        QVERIFY(names.contains(u"gatehouse"_s));
        QVERIFY(names.contains(u"rfc7591"_s));
    }

    void byName()
    {
        QCOMPARE((*formatByName(u"RFC7591"_s))->name(), u"rfc7591"_s);
        for (const QString &wrong : {u"xml"_s, QString(), u"rfc7591 "_s}) {
            const auto format = formatByName(wrong);
            QVERIFY(!format);
            QVERIFY2(format.error().text.contains(allNames()), qPrintable(format.error().text));
        }
    }

    void byContent_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("name");
        const auto add = [](const char *row, const QByteArray &document, const QString &name) {
            QTest::newRow(row) << document << name;
        };
        add("our golden file", samples::dataFile(u"sample.gatehouse.json"_s), u"gatehouse"_s);
        add("RFC golden file", samples::dataFile(u"sample.rfc7591.json"_s), u"rfc7591"_s);
        add("with a byte order mark", "\xEF\xBB\xBF" + samples::dataFile(u"sample.gatehouse.json"_s),
            u"gatehouse"_s);
        add("format named later", quoted("{'version':1,'clients':[],'format':'gatehouse'}"), u"gatehouse"_s);
        add("newer version of ours", quoted("{'format':'gatehouse','version':9}"), u"gatehouse"_s);
        add("broken further on", quoted("{'format':'gatehouse','clients':["), u"gatehouse"_s);
        add("one client", quoted("{'client_id':'a'}"), u"rfc7591"_s);
        add("clients", quoted("{'clients':[{'client_id':'a'}]}"), u"rfc7591"_s);
        add("scopes and clients", quoted("{'scopes':['openid'],'clients':[{'client_id':'a'}]}"),
            u"oidc-provider"_s);
        add("claims alone", quoted("{'claims':{'department':['department']}}"), u"oidc-provider"_s);
        add("Hydra golden file", samples::dataFile(u"sample.hydra.json"_s), u"hydra"_s);
        const auto client = [](const char *more) {
            return quoted("[{'client_id':'a',") + quoted(more) + "}]";
        };
        add("Hydra by its times", client("'created_at':'x'"), u"hydra"_s);
        add("Hydra's clients", quoted("{'clients':[{'client_id':'a','skip_consent':true}]}"), u"hydra"_s);
        add("RFC with a time", client("'created_at':'x','client_id_issued_at':1"), u"rfc7591"_s);
        add("RFC with metadata", client("'metadata':{},'application_type':'web'"), u"rfc7591"_s);
        add("RFC with PKCE", client("'owner':'x','require_pkce':true"), u"rfc7591"_s);
        add("RFC clients with a time",
            quoted("{'clients':[{'client_id':'a','updated_at':'x','client_id_issued_at':1}]}"), u"rfc7591"_s);
        add("provider's clients with metadata",
            quoted("{'scopes':[],'clients':[{'client_id':'a','metadata':{}}]}"), u"oidc-provider"_s);
        add("IdentityServer", quoted("{'Clients':[{'ClientId':'a'}]}"), u"identityserver"_s);
        add("IdentityServer golden file", samples::dataFile(u"sample.identityserver.json"_s),
            u"identityserver"_s);
        add("IdentityServer in small letters", quoted("{'identityserver':{'clients':[{'ClientId':'a'}]}}"),
            u"identityserver"_s);
        add("IdentityServer with comments", quoted("{ // of the host\n'Clients':[{'ClientId':'a',}],}"),
            u"identityserver"_s);
        add("IdentityServer in a section of another name",
            quoted("{'Porch':{'Clients':[{'ClientId':'a','AllowedGrantTypes':[]}]}}"), u"identityserver"_s);
        add("IdentityServer beside a template's client",
            quoted("{'IdentityServer':{'Clients':{'App':{'Profile':'SPA'},'b':{'ClientId':'b','AllowedScopes'"
                   ":[]}"
                   "}}}"),
            u"identityserver"_s);
        add("Skoruba golden file", samples::dataFile(u"sample.skoruba.json"_s), u"skoruba"_s);
        add("Glewlwyd golden file", samples::dataFile(u"sample.glewlwyd.json"_s), u"glewlwyd"_s);
        add("provider golden file", samples::dataFile(u"sample.oidc-provider.json"_s), u"oidc-provider"_s);
        add("Keycloak", quoted("{'clients':[{'clientId':'a'}]}"), u"keycloak"_s);
        add("one client of Keycloak", quoted("{'clientId':'a','protocol':'openid-connect'}"), u"keycloak"_s);
        add("some clients of Keycloak", quoted("[{'clientId':'a'},{'clientId':'b'}]"), u"keycloak"_s);
        add("realms of Keycloak", quoted("[{'realm':'a','clients':[]}]"), u"keycloak"_s);
        add("Keycloak golden file", samples::dataFile(u"sample.keycloak.json"_s), u"keycloak"_s);
        add("empty array", "[]", u"rfc7591"_s);
        add("no clients", quoted("{'clients':[]}"), u"rfc7591"_s);
        add("null for no clients", quoted("{'clients':null}"), u"rfc7591"_s);
        add("IdentityServer without clients", quoted("{'Clients':[]}"), u"identityserver"_s);
        add("IdentityServer, null for no clients", quoted("{'Clients':null}"), u"identityserver"_s);
    }
    void byContent()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QString, name);
        const auto format = formatByContent(document);
        QVERIFY2(format, format ? "" : qPrintable(format.error().text));
        QCOMPARE((*format)->name(), name);
    }

    void somethingElse_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *row, const char *document, const QString &mention) {
            QTest::newRow(row) << quoted(document) << mention;
        };
        const QString adapter = u"holds no client applications. Export these from Keycloak"_s;
        add("Keycloak's adapter", "{'realm':'a','auth-server-url':'https://x','resource':'b'}", adapter);
        add("adapter of one realm", "{'auth-server-url':'https://x','resource':'b'}", adapter);
        add("keycloak-js", "{'realm':'a','url':'https://x','clientId':'b'}", adapter);
        const QString sessions = u"hydra list oauth2-clients"_s;
        add("consents", "[{'consent_request':{'client':{'client_id':'a'}},'grant_scope':['b']}]", sessions);
        add("logins", "[{'subject':'a','login_session_id':'b','client_id':'c'}]", sessions);
        add("tokens", "[{'signature':'a','client_id':'b','granted_scope':'c','session_data':'{}'}]",
            sessions);
        add("page of sessions", "{'items':[{'client_id':'b','requested_scope':['c']}]}", sessions);
        add("one session", "{'client_id':'a','id_token_claims':{},'consent_challenge':''}", sessions);
        const QString abp = u"code of ABP"_s;
        add("ABP with IdentityServer", "{'IdentityServer':{'Clients':{'A':{'ClientId':'a','RootUrl':'x'}}}}",
            abp);
        add("ABP with OpenIddict",
            "{'App':{},'OpenIddict':{'Applications':{'A':{'ClientId':'a','ClientSecret':'x'}}}}", abp);
        add("template", "{'Key':{},'IdentityServer':{'Clients':{'App':{'Profile':'IdentityServerSPA'}}}}",
            u"template for Angular and React"_s);
    }
    void somethingElse()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QString, mention);
        const auto found = formatByContent(document);
        QVERIFY(!found);
        QVERIFY2(found.error().text.contains(mention), qPrintable(found.error().text));
        for (const auto &format : clientFormats()) {
            const auto file = format->read(document, QDateTime::currentDateTimeUtc());
            QVERIFY2(!file, qPrintable(format->name()));
            QCOMPARE(file.error().text, found.error().text);
        }
    }

    void unknownContent_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("mention");
        const QString formats = allNames();
        QTest::newRow("nothing") << QByteArray() << u"empty"_s;
        QTest::newRow("no JSON") << QByteArray("<xml/>") << u"line 1, column 1"_s;
        QTest::newRow("number") << QByteArray("7") << formats;
        QTest::newRow("another format name")
            << quoted("{'format':'other','clients':[{'client_id':'a'}]}") << formats;
        QTest::newRow("format is a number") << quoted("{'format':1}") << formats;
        QTest::newRow("array of text") << quoted("['client_id']") << formats;
        QTest::newRow("many values of no format")
            << '[' + QByteArray("{\"a\":1},").repeated(600'000) + "0]" << formats;
    }
    void unknownContent()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QString, mention);
        const auto format = formatByContent(document);
        QVERIFY(!format);
        QVERIFY2(format.error().text.contains(mention), qPrintable(format.error().text));
    }
};

GATEHOUSE_TEST(ClientFormatsTest)
#include "tst_clientformats.moc"
