#include "domain/servers/ServerActions.h"
#include "store/audit/AuditLog.h"
#include "unit/serverplans/ServerHelp.h"

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QByteArray secretMade = "made-by-the-server-and-told-to-nobody-12";

/// One that sends a secret, with a hash of it here.
void addHashedClient(ServerPair &pair)
{
    ClientApplication client = sampleWebClient(u"feed"_s, testTime());
    client.enabled = true;
    VERIFY_DONE(pair.database.save(client));
    QVERIFY(std::ranges::none_of(client.secrets, &ClientSecret::isRecoverable));
}

/// It is added, with a secret that the server makes, and the answer does not come.
void breakOff(ServerPair &pair, bool tellsSecrets)
{
    pair.connection.breaksAfter = int(pair.connection.writtenIds.size());
    pair.connection.halves = [=](json::Json &half) {
        if (tellsSecrets)
            half["secret"] = secretMade.toStdString();
    };
    const auto broken = pair.push({.clientIds = {u"feed"_s}});
    VERIFY_DONE(broken);
    QVERIFY(!broken->isDone());
    pair.connection.breaksAfter.reset();
    pair.connection.halves = {};
}

QList<ClientSecret> recoverable(ServerPair &pair)
{
    QList<ClientSecret> secrets = storedClient(pair.database, u"feed"_s).secrets;
    secrets.removeIf(std::not_fn(&ClientSecret::isRecoverable));
    return secrets;
}

}

/// What a plan says of secrets, and what becomes of those that a server made.
class ServerSecretsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecretMadeInAPushThatBrokeOffIsTaken_data()
    {
        QTest::addColumn<bool>("isCompared");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("at once") << false << Error::Kind::Unreachable;
        QTest::newRow("after a comparison") << true << Error::Kind::Unreachable;
        QTest::newRow("a later step is refused") << false << Error::Kind::Rule;
    }
    void aSecretMadeInAPushThatBrokeOffIsTaken()
    {
        QFETCH(const bool, isCompared);
        QFETCH(const Error::Kind, kind);
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.setUpEncryption());
        pair.server.kind = ServerKind::Keycloak; // which makes secrets, as no file does
        addHashedClient(pair);
        pair.connection.breaksBy = kind;
        breakOff(pair, true);
        if (isCompared)
            QCOMPARE(drift(pair.compare({u"feed"_s})), QStringList{u"feed differs secrets"_s});
        const auto plan = pair.plan({.clientIds = {u"feed"_s}});
        VERIFY_DONE(plan);
        QVERIFY(plan->clients.first().takesNewSecret);
        QCOMPARE(plan->clients.first().status, PushStatus::Changed);
        QVERIFY(serverplantext::ofPush(*plan).contains(u"is added here, encrypted"_s));
        QVERIFY(!serverplantext::ofPush(*plan).contains(QString::fromLatin1(secretMade)));
        const auto outcome = runPush(*pair.database, pair.encryption(), pair.connection, *plan);
        VERIFY_DONE(outcome);
        QVERIFY(outcome->isDone());
        QCOMPARE(recoverable(pair).size(), 1);
        const auto key = pair.encryption().key(*pair.database).value();
        QCOMPARE(revealedSecret(key, store::loadEncryption(*pair.database)->databaseId,
                                storedClient(pair.database, u"feed"_s).key, recoverable(pair).first())
                     ->toByteArray(),
                 secretMade);
        QCOMPARE(drift(pair.compare({u"feed"_s})), QStringList());
        QVERIFY(!pair.plan({.clientIds = {u"feed"_s}})->changesAnything());
    }

    /// Hydra tells a secret once.
    void aSecretThatNobodyKnowsIsReplaced()
    {
        ServerPair pair(u"hydra"_s, ServerKind::Hydra);
        VERIFY_DONE(pair.setUpEncryption());
        addHashedClient(pair);
        breakOff(pair, false);
        for (int times = 0; times < 2; ++times) { // a comparison forgets nothing
            QCOMPARE(drift(pair.compare({u"feed"_s})), QStringList{u"feed differs secrets"_s});
            const auto plan = pair.plan({.clientIds = {u"feed"_s}});
            VERIFY_DONE(plan);
            QCOMPARE(plan->clients.first().status, PushStatus::Refused);
            QVERIFY2(plan->clients.first().refusal->text.contains(u"that nobody knows"_s),
                     qPrintable(plan->clients.first().refusal->text));
        }
        VERIFY_DONE(pair.change(u"feed"_s, [&](ClientApplication &client) {
            const auto key = pair.encryption().key(*pair.database).value();
            client.secrets << gatehouse::sealedSecret(
                                  key, store::loadEncryption(*pair.database)->databaseId, client.key,
                                  secretCopy("a-secret-of-ours-in-its-place-0123456789"), {}, testTime(), {})
                                  .value();
        }));
        const auto unsent = pair.plan({.clientIds = {u"feed"_s}});
        VERIFY_DONE(unsent);
        QVERIFY(unsent->clients.first().refusal->text.contains(u"Push it with secrets"_s));
        const auto outcome = pair.push({.clientIds = {u"feed"_s}, .includeSecrets = true});
        VERIFY_DONE(outcome);
        QVERIFY(outcome->isDone());
        QCOMPARE((*pair.connection.client(u"feed"_s))["client_secret"],
                 json::Json("a-secret-of-ours-in-its-place-0123456789"));
        QCOMPARE(drift(pair.compare({u"feed"_s})), QStringList());
        QCOMPARE(told(pair.plan({.clientIds = {u"feed"_s}})), QStringList());
    }

    void hashesThatNobodyCanSendAreNotPromised()
    {
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.setUpEncryption());
        pair.server.kind = ServerKind::Keycloak; // which makes secrets, as no file does
        addHashedClient(pair);
        VERIFY_DONE(pair.push({.clientIds = {u"feed"_s}}));
        (*pair.connection.client(u"feed"_s))["secret"] = secretMade.toStdString();
        const auto plan = pair.plan({.clientIds = {u"feed"_s}});
        VERIFY_DONE(plan);
        const QString text = serverplantext::ofPush(*plan);
        QVERIFY2(text.contains(u"nobody can send"_s) && !text.contains(u"when secrets are asked for"_s),
                 qPrintable(text));
    }

    void hashesAreTold_data()
    {
        QTest::addColumn<bool>("isNew");
        QTest::newRow("with a new one") << true;
        QTest::newRow("when they are asked for") << false;
    }
    void hashesAreTold()
    {
        QFETCH(const bool, isNew);
        ServerPair pair(u"identityserver"_s);
        addHashedClient(pair);
        if (!isNew) {
            VERIFY_DONE(pair.push({.clientIds = {u"feed"_s}}));
            (*pair.connection.client(u"feed"_s))["ClientSecrets"] = json::Json::array();
        }
        const PushRequest request{.clientIds = {u"feed"_s}, .includeSecrets = !isNew};
        const auto plan = pair.plan(request);
        VERIFY_DONE(plan);
        QVERIFY(plan->clients.first().sendsHashes);
        const QString text = serverplantext::ofPush(*plan);
        QVERIFY2(text.contains(u"The hashes of its secrets are sent"_s), qPrintable(text));
        VERIFY_DONE(runPush(*pair.database, pair.encryption(), pair.connection, *plan));
        QList<AuditEntry> trail = store::loadAuditPage(*pair.database, {}, {}, 1000).value();
        trail.removeIf([](const AuditEntry &entry) { return entry.action != audit::pushed; });
        QVERIFY2(trail.first().changes.contains(u"\"secrets\""_s), qPrintable(trail.first().changes));
        QVERIFY(!pair.plan(request)->changesAnything());
    }

    void aNewOneIsToldFieldByField()
    {
        ServerPair pair(u"keycloak"_s);
        const auto plan = pair.plan();
        VERIFY_DONE(plan);
        const QString text = serverplantext::ofPush(*plan);
        for (const PlannedPush &push : plan->clients) {
            if (push.status != PushStatus::New)
                continue;
            QVERIFY2(text.contains(u"Title: "_s + push.target.title), qPrintable(text));
            for (const QString &redirect : push.target.loginRedirects)
                QVERIFY2(text.contains(u"Allowed login redirects: "_s + redirect), qPrintable(text));
        }
        QVERIFY2(text.contains(u"Its service account \"service-account-price-feed\" is written, too"_s),
                 qPrintable(text));
    }
};

GATEHOUSE_TEST(ServerSecretsTest)
#include "tst_serversecrets.moc"
