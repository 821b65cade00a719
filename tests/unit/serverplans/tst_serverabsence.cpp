#include "domain/servers/ServerActions.h"
#include "unit/serverplans/ServerHelp.h"

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QString shopId = u"web-shop"_s;

void removeThere(ServerPair &pair, const QString &clientId)
{
    json::Json kept = json::Json::array();
    for (const json::Json &client : pair.connection.clients()) {
        if (&client != pair.connection.client(clientId))
            kept.push_back(client);
    }
    pair.connection.clients() = kept;
}

store::ServerClient known(ServerPair &pair, const QString &clientId)
{
    const auto all = store::loadServerClients(*pair.database, pair.server.key).value();
    return all.value(storedClient(pair.database, clientId).key);
}

/// As a registration that the server does not show any more.
void registerThere(ServerPair &pair, const QString &clientId)
{
    store::ServerClient registered{.serverKey = pair.server.key,
                                   .applicationKey = storedClient(pair.database, clientId).key,
                                   .thereId = u"theirs-17"_s,
                                   .registrationUri = u"https://id.example.com/reg/theirs-17"_s};
    VERIFY_DONE(editing(*pair.database,
                        [&](EditSession &session) { return edit::noteServerClient(session, registered); }));
}

}

/// What is not on a server, and was, or may be.
class ServerAbsenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsGoneThereIsAConflict_data()
    {
        QTest::addColumn<QString>("format");
        for (const QString &format : serverFormats)
            QTest::newRow(qPrintable(format)) << format;
    }
    void whatIsGoneThereIsAConflict()
    {
        QFETCH(const QString, format);
        ServerPair pair(format);
        VERIFY_DONE(pair.push({.clientIds = {shopId}}));
        removeThere(pair, shopId);
        const json::Json before = pair.connection.document();
        const auto plan = pair.plan({.clientIds = {shopId}});
        VERIFY_DONE(plan);
        QCOMPARE(plan->clients.first().status, PushStatus::Conflict);
        QVERIFY(plan->holdsBack() && !plan->changesAnything());
        const QString text = serverplantext::ofPush(*plan);
        QVERIFY2(text.contains(u"is not there any more"_s), qPrintable(text));
        VERIFY_DONE(pair.push({.clientIds = {shopId}}));
        QCOMPARE(pair.connection.document(), before);
        const auto comparison = pair.compare({shopId});
        VERIFY_DONE(comparison);
        QCOMPARE(drift(comparison), QStringList{u"web-shop only_here"_s});
        QVERIFY(!comparison->clients.first().note.isEmpty());

        const auto left = pair.plan({.clientIds = {shopId}, .onConflict = OnConflict::Theirs});
        VERIFY_DONE(left);
        QVERIFY(!left->holdsBack() && !left->changesAnything());
        VERIFY_DONE(pair.push({.clientIds = {shopId}, .onConflict = OnConflict::Ours}));
        QVERIFY(pair.connection.client(shopId));
        QCOMPARE(drift(pair.compare({shopId})), QStringList());
    }

    void whatIsGoneIsAddedByChoice()
    {
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.push({.clientIds = {shopId}}));
        removeThere(pair, shopId);
        for (const auto &[side, status] : {std::pair(MergeSide::There, PushStatus::Unchanged),
                                           std::pair(MergeSide::Here, PushStatus::New)}) {
            auto plan = pair.plan({.clientIds = {shopId}});
            VERIFY_DONE(plan);
            PlannedPush &push = plan->clients.first();
            push.doubt->choice = side;
            VERIFY_DONE(settlePush(*plan, pair.connection));
            QCOMPARE(push.status, status);
            VERIFY_DONE(runPush(*pair.database, pair.encryption(), pair.connection, *plan));
            QCOMPARE(pair.connection.client(shopId) != nullptr, side == MergeSide::Here);
        }
    }

    void whatWasRenamedHereIsNew()
    {
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.push({.clientIds = {shopId}}));
        VERIFY_DONE(
            pair.change(shopId, [](ClientApplication &client) { client.clientId = u"other-shop"_s; }));
        QCOMPARE(told(pair.plan({.clientIds = {u"other-shop"_s}})), QStringList{u"other-shop Add"_s});
    }

    void whatWasTakenOffThereBecauseItIsDisabledComesBack()
    {
        ServerPair pair(u"hydra"_s);
        VERIFY_DONE(pair.push({.clientIds = {shopId}}));
        VERIFY_DONE(pair.change(shopId, [](ClientApplication &client) { client.enabled = false; }));
        removeThere(pair, shopId);
        QCOMPARE(drift(pair.compare({shopId})), QStringList());
        VERIFY_DONE(pair.change(shopId, [](ClientApplication &client) { client.enabled = true; }));
        QCOMPARE(told(pair.plan({.clientIds = {shopId}})), QStringList{u"web-shop Add"_s});
    }

    void aRegistrationThatIsNotShownIsNotMadeAgain()
    {
        ServerPair pair(u"rfc7591"_s, ServerKind::Registration);
        VERIFY_DONE(pair.encryption().create(*pair.database));
        registerThere(pair, shopId);
        const auto plan = pair.plan({.clientIds = {shopId}});
        VERIFY_DONE(plan);
        QCOMPARE(plan->clients.first().status, PushStatus::Conflict);
        QVERIFY2(plan->clients.first().refusal->text.contains(u"theirs-17"_s),
                 qPrintable(plan->clients.first().refusal->text));
        const auto comparison = pair.compare({shopId});
        VERIFY_DONE(comparison);
        QCOMPARE(drift(comparison), QStringList{u"web-shop only_here"_s});
        QVERIFY(comparison->clients.first().note.contains(u"theirs-17"_s));
        VERIFY_DONE(pair.push({.clientIds = {shopId}}));
        QCOMPARE(pair.connection.writtenIds, QStringList());
        QCOMPARE(known(pair, shopId).thereId, u"theirs-17"_s);
        VERIFY_DONE(pair.push({.clientIds = {shopId}, .onConflict = OnConflict::Ours}));
        QCOMPARE(pair.connection.writtenIds, QStringList{shopId});
    }
};

GATEHOUSE_TEST(ServerAbsenceTest)
#include "tst_serverabsence.moc"
