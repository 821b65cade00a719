#include "domain/servers/ServerActions.h"
#include "store/audit/AuditLog.h"
#include "store/edit/ServerEdits.h"
#include "unit/serverplans/ServerHelp.h"

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

void addFormats()
{
    QTest::addColumn<QString>("format");
    for (const QString &format : serverFormats)
        QTest::newRow(qPrintable(format)) << format;
}

/// Adds an authorization code client without texts that hold its title, as they follow that in some formats.
QString webClient(ServerPair &pair)
{
    ClientApplication client = sampleWebClient(u"web"_s, testTime());
    client.enabled = true;
    client.logoUri = u"https://shop.example.com/logo.png"_s;
    return pair.database.save(client) ? client.clientId : QString();
}

QList<AuditEntry> entries(ServerPair &pair, QLatin1StringView action)
{
    QList<AuditEntry> found = store::loadAuditPage(*pair.database, {}, {}, 1000).value();
    found.removeIf([&](const AuditEntry &entry) { return entry.action != action; });
    return found;
}

/// The members in which two objects differ.
QStringList changedMembers(const json::Json &one, const json::Json &other)
{
    QStringList names;
    for (const auto &[name, value] : one.items()) {
        if (!other.contains(name) || other[name] != value)
            names << json::toText(name);
    }
    for (const auto &[name, value] : other.items()) {
        if (!one.contains(name))
            names << json::toText(name);
    }
    return names;
}

}

class ServerPushTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void intoAnEmptyServer_data() { addFormats(); }
    void intoAnEmptyServer()
    {
        QFETCH(const QString, format);
        ServerPair pair(format);
        const auto outcome = pair.push();
        VERIFY_DONE(outcome);
        for (const PushedClient &client : outcome->clients) {
            QVERIFY2(!client.error, client.error ? qPrintable(client.error->text) : "");
            QCOMPARE(client.notes, QStringList());
        }
        QVERIFY(outcome->isDone());
        QVERIFY(outcome->written() >= 4);
        QCOMPARE(drift(pair.compare()), QStringList());
        const auto again = pair.plan();
        QCOMPARE(told(again), QStringList());
        QVERIFY(!again->changesAnything());
        QCOMPARE(entries(pair, audit::pushed).size(), outcome->written());
        const auto noted = store::loadServerClients(*pair.database, pair.server.key).value();
        for (const PushedClient &client : outcome->clients) {
            const store::ServerClient known = noted.value(storedClient(pair.database, client.clientId).key);
            QVERIFY(known.pushedAt.isValid());
            QVERIFY(!known.lastSeen.isEmpty());
            QCOMPARE(known.state, store::ServerClientState::Same);
        }
    }

    void oneFieldAlone_data() { addFormats(); }
    void oneFieldAlone()
    {
        QFETCH(const QString, format);
        ServerPair pair(format);
        const QString clientId = webClient(pair);
        VERIFY_DONE(pair.push());
        QVERIFY(!clientId.isEmpty());
        const json::Json before = pair.connection.document();
        const json::Json client = *pair.connection.client(clientId);
        VERIFY_DONE(pair.change(clientId, [](ClientApplication &one) {
            one.loginRedirects << u"https://added.example.com/cb"_s;
        }));
        QCOMPARE(drift(pair.compare()), QStringList{clientId + u" differs login_redirects"_s});
        QCOMPARE(told(pair.plan()), QStringList{clientId + u" Change login_redirects"_s});
        VERIFY_DONE(pair.push());
        QCOMPARE(changedMembers(client, *pair.connection.client(clientId)).size(), 1);
        *pair.connection.client(clientId) = client;
        QCOMPARE(pair.connection.document(), before);
    }

    void whatChangedThereStays_data() { addFormats(); }
    void whatChangedThereStays()
    {
        QFETCH(const QString, format);
        ServerPair pair(format);
        const QString clientId = webClient(pair);
        VERIFY_DONE(pair.push());
        json::Json &there = *pair.connection.client(clientId);
        const char *const title = there.contains("client_name")  ? "client_name"
                                  : there.contains("ClientName") ? "ClientName"
                                  : there.contains("title")      ? "title"
                                                                 : "name";
        there[title] = "Changed there";
        there["x_unknown"] = {{"kept", true}};
        const bool keepsOthers = format != "gatehouse"_L1;
        const QString others =
            keepsOthers ? u", other_settings/"_s + format + u"/x_unknown/kept"_s : QString();
        QCOMPARE(drift(pair.compare()), QStringList{clientId + u" differs title"_s + others});
        QCOMPARE(told(pair.plan()), QStringList{clientId + u" Nothing title"_s + others});

        VERIFY_DONE(pair.change(clientId, [](ClientApplication &one) {
            one.loginRedirects << u"https://added.example.com/cb"_s;
        }));
        VERIFY_DONE(pair.push());
        const json::Json after = *pair.connection.client(clientId);
        QCOMPARE(after[title], json::Json("Changed there"));
        QCOMPARE(after["x_unknown"], json::Json({{"kept", true}}));
        QVERIFY(after.dump().contains("https://added.example.com/cb"));
        QCOMPARE(drift(pair.compare()), QStringList{clientId + u" differs title"_s + others});

        VERIFY_DONE(pair.take({clientId}));
        QCOMPARE(storedClient(pair.database, clientId).title, u"Changed there"_s);
        QCOMPARE(drift(pair.compare()), QStringList());
        QCOMPARE(*pair.connection.client(clientId), after);
    }

    void bothIsAConflict_data() { addFormats(); }
    void bothIsAConflict()
    {
        QFETCH(const QString, format);
        ServerPair pair(format);
        const QString clientId = webClient(pair);
        VERIFY_DONE(pair.push());
        json::Json &there = *pair.connection.client(clientId);
        const char *const title = there.contains("client_name")  ? "client_name"
                                  : there.contains("ClientName") ? "ClientName"
                                  : there.contains("title")      ? "title"
                                                                 : "name";
        there[title] = "Changed there";
        VERIFY_DONE(pair.change(clientId, [](ClientApplication &one) { one.title = u"Changed here"_s; }));
        const json::Json before = pair.connection.document();
        const auto plan = pair.plan();
        QCOMPARE(told(plan), QStringList{clientId + u" Conflict title"_s});
        QVERIFY(plan->holdsBack());
        VERIFY_DONE(pair.push());
        QCOMPARE(pair.connection.document(), before);
        VERIFY_DONE(pair.push({.onConflict = OnConflict::Theirs}));
        QCOMPARE(pair.connection.document(), before);

        auto chosen = pair.plan();
        VERIFY_DONE(chosen);
        auto one = std::ranges::find(chosen->clients, clientId, &PlannedPush::clientId);
        one->merge.choose(ClientField::Title, MergeSide::Here);
        VERIFY_DONE(settlePush(*chosen, pair.connection));
        QCOMPARE(one->status, PushStatus::Changed);
        VERIFY_DONE(runPush(*pair.database, pair.encryption(), pair.connection, *chosen));
        QCOMPARE((*pair.connection.client(clientId))[title], json::Json("Changed here"));
        QCOMPARE(drift(pair.compare()), QStringList());
    }

    void aBreakGoesOn()
    {
        ServerPair pair(u"keycloak"_s);
        pair.connection.breaksAfter = 2;
        const auto broken = pair.push();
        VERIFY_DONE(broken);
        QVERIFY(broken->broken);
        QCOMPARE(broken->written(), 2);
        QVERIFY(!broken->isDone());
        QVERIFY(outcomeText(*broken, u"Test"_s).contains(u"The server does not answer."_s));
        QCOMPARE(entries(pair, audit::pushed).size(), 3);
        pair.connection.breaksAfter.reset();
        VERIFY_DONE(pair.push());
        QCOMPARE(drift(pair.compare()), QStringList());
        const QStringList written = pair.connection.writtenIds;
        QCOMPARE(QSet(written.begin(), written.end()).size(), written.size());
        QCOMPARE(pair.connection.clients().size(), std::size_t(written.size()));
    }

    void aBreakInTheMiddleOfOneGoesOn_data()
    {
        QTest::addColumn<bool>("isNew");
        QTest::newRow("new") << true;
        QTest::newRow("changed") << false;
    }
    void aBreakInTheMiddleOfOneGoesOn()
    {
        QFETCH(const bool, isNew);
        ServerPair pair(u"glewlwyd"_s);
        const PushRequest request{.clientIds = {u"web-shop"_s}};
        if (!isNew) {
            VERIFY_DONE(pair.push(request));
            VERIFY_DONE(
                pair.change(u"web-shop"_s, [](ClientApplication &client) { client.title = u"Changed"_s; }));
        }
        pair.connection.breaksAfter = isNew ? 0 : 1;
        pair.connection.halves = [](json::Json &half) { half["scope"] = json::Json::array(); };
        VERIFY_DONE(pair.push(request));
        pair.connection.breaksAfter.reset();
        QVERIFY(!drift(pair.compare(request.clientIds)).isEmpty());
        const auto plan = pair.plan(request);
        VERIFY_DONE(plan);
        QVERIFY2(!plan->holdsBack(), qPrintable(told(plan).join(u'\n')));
        VERIFY_DONE(pair.push(request));
        QCOMPARE(drift(pair.compare(request.clientIds)), QStringList());
        QCOMPARE(told(pair.plan(request)), QStringList());
    }

    void whatWasTakenAwayAfterARefusalIsNoBreak()
    {
        ServerPair pair(u"keycloak"_s);
        const QString clientId = webClient(pair);
        const PushRequest request{.clientIds = {clientId}};
        VERIFY_DONE(pair.push(request));
        VERIFY_DONE(pair.change(clientId, [](ClientApplication &one) { one.title = u"Changed here"_s; }));
        pair.connection.breaksAfter = 0;
        pair.connection.breaksInDoubt = false; // an account that may not write, say
        VERIFY_DONE(pair.push(request));
        pair.connection.breaksAfter.reset();
        (*pair.connection.client(clientId))["redirectUris"] = json::Json::array();
        VERIFY_DONE(pair.push(request));
        QVERIFY((*pair.connection.client(clientId))["redirectUris"].empty());
        QCOMPARE((*pair.connection.client(clientId))["name"], json::Json("Changed here"));
    }

    void whatTheServerGivesEverybodyIsNoConflictAfterABreak()
    {
        ServerPair pair(u"keycloak"_s);
        const QString clientId = webClient(pair);
        pair.connection.breaksAfter = 0;
        pair.connection.halves = [](json::Json &half) {
            half["defaultClientScopes"].push_back("service_account");
            half["attributes"]["given.to.everybody"] = "true";
        };
        VERIFY_DONE(pair.push({.clientIds = {clientId}}));
        pair.connection.breaksAfter.reset();
        const auto plan = pair.plan({.clientIds = {clientId}});
        VERIFY_DONE(plan);
        QVERIFY2(!plan->holdsBack(), qPrintable(serverplantext::ofPush(*plan)));
        VERIFY_DONE(pair.push({.clientIds = {clientId}}));
        QCOMPARE(drift(pair.compare({clientId})), QStringList());
    }

    void aHalfThatNobodyWouldTakeInIsMadeWhole_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("name");
        QTest::addRow("Glewlwyd") << u"glewlwyd"_s << QByteArray("authorization_type");
        QTest::addRow("Hydra") << u"hydra"_s << QByteArray("grant_types");
        QTest::addRow("Glewlwyd, how it proves who it is")
            << u"glewlwyd"_s << QByteArray("token_endpoint_auth_method");
    }
    void aHalfThatNobodyWouldTakeInIsMadeWhole()
    {
        QFETCH(const QString, format);
        QFETCH(const QByteArray, name);
        ServerPair pair(format);
        const QString clientId = webClient(pair);
        pair.connection.breaksAfter = 0;
        pair.connection.halves = [&](json::Json &half) { half[name.toStdString()] = json::Json::array(); };
        VERIFY_DONE(pair.push({.clientIds = {clientId}}));
        pair.connection.breaksAfter.reset();
        const auto plan = pair.plan({.clientIds = {clientId}});
        VERIFY_DONE(plan);
        QVERIFY2(!plan->holdsBack(), qPrintable(serverplantext::ofPush(*plan)));
        VERIFY_DONE(pair.push({.clientIds = {clientId}}));
        QCOMPARE(drift(pair.compare({clientId})), QStringList());
    }

    void whatWasTurnedOffAfterABreakStaysOff()
    {
        ServerPair pair(u"keycloak"_s);
        const QString clientId = webClient(pair);
        pair.connection.breaksAfter = 0;
        pair.connection.halves = [](json::Json &half) { half["enabled"] = false; };
        VERIFY_DONE(pair.push({.clientIds = {clientId}}));
        pair.connection.breaksAfter.reset();
        QCOMPARE(told(pair.plan({.clientIds = {clientId}})), QStringList{clientId + u" Conflict enabled"_s});
    }

    void whatIsOtherThanThePlanIsNotOverwritten()
    {
        ServerPair pair(u"hydra"_s);
        const QString clientId = webClient(pair);
        VERIFY_DONE(pair.push());
        VERIFY_DONE(pair.change(clientId, [](ClientApplication &one) { one.title = u"Changed here"_s; }));
        pair.connection.beforeWrite = [&] {
            (*pair.connection.client(clientId))["owner"] = "somebody quicker";
        };
        const auto outcome = pair.push();
        VERIFY_DONE(outcome);
        QVERIFY(!outcome->isDone() && !outcome->broken);
        QCOMPARE(outcome->clients.first().error->kind, Error::Kind::Conflict);
        QVERIFY((*pair.connection.client(clientId))["client_name"] != "Changed here");
    }

    void whatCannotBeSaidIsToldWithNothingToSend()
    {
        ServerPair pair(u"hydra"_s);
        const QString clientId = webClient(pair);
        VERIFY_DONE(pair.push());
        VERIFY_DONE(
            pair.change(clientId, [](ClientApplication &one) { one.description = u"Other words"_s; }));
        const auto plan = pair.plan({.clientIds = {clientId}});
        VERIFY_DONE(plan);
        QCOMPARE(plan->clients.first().status, PushStatus::Unchanged);
        const QString text = serverplantext::ofPush(*plan);
        QVERIFY2(text.contains(u"Cannot be said there: Description.\n"_s),
                 qPrintable(text)); // nothing else is
    }

    void whatOthersNoteMeanwhileStays()
    {
        ServerPair pair(u"hydra"_s);
        const QString clientId = webClient(pair);
        VERIFY_DONE(pair.push());
        VERIFY_DONE(pair.change(clientId, [](ClientApplication &one) { one.title = u"Changed here"_s; }));
        const auto known = [&] {
            const auto onServers = store::loadServerClients(*pair.database, pair.server.key).value();
            return onServers.value(storedClient(pair.database, clientId).key);
        };
        pair.connection.beforeWrite = [&] {
            store::ServerClient registered = known();
            registered.registrationUri = u"https://id.example.com/registered/anew"_s;
            VERIFY_DONE(editing(*pair.database, [&](EditSession &session) {
                return edit::noteServerClient(session, registered);
            }));
        };
        const auto outcome = pair.push();
        VERIFY_DONE(outcome);
        QVERIFY(outcome->isDone());
        QCOMPARE(known().registrationUri, u"https://id.example.com/registered/anew"_s);
    }

    void whatARegistrationLeftOutIsInTheNextPlan()
    {
        ServerPair pair(u"rfc7591"_s, ServerKind::Registration);
        VERIFY_DONE(pair.setUpEncryption());
        pair.connection.takes = [](json::Json &client) { client.erase("client_uri"); };
        for (const QString &clientId : {u"first"_s, u"second"_s}) {
            ClientApplication client = sampleWebClient(clientId, testTime());
            client.enabled = true;
            client.clientUri = u"https://shop.example.com/"_s;
            VERIFY_DONE(pair.database.save(client));
        }
        const auto told = [&](const QString &clientId) {
            return pair.plan({.clientIds = {clientId}})->clients.first().notes.join(u'\n');
        };
        QVERIFY(!told(u"first"_s).contains(u"Home page"_s));
        VERIFY_DONE(pair.push({.clientIds = {u"first"_s}}));
        QVERIFY2(told(u"second"_s).contains(u"Home page: Test did not take it of another"_s),
                 qPrintable(told(u"second"_s)));
    }

    void whatTheServerDoesNotTakeIsToldOnce()
    {
        ServerPair pair(u"rfc7591"_s);
        pair.connection.takes = [](json::Json &client) { client.erase("client_uri"); };
        const QString clientId = u"web"_s;
        ClientApplication client = sampleWebClient(clientId, testTime());
        client.enabled = true;
        client.clientUri = u"https://shop.example.com/"_s;
        VERIFY_DONE(pair.database.save(client));
        const auto outcome = pair.push({.clientIds = {clientId}});
        VERIFY_DONE(outcome);
        QCOMPARE(outcome->clients.first().notes, QStringList{u"Home page: Test did not take it."_s});
        QCOMPARE(drift(pair.compare({clientId})), QStringList());
        QCOMPARE(told(pair.plan({.clientIds = {clientId}})), QStringList());
        VERIFY_DONE(pair.change(
            clientId, [](ClientApplication &one) { one.clientUri = u"https://other.example.com/"_s; }));
        QCOMPARE(drift(pair.compare({clientId})), QStringList{u"web differs client_uri"_s});
    }

    void disabledWhereThereIsNoWord()
    {
        ServerPair pair(u"hydra"_s);
        const QString clientId = webClient(pair);
        VERIFY_DONE(pair.push());
        VERIFY_DONE(pair.change(clientId, [](ClientApplication &one) { one.enabled = false; }));
        QCOMPARE(drift(pair.compare()), QStringList{clientId + u" differs enabled"_s});
        const json::Json before = pair.connection.document();
        VERIFY_DONE(pair.push({.onConflict = OnConflict::Ours}));
        QCOMPARE(pair.connection.document(), before);
        VERIFY_DONE(pair.take({clientId}));
        QVERIFY(storedClient(pair.database, clientId).enabled);
    }

    void secretsAreSentWhenAskedFor()
    {
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.setUpEncryption());
        const auto key = pair.encryption().key(*pair.database).value();
        const QString databaseId = store::loadEncryption(*pair.database)->databaseId;
        ClientApplication client = sampleWebClient(u"web"_s, testTime());
        client.key = newRecordKey();
        client.enabled = true;
        const QByteArray text = "the-secret-in-clear-of-this-very-client-0123";
        client.secrets = {
            gatehouse::sealedSecret(key, databaseId, client.key, secretCopy(text), u"first"_s, testTime(), {})
                .value()};
        VERIFY_DONE(pair.database.save(client));
        const auto plan = pair.plan({.clientIds = {u"web"_s}, .includeSecrets = true});
        VERIFY_DONE(plan);
        QVERIFY(plan->sendsSecrets());
        QVERIFY(!serverplantext::ofPush(*plan).contains(QString::fromLatin1(text)));
        QVERIFY(!plan->clients.first().objectAfter.dump().contains(text.toStdString()));
        VERIFY_DONE(runPush(*pair.database, pair.encryption(), pair.connection, *plan));
        QCOMPARE((*pair.connection.client(u"web"_s))["secret"], json::Json(text.toStdString()));
        QCOMPARE(entries(pair, audit::exported).size(), 1);
        QCOMPARE(drift(pair.compare({u"web"_s})), QStringList());
        QVERIFY(!pair.plan({.clientIds = {u"web"_s}, .includeSecrets = true})->changesAnything());
        (*pair.connection.client(u"web"_s))["secret"] = "another-secret-than-ours-0123456789abcdef";
        QCOMPARE(drift(pair.compare({u"web"_s})), QStringList{u"web differs secrets"_s});
        const QList<AuditEntry> trail = store::loadAuditPage(*pair.database, {}, {}, 1000).value();
        for (const AuditEntry &entry : trail)
            QVERIFY(!entry.changes.contains(QString::fromLatin1(text)));
    }

    void secretsGoToNoAddressThatNothingProves_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<bool>("isProven");
        const auto row = [](const char *name, const QString &sql, bool isProven) {
            QTest::newRow(name) << sql << isProven;
        };
        row("as it was saved", u"UPDATE server SET name = 'Other'"_s, true);
        row("another file", u"UPDATE server SET url = '/srv/attacker/hydra.json'"_s, false);
        row("another kind", u"UPDATE server SET kind = 'hydra', url = 'https://attacker.example.com'"_s,
            false);
        row("without a proof", u"UPDATE server SET proof = ''"_s, false);
    }
    /// Before a person was asked, once.
    void secretsGoToNoAddressThatNothingProves()
    {
        QFETCH(const QString, sql);
        QFETCH(const bool, isProven);
        ServerPair pair(u"hydra"_s);
        VERIFY_DONE(pair.setUpEncryption());
        const auto key = pair.encryption().key(*pair.database).value();
        const QString databaseId = store::loadEncryption(*pair.database)->databaseId;
        QCOMPARE(webClient(pair), u"web"_s);
        VERIFY_DONE(pair.change(u"web"_s, [&](ClientApplication &client) {
            client.secrets << gatehouse::sealedSecret(key, databaseId, client.key,
                                                      secretCopy("a-secret-of-this-very-client-0123456789"),
                                                      {}, testTime(), {})
                                  .value();
        }));
        VERIFY_DONE(pair.database->execute(sql));
        pair.server = store::loadServer(*pair.database, pair.server.key).value().value();
        auto plan = pair.plan({.clientIds = {u"web"_s}, .includeSecrets = true});
        VERIFY_DONE(plan);
        QVERIFY(plan->sendsSecrets());
        const auto sent = runPush(*pair.database, pair.encryption(), pair.connection, *plan);
        QCOMPARE(sent.has_value(), isProven);
        if (isProven)
            return;
        QCOMPARE(sent.error().kind, Error::Kind::Rule);
        for (const QString &words : {u"nothing proves that "_s + pair.server.url, u"without --yes"_s})
            QVERIFY2(sent.error().text.contains(words), qPrintable(sent.error().text));
        QVERIFY(!pair.connection.client(u"web"_s));
        QCOMPARE(entries(pair, audit::exported).size(), 0);

        plan->isAddressAgreed = true;
        VERIFY_DONE(runPush(*pair.database, pair.encryption(), pair.connection, *plan));
        const Server agreed = store::loadServer(*pair.database, pair.server.key).value().value();
        QVERIFY(ServerSeals::of(*pair.database, pair.encryption())->proves(agreed));
    }

    void aNewerSecretReplacesAnOlderOne()
    {
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.setUpEncryption());
        QCOMPARE(webClient(pair), u"web"_s);
        const auto addSecret = [&](const QByteArray &text, const QDateTime &created) {
            const auto key = pair.encryption().key(*pair.database).value();
            const QString databaseId = store::loadEncryption(*pair.database)->databaseId;
            return pair.change(u"web"_s, [&](ClientApplication &client) {
                client.secrets << gatehouse::sealedSecret(key, databaseId, client.key, secretCopy(text), {},
                                                          created, {})
                                      .value();
            });
        };
        const QByteArray text = "the-newer-secret-of-this-very-client-0123456";
        VERIFY_DONE(addSecret("the-older-secret-of-this-very-client-0123456", testTime().addDays(-2)));
        VERIFY_DONE(pair.push({.clientIds = {u"web"_s}, .includeSecrets = true}));
        VERIFY_DONE(addSecret(text, testTime().addDays(-1)));
        const auto unsent = pair.plan({.clientIds = {u"web"_s}});
        VERIFY_DONE(unsent);
        QVERIFY(!unsent->changesAnything());
        QVERIFY(unsent->clients.first().notes.join(u' ').contains(u"secrets differ"_s));
        VERIFY_DONE(pair.push({.clientIds = {u"web"_s}, .includeSecrets = true}));
        QCOMPARE((*pair.connection.client(u"web"_s))["secret"], json::Json(text.toStdString()));
        const auto again = pair.plan({.clientIds = {u"web"_s}, .includeSecrets = true});
        VERIFY_DONE(again);
        QVERIFY(!again->changesAnything());
        QCOMPARE(again->clients.first().notes, QStringList());
    }

    void whatWasNotTakenStaysKnown()
    {
        ServerPair pair(u"hydra"_s);
        const QString clientId = webClient(pair);
        pair.connection.takes = [](json::Json &client) { client.erase("logo_uri"); };
        VERIFY_DONE(pair.push({.clientIds = {clientId}}));
        QCOMPARE(drift(pair.compare({clientId})), QStringList());
        VERIFY_DONE(pair.change(clientId, [](ClientApplication &one) { one.title = u"Another"_s; }));
        const auto outcome = pair.push({.clientIds = {clientId}});
        VERIFY_DONE(outcome);
        QCOMPARE(outcome->clients.first().notes, QStringList());
        QCOMPARE(drift(pair.compare({clientId})), QStringList());
        QVERIFY(!pair.plan({.clientIds = {clientId}})->changesAnything());
    }

    void whatWentWithoutSayingIsNoFault()
    {
        ServerPair pair(u"keycloak"_s);
        const QString clientId = webClient(pair);
        const auto require = [&](bool consent) {
            return pair.change(clientId, [&](ClientApplication &one) {
                one.requireConsent = consent;
                one.allowRememberConsent = false;
            });
        };
        VERIFY_DONE(require(true));
        pair.connection.takes = [](json::Json &client) { client["fullScopeAllowed"] = false; };
        VERIFY_DONE(pair.push({.clientIds = {clientId}}));
        pair.connection.takes = {};
        VERIFY_DONE(require(false));
        const auto plan = pair.plan({.clientIds = {clientId}});
        QCOMPARE(told(plan), QStringList{u"web Change require_consent"_s});
        QVERIFY(plan->clients.first().notes.join(u' ').contains(u"fullScopeAllowed"_s));
        VERIFY_DONE(pair.push({.clientIds = {clientId}}));
        QCOMPARE((*pair.connection.client(clientId))["fullScopeAllowed"], json::Json(false));
        QCOMPARE(drift(pair.compare({clientId})), QStringList());
    }

    void anEmptyTextIsNothing()
    {
        for (const auto &[format, name] :
             {std::pair{u"hydra"_s, "policy_uri"}, std::pair{u"keycloak"_s, "baseUrl"}}) {
            ServerPair pair(format);
            const QString clientId = webClient(pair);
            pair.connection.takes = [&](json::Json &client) { client[name] = ""; };
            VERIFY_DONE(pair.push({.clientIds = {clientId}}));
            QCOMPARE(drift(pair.compare({clientId})), QStringList());
            pair.connection.takes = {};
            VERIFY_DONE(pair.change(clientId, [&](ClientApplication &one) {
                (format == "hydra"_L1 ? one.policyUri : one.clientUri) = u"https://a.example.com/"_s;
            }));
            QCOMPARE(drift(pair.compare({clientId})),
                     QStringList{clientId + u" differs "_s +
                                 (format == "hydra"_L1 ? u"policy_uri"_s : u"client_uri"_s)});
            VERIFY_DONE(pair.push({.clientIds = {clientId}}));
            QCOMPARE((*pair.connection.client(clientId))[name], json::Json("https://a.example.com/"));
        }
    }

    void aRegistrationEndpointChoosesSecrets()
    {
        ServerPair pair(u"rfc7591"_s, ServerKind::Registration);
        VERIFY_DONE(pair.encryption().create(*pair.database));
        const QString clientId = webClient(pair);
        const auto key = pair.encryption().key(*pair.database).value();
        const QString databaseId = store::loadEncryption(*pair.database)->databaseId;
        VERIFY_DONE(pair.change(clientId, [&](ClientApplication &one) {
            one.secrets << gatehouse::sealedSecret(key, databaseId, one.key,
                                                   secretCopy("a-secret-of-ours-that-nobody-asks-for-01"), {},
                                                   testTime(), {})
                               .value();
        }));
        const PushRequest request{.clientIds = {clientId}, .includeSecrets = true};
        QVERIFY(!pair.plan(request)->sendsSecrets());
        VERIFY_DONE(pair.push(request));
        QVERIFY(!pair.plan(request)->changesAnything());
    }

    void aServerMakesTheSecretOfANewOne()
    {
        ServerPair pair(u"hydra"_s, ServerKind::Hydra);
        pair.connection.makesSecrets = true;
        QCOMPARE(webClient(pair), u"web"_s);
        const auto refused = pair.plan({.clientIds = {u"web"_s}});
        VERIFY_DONE(refused);
        QCOMPARE(refused->clients.first().status, PushStatus::Refused);
        QVERIFY(refused->clients.first().refusal->text.contains(u"Settings > Encryption"_s));

        VERIFY_DONE(pair.encryption().create(*pair.database));
        const auto outcome = pair.push({.clientIds = {u"web"_s}});
        VERIFY_DONE(outcome);
        QVERIFY(outcome->isDone());
        const ClientApplication stored = storedClient(pair.database, u"web"_s);
        QCOMPARE(stored.secrets.size(), 2);
        const auto made = std::ranges::find_if(stored.secrets, &ClientSecret::isRecoverable);
        QVERIFY(made != stored.secrets.end());
        const auto key = pair.encryption().key(*pair.database).value();
        const QString databaseId = store::loadEncryption(*pair.database)->databaseId;
        QCOMPARE(revealedSecret(key, databaseId, stored.key, *made)->toByteArray(),
                 QByteArray("made-by-the-server-for-this-client-1234"));
    }

    void aRegistrationWithoutAnswerIsNotRepeated()
    {
        ServerPair pair(u"rfc7591"_s, ServerKind::Registration);
        VERIFY_DONE(pair.encryption().create(*pair.database));
        const QString clientId = webClient(pair);
        pair.connection.breaksAfter = 0;
        const auto broken = pair.push({.clientIds = {clientId}});
        VERIFY_DONE(broken);
        QVERIFY(broken->broken);
        pair.connection.breaksAfter.reset();
        const auto plan = pair.plan({.clientIds = {clientId}});
        VERIFY_DONE(plan);
        QCOMPARE(plan->clients.first().status, PushStatus::Refused);
        QVERIFY(plan->clients.first().refusal->command.contains(u"--on-conflict ours"_s));
        const auto outcome = pair.push({.clientIds = {clientId}, .onConflict = OnConflict::Ours});
        VERIFY_DONE(outcome);
        QVERIFY(outcome->isDone());
        const auto known = store::loadServerClients(*pair.database, pair.server.key).value();
        QVERIFY(!known.value(storedClient(pair.database, clientId).key).registrationPending);
    }

    void whatIsMissingIsMadeFirst()
    {
        ServerPair pair(u"keycloak"_s);
        pair.connection.needed = {{u"Add the client scope orders.read"_s, u"client scope orders.read"_s, {}}};
        const auto plan = pair.plan();
        VERIFY_DONE(plan);
        QVERIFY(serverplantext::ofPush(*plan).contains(u"First: Add the client scope orders.read"_s));
        QCOMPARE(pair.connection.madeTexts, QStringList());
        const auto outcome = runPush(*pair.database, pair.encryption(), pair.connection, *plan);
        VERIFY_DONE(outcome);
        QCOMPARE(pair.connection.madeTexts, QStringList{u"Add the client scope orders.read"_s});
        QCOMPARE(outcome->made, pair.connection.madeTexts);
    }

    void anUnknownClientIsNamed()
    {
        ServerPair pair(u"keycloak"_s);
        for (const Error &error :
             {pair.plan({.clientIds = {u"nobody"_s}}).error(), pair.compare({u"nobody"_s}).error(),
              pair.planTaking({u"nobody"_s}).error()}) {
            QCOMPARE(error.kind, Error::Kind::NotFound);
            QVERIFY(error.text.contains(u"nobody"_s));
        }
    }
};

GATEHOUSE_TEST(ServerPushTest)
#include "tst_serverpush.moc"
