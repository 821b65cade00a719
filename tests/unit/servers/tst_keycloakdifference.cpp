#include "servers/keycloak/KeycloakDifference.h"
#include "servers/keycloak/KeycloakSecretTimes.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::keycloak;
using namespace Qt::StringLiterals;
using json::Json;

namespace {

/// As Keycloak's admin API tells a client application.
Json there()
{
    return Json::parse(R"({
        "id": "1", "clientId": "shop", "name": "Shop", "baseUrl": "app:/a.example", "enabled": true,
        "clientAuthenticatorType": "client-secret", "secret": "hush", "redirectUris": ["app:/a.example", "app:/b.example"],
        "webOrigins": [], "notBefore": 0, "bearerOnly": false, "consentRequired": true, "standardFlowEnabled": true,
        "directAccessGrantsEnabled": true, "publicClient": false, "protocol": "openid-connect", "fullScopeAllowed": true,
        "attributes": {"realm_client": "false", "client.secret.creation.time": "1", "post.logout.redirect.uris": "a##b",
                       "logoUri": "app:/l.example"},
        "authenticationFlowBindingOverrides": {"browser": "f"}, "nodeReRegistrationTimeout": -1,
        "protocolMappers": [{"id": "2", "name": "m", "protocol": "openid-connect", "protocolMapper": "t",
                             "consentRequired": false, "config": {"claim.name": "c", "id.token.claim": "true"}}],
        "defaultClientScopes": ["basic", "profile"], "optionalClientScopes": ["api"], "access": {"manage": true}})");
}

Json changed(const char *pointer, const Json &value)
{
    Json client = there();
    client[Json::json_pointer(pointer)] = value;
    return client;
}

Json without(const char *pointer)
{
    Json client = there();
    const Json::json_pointer place(pointer);
    client[place.parent_pointer()].erase(place.back());
    return client;
}

}

class KeycloakDifferenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameMeaning_data()
    {
        QTest::addColumn<Json>("other");
        QTest::addRow("itself") << there();
        QTest::addRow("another id") << changed("/id", "9");
        QTest::addRow("no access") << without("/access");
        QTest::addRow("redirects in another order")
            << changed("/redirectUris", Json::array({"app:/b.example", "app:/a.example"}));
        QTest::addRow("logout redirects in another order")
            << changed("/attributes/post.logout.redirect.uris", "b##a");
        QTest::addRow("scopes in another order")
            << changed("/defaultClientScopes", Json::array({"profile", "basic"}));
        QTest::addRow("no secret") << without("/secret");
        QTest::addRow("another secret") << changed("/secret", "other");
        QTest::addRow("what is said by itself") << without("/attributes/realm_client");
        QTest::addRow("false is absent") << without("/bearerOnly");
        QTest::addRow("true is absent") << without("/enabled");
        QTest::addRow("an empty list is absent") << without("/webOrigins");
        QTest::addRow("mapper without id") << without("/protocolMappers/0/id");
        QTest::addRow("a flag as text") << changed("/protocolMappers/0/config/id.token.claim", true);
        QTest::addRow("an empty text") << changed("/attributes/tosUri", "");
    }
    void sameMeaning()
    {
        QFETCH(const Json, other);
        QCOMPARE(differences(there(), other, false), QStringList());
        const ClientChange change = changeOf(there(), other, false);
        QCOMPARE(change.members, Json::object());
        QVERIFY(!change.always && !change.asked);
    }

    void sendsWhatDiffersAlone_data()
    {
        QTest::addColumn<Json>("after");
        QTest::addColumn<Json>("members");
        QTest::addRow("a text") << changed("/name", "Store") << Json{{"name", "Store"}};
        QTest::addRow("a text that is gone") << without("/baseUrl") << Json{{"baseUrl", ""}};
        QTest::addRow("a flag") << changed("/enabled", false) << Json{{"enabled", false}};
        QTest::addRow("a flag that is said no more")
            << without("/directAccessGrantsEnabled") << Json{{"directAccessGrantsEnabled", false}};
        QTest::addRow("a list") << changed("/redirectUris", Json::array({"app:/a.example"}))
                                << Json{{"redirectUris", Json::array({"app:/a.example"})}};
        QTest::addRow("a list that is gone")
            << without("/redirectUris") << Json{{"redirectUris", Json::array()}};
        QTest::addRow("an attribute") << changed("/attributes/tosUri", "https://t.example")
                                      << Json{{"attributes", {{"tosUri", "https://t.example"}}}};
        QTest::addRow("an attribute that is gone")
            << without("/attributes/logoUri") << Json{{"attributes", {{"logoUri", ""}}}};
        QTest::addRow("no mappers") << without("/protocolMappers")
                                    << Json{{"protocolMappers", Json::array()}};
        QTest::addRow("a flow that is gone")
            << without("/authenticationFlowBindingOverrides")
            << Json{{"authenticationFlowBindingOverrides", {{"browser", ""}}}};
        QTest::addRow("a secret that is not to be sent") << changed("/secret", "new") << Json::object();
        Json asked = there();
        asked["consentRequired"] = false;
        QTest::addRow("a field beside what follows from it") << asked << Json{{"consentRequired", false}};
    }
    void sendsWhatDiffersAlone()
    {
        QFETCH(const Json, after);
        QFETCH(const Json, members);
        QCOMPARE(QString::fromStdString(changeOf(there(), after, false).members.dump()),
                 QString::fromStdString(members.dump()));
    }

    void mappersByName()
    {
        Json after = there();
        after["protocolMappers"].push_back(
            {{"name", "n"}, {"protocolMapper", "t"}, {"config", {{"claim.name", "d"}}}});
        const Json sent = changeOf(there(), after, false).members;
        QCOMPARE(sent.size(), std::size_t(1));
        QCOMPARE(sent["protocolMappers"].size(), std::size_t(2));
        QVERIFY(!sent["protocolMappers"][0].contains("id"));
        QCOMPARE(differences(there(), after, false), QStringList{u"protocolMappers.n"_s});
    }

    void secretsWhereAskedFor()
    {
        QCOMPARE(changeOf(there(), changed("/secret", "new"), true).members, (Json{{"secret", "new"}}));
        QCOMPARE(changeOf(there(), changed("/secret", "**********"), true).members, Json::object());
        QCOMPARE(changeOf(there(), without("/attributes/client.secret.creation.time"), true).members,
                 Json::object());
        QCOMPARE(differences(there(), changed("/secret", "other"), true), QStringList{u"secret"_s});
        QVERIFY(!newClient(there(), false).contains("secret"));
        QCOMPARE(newClient(there(), true)["secret"], Json("hush"));
        QVERIFY(!newClient(changed("/secret", "**********"), true).contains("secret"));
        QVERIFY(!withoutSecrets(there()).contains("secret"));
    }

    void scopesAreNotAmongTheMembers()
    {
        Json after = changed("/defaultClientScopes", Json::array({"basic"}));
        after["optionalClientScopes"] = Json::array({"api", "profile"});
        const ClientChange change = changeOf(there(), after, false);
        QCOMPARE(change.members, Json::object());
        QCOMPARE(change.always, QStringList{u"basic"_s});
        QCOMPARE(change.asked, (QStringList{u"api"_s, u"profile"_s}));
        QVERIFY(!changeOf(there(), without("/defaultClientScopes"), false).always);
    }

    void tellsWhatIsForgottenOfSecrets()
    {
        QCOMPARE(forgottenOf(there()), QStringList());
        QCOMPARE(forgottenOf(changed("/attributes/client.secret.expiration.time", "0")), QStringList());
        Json client = changed("/attributes/client.secret.expiration.time", "1893456000");
        QCOMPARE(forgottenOf(client).size(), 1);
        QVERIFY(forgottenOf(client).constFirst().contains("2030-01-01T00:00:00Z"_L1));
        client["attributes"]["client.secret.rotated.expiration.time"] = "1861920000";
        QCOMPARE(forgottenOf(client).size(), 2);
        QVERIFY(forgottenOf(client).constLast().contains("2029-01-01T00:00:00Z"_L1));
    }

    void newOnesHaveNoIds()
    {
        const Json made = newClient(changed("/attributes/pkce", ""), false);
        for (const char *name : {"id", "access"})
            QVERIFY(!made.contains(name));
        QVERIFY(!made["protocolMappers"][0].contains("id"));
        QVERIFY(!made["attributes"].contains("pkce"));
        QCOMPARE(made["attributes"]["logoUri"], Json("app:/l.example"));
        // Keycloak would turn on passwords with it.
        QVERIFY(!made.contains("protocol"));
        QCOMPARE(newClient(changed("/protocol", "saml"), false)["protocol"], Json("saml"));
    }
};

GATEHOUSE_TEST(KeycloakDifferenceTest)
#include "tst_keycloakdifference.moc"
