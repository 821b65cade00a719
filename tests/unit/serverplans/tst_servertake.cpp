#include "domain/servers/ServerActions.h"
#include "store/audit/AuditLog.h"
#include "support/SampleServers.h"
#include "support/Stranger.h"
#include "unit/serverplans/ServerHelp.h"

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// Enabled there, with nowhere to come back to: nobody could use it.
void addOneWithoutRedirect(ServerPair &pair)
{
    pair.connection.clients().push_back(json::Json::parse(R"({
        "clientId": "web", "enabled": true, "protocol": "openid-connect", "publicClient": true,
        "standardFlowEnabled": true, "redirectUris": [],
        "attributes": {"pkce.code.challenge.method": "S256"}})"));
}

void takeOneWithoutRedirect(ServerPair &pair)
{
    addOneWithoutRedirect(pair);
    VERIFY_DONE(pair.take({u"web"_s}));
    QVERIFY(!storedClient(pair.database, u"web"_s).enabled);
}

}

class ServerTakeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void intoAnEmptyDatabase_data() { addFormats(); }
    void intoAnEmptyDatabase()
    {
        QFETCH(const QString, format);
        ServerPair full(format);
        VERIFY_DONE(full.push());
        TestDatabase database;
        VERIFY_DONE(database.setLicenceLimit({}));
        VERIFY_DONE(database.save(sampleUser(u"svc-price-feed"_s))); // which no format but ours brings
        const Server server = storedServer(database, format);
        const auto before = compared(database, full.connection, server);
        VERIFY_DONE(before);
        QCOMPARE(before->count(store::ServerClientState::OnlyThere), int(before->clients.size()));
        const Encryption encryption(full.settings);
        const auto plan =
            planTake(*database, encryption, full.connection, {.server = server, .now = testTime()});
        VERIFY_DONE(plan);
        const QString text = serverplantext::ofTake(*plan).value();
        QVERIFY2(!plan->import.hasRefusals(), qPrintable(text));
        VERIFY_DONE(applyTake(*database, *plan));
        // Also those that are kept disabled, since without a secret none can be enabled.
        QCOMPARE(drift(compared(database, full.connection, server)), QStringList());
        const auto noted = store::loadServerClients(*database, server.key).value();
        QCOMPARE(noted.size(), before->clients.size());
        for (const store::ServerClient &known : noted)
            QVERIFY(seen::fromText(known.lastSeen).base);
        QList<AuditEntry> taken = store::loadAuditPage(*database, {}, {}, 1000).value();
        taken.removeIf([](const AuditEntry &entry) { return entry.action != audit::taken; });
        QCOMPARE(taken.size(), before->clients.size());
        QVERIFY(taken.first().changes.contains(u"Test"_s));
    }

    void absenceCounts_data() { addFormats(); }
    void absenceCounts()
    {
        QFETCH(const QString, format);
        ServerPair pair(format);
        ClientApplication client = sampleWebClient(u"web"_s, testTime());
        client.enabled = true;
        client.logoutRedirects = {u"https://shop.example.com/bye"_s};
        client.supportRefreshTokens = true;
        VERIFY_DONE(pair.database.save(client));
        VERIFY_DONE(pair.push());
        json::Json &there = *pair.connection.client(u"web"_s);
        for (const char *name : {"post_logout_redirect_uris", "PostLogoutRedirectUris", "logout_redirects"})
            there.erase(name);
        if (there.contains("attributes"))
            there["attributes"].erase("post.logout.redirect.uris");
        if (format != "gatehouse"_L1) {
            QCOMPARE(drift(pair.compare()), QStringList{u"web differs logout_redirects"_s});
        }
        VERIFY_DONE(pair.take({u"web"_s}));
        // Keycloak takes the login redirects where none are said.
        const QStringList expected = format == "keycloak"_L1 ? client.loginRedirects : QStringList();
        QCOMPARE(storedClient(pair.database, u"web"_s).logoutRedirects, expected);
        QCOMPARE(drift(pair.compare()), QStringList());
    }

    void whatIsKeptDisabledStaysEnabledThere()
    {
        ServerPair pair(u"keycloak"_s);
        takeOneWithoutRedirect(pair);
        QCOMPARE(drift(pair.compare({u"web"_s})), QStringList());
        VERIFY_DONE(
            pair.change(u"web"_s, [](ClientApplication &client) { client.description = u"Changed here"_s; }));
        const auto plan = pair.plan({.clientIds = {u"web"_s}});
        QCOMPARE(told(plan), QStringList{u"web Change description"_s});
        VERIFY_DONE(pair.push({.clientIds = {u"web"_s}}));
        QCOMPARE((*pair.connection.client(u"web"_s))["enabled"], json::Json(true));
        QCOMPARE(drift(pair.compare({u"web"_s})), QStringList());
        VERIFY_DONE(pair.take({u"web"_s}));
        QCOMPARE(drift(pair.compare({u"web"_s})), QStringList());
    }

    void whatBothChangedMayBeChosen()
    {
        ServerPair pair(u"keycloak"_s);
        const QString id = u"web-shop"_s;
        VERIFY_DONE(pair.push({.clientIds = {id}}));
        VERIFY_DONE(pair.change(id, [](ClientApplication &client) {
            client.title = u"Ours"_s;
            client.description = u"Ours, too"_s;
        }));
        json::Json &there = *pair.connection.client(id);
        there["name"] = "Theirs";
        there["description"] = "Theirs, too";
        there["baseUrl"] = "https://theirs.example.com";
        TakeRequest request{
            .server = pair.server, .clientIds = {id}, .onConflict = OnConflict::Fail, .now = testTime()};
        const auto open = planTake(*pair.database, pair.encryption(), pair.connection, request);
        VERIFY_DONE(open);
        QCOMPARE(open->openConflicts(), QStringList{id});
        QVERIFY(serverplantext::ofTake(*open)->contains(u"changed here to Ours and there to Theirs"_s));
        const auto refused = applyTake(*pair.database, *open);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Conflict);
        QCOMPARE(storedClient(pair.database, id).title, u"Ours"_s);

        request.merges = open->merges;
        request.merges[id].choose(ClientField::Title, MergeSide::Here);
        request.merges[id].choose(ClientField::Description, MergeSide::There);
        const auto chosen = planTake(*pair.database, pair.encryption(), pair.connection, request);
        VERIFY_DONE(chosen);
        QCOMPARE(chosen->openConflicts(), QStringList());
        QVERIFY(serverplantext::ofTake(*chosen)->contains(u"stays Ours as it is here"_s));
        VERIFY_DONE(applyTake(*pair.database, *chosen));
        QCOMPARE(storedClient(pair.database, id).title, u"Ours"_s);
        QCOMPARE(storedClient(pair.database, id).description, u"Theirs, too"_s);
        QCOMPARE(drift(pair.compare({id})), QStringList{u"web-shop differs title"_s});

        // A choice is about the values that were seen.
        there["name"] = "Theirs by now";
        const auto other = planTake(*pair.database, pair.encryption(), pair.connection, request);
        VERIFY_DONE(other);
        QCOMPARE(other->openConflicts(), QStringList{id});
        VERIFY_DONE(pair.take({id}));
        QCOMPARE(storedClient(pair.database, id).title, u"Theirs by now"_s);
    }

    void whatWaitsForAChoiceMayBeLeftOut()
    {
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.push({.clientIds = {u"web-shop"_s}}));
        VERIFY_DONE(pair.change(u"web-shop"_s, [](ClientApplication &client) { client.title = u"Ours"_s; }));
        (*pair.connection.client(u"web-shop"_s))["name"] = "Theirs";
        TakeRequest request{.server = pair.server, .onConflict = OnConflict::Fail, .now = testTime()};
        request.choice.leaveOut(u"web-shop"_s);
        const auto plan = planTake(*pair.database, pair.encryption(), pair.connection, request);
        VERIFY_DONE(plan);
        QCOMPARE(plan->openConflicts(), QStringList());
        VERIFY_DONE(applyTake(*pair.database, *plan));
        QCOMPARE(storedClient(pair.database, u"web-shop"_s).title, u"Ours"_s);
    }

    void nothingIsTakenThatCannotBeNoted()
    {
        ServerPair pair(u"keycloak"_s);
        addOneWithoutRedirect(pair);
        const auto plan = pair.planTaking({u"web"_s});
        VERIFY_DONE(plan);
        VERIFY_DONE(forbid(*pair.database, u"INSERT"_s, u"server_client"_s));
        QVERIFY(!applyTake(*pair.database, *plan));
        QVERIFY(!store::findClientId(*pair.database, u"web"_s).value());
    }

    void whatBothHaveDisabledSinceIsNoMoreThanThat()
    {
        ServerPair pair(u"keycloak"_s);
        takeOneWithoutRedirect(pair);
        (*pair.connection.client(u"web"_s))["enabled"] = false;
        QCOMPARE(drift(pair.compare({u"web"_s})), QStringList());
        (*pair.connection.client(u"web"_s))["enabled"] = true;
        QCOMPARE(drift(pair.compare({u"web"_s})), QStringList{u"web differs enabled"_s});
    }

    void whoDisablesItHereDoesSoThere()
    {
        ServerPair pair(u"keycloak"_s);
        takeOneWithoutRedirect(pair);
        VERIFY_DONE(pair.change(u"web"_s, [](ClientApplication &client) {
            client.loginRedirects << u"https://shop.example.com/callback"_s;
            client.enabled = true;
        }));
        VERIFY_DONE(pair.change(u"web"_s, [](ClientApplication &client) { client.enabled = false; }));
        QVERIFY(told(pair.plan({.clientIds = {u"web"_s}})).join(u' ').startsWith("web Change enabled"_L1));
        VERIFY_DONE(pair.push({.clientIds = {u"web"_s}}));
        QCOMPARE((*pair.connection.client(u"web"_s))["enabled"], json::Json(false));
    }

    void whoEnablesItOnAnotherServerDoesNotDisableItThere()
    {
        ServerPair pair(u"keycloak"_s);
        takeOneWithoutRedirect(pair);
        VERIFY_DONE(pair.database.save(sampleHydra(u"production"_s)));
        VERIFY_DONE(pair.change(u"web"_s, [](ClientApplication &client) {
            client.onServers[u"production"_s].enabled = true;
            client.onServers[u"production"_s].loginRedirects << u"https://shop.example.com/callback"_s;
        }));
        QVERIFY(!told(pair.plan({.clientIds = {u"web"_s}})).join(u' ').contains("enabled"_L1));
    }

    void whatTheFormatCannotSayStays()
    {
        ServerPair pair(u"hydra"_s);
        ClientApplication client = sampleWebClient(u"web"_s, testTime());
        client.enabled = true;
        client.description = u"Only here"_s;
        client.logoutRedirects = {u"https://shop.example.com/bye"_s, u"https://elsewhere.example.com/bye"_s};
        VERIFY_DONE(pair.database.save(client));
        VERIFY_DONE(pair.push({.clientIds = {u"web"_s}}));
        (*pair.connection.client(u"web"_s))["post_logout_redirect_uris"] =
            json::Json::array({"https://shop.example.com/other"});
        VERIFY_DONE(pair.take({u"web"_s}));
        const ClientApplication taken = storedClient(pair.database, u"web"_s);
        QCOMPARE(QSet(taken.logoutRedirects.begin(), taken.logoutRedirects.end()),
                 QSet({u"https://elsewhere.example.com/bye"_s, u"https://shop.example.com/other"_s}));
        QCOMPARE(taken.description, u"Only here"_s);
        QCOMPARE(drift(pair.compare({u"web"_s})), QStringList());
    }

    void aSecretInClearIsTaken()
    {
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.push());
        (*pair.connection.client(u"web-shop"_s))["secret"] = "a-secret-that-stands-there-in-clear-0123456789";
        QCOMPARE(drift(pair.compare()), QStringList{u"web-shop differs secrets"_s});
        const qsizetype before = storedClient(pair.database, u"web-shop"_s).secrets.size();
        const auto plan = pair.planTaking({u"web-shop"_s});
        VERIFY_DONE(plan);
        QVERIFY(!serverplantext::ofTake(*plan)->contains(u"stands-there"_s));
        VERIFY_DONE(applyTake(*pair.database, *plan));
        QCOMPARE(storedClient(pair.database, u"web-shop"_s).secrets.size(), before + 1);
        QCOMPARE(drift(pair.compare()), QStringList());
    }

    void onlyWhatWasChosen()
    {
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.push());
        json::Json &clients = pair.connection.clients();
        for (json::Json &client : clients)
            client["name"] = "Changed there";
        const QString first = json::toText(clients.front()["clientId"].get<std::string>());
        const int all = int(clients.size());
        VERIFY_DONE(pair.take({first}));
        QCOMPARE(drift(pair.compare()).size(), all - 1);
        QVERIFY(!drift(pair.compare()).join(u' ').contains(first + u" differs"_s));
    }

    void aMapperChangedThereIsFoundAndSetBackByChoice()
    {
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.push());
        json::Json *mapper = nullptr;
        QString clientId;
        for (json::Json &client : pair.connection.clients()) {
            for (json::Json &one : client["protocolMappers"]) {
                if (one["config"].contains("user.attribute")) {
                    mapper = &one;
                    clientId = json::toText(client["clientId"].get<std::string>());
                }
            }
        }
        QVERIFY(mapper);
        (*mapper)["config"]["user.attribute"] = "phone";
        const QStringList found = drift(pair.compare());
        QCOMPARE(found.size(), 1);
        QVERIFY2(found.first().contains(u"other_settings/keycloak/protocolMappers"_s),
                 qPrintable(found.first()));
        VERIFY_DONE(pair.push({.clientIds = {clientId}, .onConflict = OnConflict::Ours}));
        QCOMPARE(drift(pair.compare()), found); // it is no conflict
        auto plan = pair.plan({.clientIds = {clientId}});
        VERIFY_DONE(plan);
        for (MergePart &part : plan->clients.first().merge.parts)
            part.choice = MergeSide::Here;
        VERIFY_DONE(settlePush(*plan, pair.connection));
        VERIFY_DONE(runPush(*pair.database, pair.encryption(), pair.connection, *plan));
        QCOMPARE(drift(pair.compare()), QStringList());
    }

private:
    static void addFormats()
    {
        QTest::addColumn<QString>("format");
        for (const QString &format : serverFormats)
            QTest::newRow(qPrintable(format)) << format;
    }
};

GATEHOUSE_TEST(ServerTakeTest)
#include "tst_servertake.moc"
