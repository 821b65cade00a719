#include "store/edit/EncryptionEdits.h"
#include "store/edit/ServerEdits.h"
#include "store/records/ClientPage.h"
#include "store/records/ClientStore.h"
#include "support/DatabaseContent.h"
#include "support/SampleClients.h"
#include "support/SampleServers.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QByteArray keyId = "key-1"_ba;
const QByteArray seal = keyId + ":c2VhbA=="_ba;

}

/// Saving and removing of authorization servers, and what is known of client applications there.
class TestServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void savesAndGivesBack();
    void refusesWhatTheRulesRefuse();
    void refusesANameThatIsTaken();
    void tellsConflicts();
    void namesTheServersThereAre();
    void refusesASealOfAnotherKey();
    void refusesASealForWhatItWas_data();
    void refusesASealForWhatItWas();
    void auditsWithoutTheSecret();
    void keepsWhatIsKnownOfAClient();
    void countsDrifted();
    void theListTellsWhatDrifted();
    void theListFindsDriftByAnIndex();
    void nothingIsLeftOfWhatIsGone();
    void forgetsWhatWasSeenOnAnotherServer();

private:
    Server stored(const QString &key)
    {
        return store::loadServer(**m_database, key).value().value_or(Server());
    }
    QString clientKey(const QString &clientId)
    {
        return m_database->save(sampleWebClient(clientId, testTime())).value().key;
    }
    Result<void> note(const store::ServerClient &client)
    {
        return m_database->edit(
            [&](EditSession &session) { return edit::noteServerClient(session, client); });
    }
    store::ServerClients clientsOf(const Server &server)
    {
        return store::loadServerClients(**m_database, server.key).value();
    }

    std::unique_ptr<TestDatabase> m_database;
};

void TestServers::init()
{
    m_database = std::make_unique<TestDatabase>();
    VERIFY_DONE(m_database->edit([](EditSession &session) {
        return edit::setEncryptionKey(session, {.id = QString::fromLatin1(keyId),
                                                .checkValue = "0123456789abcdef"_ba.repeated(4),
                                                .created = testTime()});
    }));
}

void TestServers::savesAndGivesBack()
{
    Server typed = sampleKeycloak(u" Production "_s, seal);
    typed.certificate = u"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"_s;
    const auto saved = m_database->save(sealedForItself(typed));
    VERIFY_DONE(saved);
    QCOMPARE(saved->version, 1);
    QCOMPARE(saved->name, u"Production"_s);
    QVERIFY(stored(saved->key) == *saved);

    Server changed = *saved;
    changed.name = u"Élysée"_s;
    changed.kind = ServerKind::File;
    changed.url = u"/srv/realm.json"_s;
    changed.format = u"hydra"_s;
    const auto again = m_database->save(changed);
    VERIFY_DONE(again);
    QCOMPARE(again->version, 2);
    QVERIFY(again->sealed.isEmpty() && again->certificate.isEmpty() && again->realm.isEmpty());
    QVERIFY(store::loadServers(**m_database).value() == QList{*again});
    QVERIFY(store::findServer(**m_database, u"éLYSÉE"_s).value() == *again);

    VERIFY_DONE(m_database->remove(*again));
    QVERIFY(store::loadServers(**m_database)->isEmpty());
}

void TestServers::refusesWhatTheRulesRefuse()
{
    const QStringList before = contentOf(**m_database);
    const auto saved = m_database->save(sampleKeycloak(u"Production"_s, {}));
    QVERIFY(!saved);
    QCOMPARE(saved.error().column, u"secret"_s);
    QCOMPARE(contentOf(**m_database), before);
}

void TestServers::refusesANameThatIsTaken()
{
    VERIFY_DONE(m_database->save(sampleHydra(u"Élysée"_s)));
    auto other = m_database->save(sampleHydra(u"Test"_s));
    VERIFY_DONE(other);
    other->name = u"éLYSÉE"_s;
    for (const auto &saved : {m_database->save(sampleHydra(other->name)), m_database->save(*other)}) {
        QVERIFY(!saved);
        QCOMPARE(saved.error().column, u"name"_s);
    }
}

void TestServers::tellsConflicts()
{
    const auto saved = m_database->save(sampleHydra(u"Test"_s));
    VERIFY_DONE(saved);
    VERIFY_DONE(m_database->save(*saved));
    for (const Error &error : {m_database->save(*saved).error(), m_database->remove(*saved).error()}) {
        QCOMPARE(error.kind, Error::Kind::Conflict);
        QVERIFY2(error.text.contains(u"Server \"Test\" was changed"_s), qPrintable(error.text));
    }
    VERIFY_DONE(m_database->remove(stored(saved->key)));
    QVERIFY(m_database->save(*saved).error().text.contains(u"was deleted"_s));
}

void TestServers::namesTheServersThereAre()
{
    auto found = store::findServer(**m_database, u"Prod"_s);
    QCOMPARE(found.error().kind, Error::Kind::NotFound);
    QVERIFY2(found.error().text.contains(u"Settings > Servers"_s), qPrintable(found.error().text));
    VERIFY_DONE(m_database->save(sampleHydra(u"Test"_s)));
    VERIFY_DONE(m_database->save(sampleHydra(u"Production"_s)));
    found = store::findServer(**m_database, u"Prod"_s);
    QVERIFY2(found.error().text.contains(u"Production, Test"_s), qPrintable(found.error().text));
}

void TestServers::refusesASealOfAnotherKey()
{
    const auto saved = m_database->save(sampleKeycloak(u"Production"_s, "key-0:c2VhbA=="_ba));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Conflict);
    const auto server = m_database->save(sampleHydra(u"Test"_s));
    const auto noted = note({.serverKey = server->key,
                             .applicationKey = clientKey(u"shop"_s),
                             .registrationToken = "key-0:c2VhbA=="_ba});
    QCOMPARE(noted.error().kind, Error::Kind::Conflict);
    QVERIFY(clientsOf(*server).isEmpty());
}

void TestServers::refusesASealForWhatItWas_data()
{
    QTest::addColumn<ServerChange>("change");
    QTest::addColumn<bool>("isAnother");
    const auto row = [](const char *name, const ServerChange &change, bool isAnother) {
        QTest::newRow(name) << change << isAnother;
    };
    row("name", [](Server &server) { server.name = u"Test"_s; }, false);
    row("nothing", [](Server &) {}, false);
    row(
        "kind",
        [](Server &server) {
            server.kind = ServerKind::Glewlwyd;
            server.signIn = ServerSignIn::Password;
        },
        true);
    row("url", [](Server &server) { server.url = u"https://login.example.com"_s; }, true);
    row("realm", [](Server &server) { server.realm = u"customers"_s; }, true);
    row("sign in", [](Server &server) { server.signIn = ServerSignIn::Password; }, true);
    row("account", [](Server &server) { server.account = u"another"_s; }, true);
    row(
        "certificate",
        [](Server &server) {
            server.certificate = u"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"_s;
        },
        true);
}

/// Nothing would open it.
void TestServers::refusesASealForWhatItWas()
{
    QFETCH(const ServerChange, change);
    QFETCH(const bool, isAnother);
    const auto saved = m_database->save(sampleKeycloak(u"Production"_s, seal));
    VERIFY_DONE(saved);
    Server changed = *saved;
    change(changed);
    const auto again = m_database->save(changed);
    QCOMPARE(again.has_value(), !isAnother);
    if (isAnother) {
        QCOMPARE(again.error().kind, Error::Kind::Conflict);
        QCOMPARE(again.error().column, u"secret"_s);
        QVERIFY(stored(saved->key) == *saved);
    }
}

void TestServers::auditsWithoutTheSecret()
{
    const auto saved = m_database->save(sampleKeycloak(u"Production"_s, seal));
    VERIFY_DONE(saved);
    Server changed = *saved;
    changed.url = u"https://login.example.com"_s;
    changed.sealed = keyId + ":YW5vdGhlcg=="_ba;
    VERIFY_DONE(m_database->save(sealedForItself(changed)));
    VERIFY_DONE(m_database->remove(stored(saved->key)));
    const auto entries = (*m_database)
                             ->list(u"SELECT action, name, changes FROM audit_entry WHERE subject = 'server' "
                                    "ORDER BY number"_s,
                                    {}, [](const QSqlQuery &row) {
                                        return row.value(0).toString() + u' ' + row.value(1).toString() +
                                               u' ' + row.value(2).toString();
                                    });
    VERIFY_DONE(entries);
    QCOMPARE(entries->size(), 3);
    QVERIFY(entries->at(0).startsWith(audit::added + u" Production"_s));
    QVERIFY(entries->at(1).startsWith(audit::changed + u" Production"_s));
    QVERIFY(entries->at(1).contains(u"\"before\":\"https://id.example.com\""_s));
    QVERIFY(entries->at(1).contains(u"\"field\":\"secret\""_s));
    QVERIFY(!entries->at(1).contains(u"\"field\":\"realm\""_s));
    QVERIFY(entries->at(2).startsWith(audit::removed + u" Production"_s));
    for (const QString &entry : *entries)
        QVERIFY2(!entry.contains(u"c2VhbA"_s) && !entry.contains(u"YW5vdGhlcg"_s), qPrintable(entry));
}

void TestServers::keepsWhatIsKnownOfAClient()
{
    const auto server = m_database->save(sampleHydra(u"Test"_s));
    VERIFY_DONE(server);
    store::ServerClient client{.serverKey = server->key,
                               .applicationKey = clientKey(u"shop"_s),
                               .lastSeen = u"{\"title\":\"Shop\"}"_s,
                               .comparedAt = testTime(),
                               .state = store::ServerClientState::Differs,
                               .differing = 2,
                               .pushedAt = testTime().addDays(-1),
                               .thereId = u"a1b2"_s,
                               .registrationUri = u"https://id.example.com/reg/a1b2"_s,
                               .registrationToken = seal,
                               .registrationPending = true};
    VERIFY_DONE(note(client));
    QVERIFY(clientsOf(*server).value(client.applicationKey) == client);
    client = {.serverKey = server->key, .applicationKey = client.applicationKey};
    VERIFY_DONE(note(client));
    QVERIFY(clientsOf(*server).value(client.applicationKey) == client);
    QCOMPARE(clientsOf(*server).size(), 1);
}

void TestServers::countsDrifted()
{
    using enum store::ServerClientState;
    const auto server = m_database->save(sampleHydra(u"Test"_s));
    const auto quiet = m_database->save(sampleHydra(u"Quiet"_s));
    for (const auto state : {Unknown, Same, Differs, OnlyHere, OnlyThere}) {
        VERIFY_DONE(note({.serverKey = server->key,
                          .applicationKey = clientKey(u"c"_s + store::toColumn(state)),
                          .comparedAt = testTime(),
                          .state = state}));
    }
    QCOMPARE(store::countDrifted(**m_database).value(), (QHash<QString, int>{{server->key, 3}}));
    QVERIFY(clientsOf(*quiet).isEmpty());
}

void TestServers::theListTellsWhatDrifted()
{
    using enum store::ServerClientState;
    const auto test = m_database->save(sampleHydra(u"Test"_s));
    const auto production = m_database->save(sampleHydra(u"Production"_s));
    const auto compared = [&](const Server &server, const QString &key, store::ServerClientState state,
                              int differing = 0) {
        return note({.serverKey = server.key,
                     .applicationKey = key,
                     .comparedAt = testTime(),
                     .state = state,
                     .differing = differing});
    };
    const QString drifted = clientKey(u"drifted"_s);
    const QString same = clientKey(u"same"_s);
    clientKey(u"unknown"_s);
    VERIFY_DONE(compared(*test, drifted, Differs, 3));
    VERIFY_DONE(compared(*production, drifted, OnlyHere));
    VERIFY_DONE(compared(*test, same, Same));
    VERIFY_DONE(compared(*production, same, Unknown));

    QHash<QString, QList<store::ClientDrift>> found;
    const QList<store::ClientRow> rows = store::loadPage(**m_database, {}).value();
    for (const store::ClientRow &row : rows)
        found.insert(row.clientId, row.drift);
    QCOMPARE(found.size(), 3);
    QVERIFY(found[u"same"_s].isEmpty() && found[u"unknown"_s].isEmpty());
    QList<store::ClientDrift> drift = found[u"drifted"_s];
    std::ranges::sort(drift, {}, &store::ClientDrift::server);
    QVERIFY(drift == (QList<store::ClientDrift>{{u"Production"_s, OnlyHere, 0, testTime()},
                                                {u"Test"_s, Differs, 3, testTime()}}));

    const store::ClientFilter filter{.withDrift = true};
    QCOMPARE(store::loadPage(**m_database, {.filter = filter})->size(), 1);
    QCOMPARE(store::countClients(**m_database, filter).value(), 1);
    QCOMPARE(store::loadClientNames(**m_database, filter)->first().key, drifted);
}

/// However many there are on whatever number of servers.
void TestServers::theListFindsDriftByAnIndex()
{
    SKIP_ON_POSTGRESQL("It reads how SQLite goes about it.");
    QStringList steps;
    VERIFY_DONE(
        (**m_database)
            .visit(
                u"EXPLAIN QUERY PLAN SELECT id, %1 FROM client_application WHERE %2 ORDER BY client_id LIMIT 200"_s
                    .arg(store::drift::column(), store::drift::exists()),
                {}, [&](const QSqlQuery &row) -> Result<void> {
                    steps << row.value(3).toString();
                    return {};
                }));
    QCOMPARE(steps.filter(u"server_client_application"_s).size(), 2);
    QVERIFY2(steps.filter(u"SCAN server"_s).isEmpty(), qPrintable(steps.join(u'\n')));
}

void TestServers::nothingIsLeftOfWhatIsGone()
{
    const auto server = m_database->save(sampleHydra(u"Test"_s));
    const auto client = m_database->save(sampleWebClient(u"shop"_s, testTime()));
    const store::ServerClient known{.serverKey = server->key, .applicationKey = client->key};
    VERIFY_DONE(note(known));
    VERIFY_DONE(m_database->remove(*client));
    QVERIFY(clientsOf(*server).isEmpty());
    VERIFY_DONE(note(known));
    QVERIFY(clientsOf(*server).isEmpty());

    const store::ServerClient other{.serverKey = server->key, .applicationKey = clientKey(u"desk"_s)};
    VERIFY_DONE(note(other));
    VERIFY_DONE(m_database->remove(*server));
    VERIFY_DONE(note(other));
    QVERIFY(clientsOf(*server).isEmpty());
}

void TestServers::forgetsWhatWasSeenOnAnotherServer()
{
    auto server = m_database->save(sampleHydra(u"Test"_s));
    const QString client = clientKey(u"shop"_s);
    const store::ServerClient known{.serverKey = server->key,
                                    .applicationKey = client,
                                    .lastSeen = u"{}"_s,
                                    .comparedAt = testTime(),
                                    .state = store::ServerClientState::Differs,
                                    .differing = 1,
                                    .pushedAt = testTime(),
                                    .thereId = u"a1b2"_s};
    VERIFY_DONE(note(known));
    server->name = u"Acceptance"_s;
    server = m_database->save(*server);
    QVERIFY(clientsOf(*server).value(client) == known);

    server->url = u"https://other.example.com"_s;
    server = m_database->save(*server);
    const store::ServerClient unseen{
        .serverKey = server->key, .applicationKey = client, .thereId = u"a1b2"_s};
    QVERIFY(clientsOf(*server).value(client) == unseen);

    server->kind = ServerKind::File;
    server->url = u"/srv/clients.json"_s;
    server->format = u"hydra"_s;
    VERIFY_DONE(m_database->save(*server));
    QVERIFY(clientsOf(*server).isEmpty());
}

GATEHOUSE_TEST(TestServers)
#include "tst_servers.moc"
