#include "EncryptionFixture.h"
#include "services/servers/ServerOpening.h"
#include "support/SampleClients.h"
#include "support/SampleServers.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// Secrets of servers and tokens of registrations are sealed for their place, and open there alone.
class TestServerOpening : public QObject, private EncryptionFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }
    void aServerWithoutSecretNeedsNoEncryption();
    void refusesASecretWithoutEncryption();
    void opensWhatWasSealed();
    void aSealThatWasMovedDoesNotOpen();
    void opensRegistrations();
    void aTokenThatWasMovedDoesNotOpen();
    void aReplacedKeyTakesAllAlong();
    void whoReadItBeforeTheReplacementSavesNothing();
    void aReplacementNamesWhatDoesNotOpen();

private:
    Server saved(const QString &name, QByteArrayView secret)
    {
        const auto sealed =
            withSecret(*database(), encryption(), sampleKeycloak(name, {}), secretCopy(secret));
        return sealed.and_then([&](const Server &server) { return database().save(server); })
            .value_or(Server());
    }
    Server stored(const QString &name) { return store::findServer(*database(), name).value_or(Server()); }
    Result<ServerAccess> opened(const QString &name)
    {
        return store::findServer(*database(), name).and_then([&](const Server &server) {
            return openAccess(*database(), encryption(), server);
        });
    }
    /// A registration endpoint, and on it a client application of that ID with the token `token of ID`.
    void addRegistered(const QString &clientId);
    Server endpoint();
    Result<void> execute(const QString &sql) { return database()->execute(sql); }
};

Server TestServerOpening::endpoint()
{
    if (const auto known = store::findServer(*database(), u"Endpoint"_s))
        return *known;
    return database()
        .save(Server{
            .name = u"Endpoint"_s, .kind = ServerKind::Registration, .url = u"https://id.example.com/reg"_s})
        .value_or(Server());
}

void TestServerOpening::addRegistered(const QString &clientId)
{
    const QString server = endpoint().key;
    const auto client = database().save(sampleWebClient(clientId, testTime()));
    VERIFY_DONE(client);
    const QString uri = u"https://id.example.com/reg/1"_s;
    const auto token =
        sealedToken(*database(), encryption(), endpoint(), client->key,
                    {.clientId = {}, .uri = uri, .token = secretCopy("token of " + clientId.toUtf8())});
    VERIFY_DONE(token);
    VERIFY_DONE(database().edit([&](EditSession &session) {
        return edit::noteServerClient(session, {.serverKey = server,
                                                .applicationKey = client->key,
                                                .thereId = clientId + u"-there"_s,
                                                .registrationUri = uri,
                                                .registrationToken = *token});
    }));
}

void TestServerOpening::aServerWithoutSecretNeedsNoEncryption()
{
    VERIFY_DONE(database().save(sampleHydra(u"Test"_s)));
    const auto access = opened(u"Test"_s);
    VERIFY_DONE(access);
    QVERIFY(access->secret.isEmpty() && access->registrations.isEmpty());
    VERIFY_DONE(openConnection(*database(), encryption(), access->server));
}

void TestServerOpening::refusesASecretWithoutEncryption()
{
    const auto sealed =
        withSecret(*database(), encryption(), sampleKeycloak(u"Production"_s, {}), secretCopy("secret"));
    QVERIFY(!sealed);
    QCOMPARE(sealed.error().kind, Error::Kind::Rule);
    QVERIFY2(sealed.error().text.contains(u"Settings > Encryption"_s), qPrintable(sealed.error().text));
}

void TestServerOpening::opensWhatWasSealed()
{
    VERIFY_DONE(encryption().create(*database()));
    const Server server = saved(u"Production"_s, "a secret");
    QVERIFY(!server.sealed.contains("a secret"));
    const auto access = opened(u"Production"_s);
    VERIFY_DONE(access);
    QVERIFY(viewOf(access->secret) == "a secret");
    QVERIFY(access->server == server);
}

void TestServerOpening::aSealThatWasMovedDoesNotOpen()
{
    VERIFY_DONE(encryption().create(*database()));
    saved(u"Production"_s, "a secret");
    saved(u"Test"_s, "another");
    VERIFY_DONE(execute(u"UPDATE server SET sealed = (SELECT sealed FROM server WHERE name = 'Production') "
                        "WHERE name = 'Test'"_s));
    VERIFY_DONE(opened(u"Production"_s));
    const auto access = opened(u"Test"_s);
    QVERIFY(!access);
    QVERIFY2(access.error().text.startsWith(u"The secret of server \"Test\" cannot be opened."_s),
             qPrintable(access.error().text));
}

void TestServerOpening::opensRegistrations()
{
    VERIFY_DONE(encryption().create(*database()));
    addRegistered(u"shop"_s);
    addRegistered(u"desk"_s);
    const auto access = opened(u"Endpoint"_s);
    VERIFY_DONE(access);
    QCOMPARE(access->registrations.size(), 2);
    const auto desk = access->registrations.value(u"desk"_s);
    QVERIFY(viewOf(desk.token) == "token of desk");
    QCOMPARE(desk.clientId, u"desk-there"_s);
    QCOMPARE(desk.uri, u"https://id.example.com/reg/1"_s);
}

void TestServerOpening::aTokenThatWasMovedDoesNotOpen()
{
    VERIFY_DONE(encryption().create(*database()));
    addRegistered(u"shop"_s);
    addRegistered(u"desk"_s);
    VERIFY_DONE(execute(u"UPDATE server_client SET registration_token = "
                        "(SELECT registration_token FROM server_client WHERE there_id = 'shop-there')"_s));
    const auto access = opened(u"Endpoint"_s);
    QVERIFY(!access);
    QVERIFY2(access.error().text.startsWith(u"The registration of \"desk\" cannot be opened."_s),
             qPrintable(access.error().text));
}

void TestServerOpening::aReplacedKeyTakesAllAlong()
{
    VERIFY_DONE(encryption().create(*database()));
    saved(u"Production"_s, "a secret");
    addRegistered(u"shop"_s);
    QCOMPARE(record().sealedValues, 2);
    const QByteArray before = stored(u"Production"_s).sealed;
    const auto replaced = encryption().replaceKey(*database());
    VERIFY_DONE(replaced);
    QCOMPARE(*replaced, 2);
    QVERIFY(stored(u"Production"_s).sealed != before);
    QVERIFY(viewOf(opened(u"Production"_s).value().secret) == "a secret");
    QVERIFY(viewOf(opened(u"Endpoint"_s)->registrations.value(u"shop"_s).token) == "token of shop");
}

void TestServerOpening::whoReadItBeforeTheReplacementSavesNothing()
{
    VERIFY_DONE(encryption().create(*database()));
    Server read = saved(u"Production"_s, "a secret");
    VERIFY_DONE(encryption().replaceKey(*database()));
    read.name = u"Customers"_s;
    const auto again = database().save(read);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
    QVERIFY(viewOf(opened(u"Production"_s).value().secret) == "a secret");
}

void TestServerOpening::aReplacementNamesWhatDoesNotOpen()
{
    VERIFY_DONE(encryption().create(*database()));
    saved(u"Production"_s, "a secret");
    VERIFY_DONE(execute(u"UPDATE server SET sealed = replace(sealed, substr(sealed, 60, 4), 'AAAA')"_s));
    const auto replaced = encryption().replaceKey(*database());
    QVERIFY(!replaced);
    QVERIFY2(replaced.error().text.startsWith(u"Secret of server \"Production\" cannot be encrypted anew"_s),
             qPrintable(replaced.error().text));
}

GATEHOUSE_TEST(TestServerOpening)
#include "tst_serveropening.moc"
