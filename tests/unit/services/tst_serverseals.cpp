#include "EncryptionFixture.h"
#include "services/servers/ServerOpening.h"
#include "services/servers/ServerSeals.h"
#include "store/edit/ServerEdits.h"
#include "support/SampleClients.h"
#include "support/SampleServers.h"
#include "support/SignedIn.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

constexpr const char *secretText = "a secret of the server";
constexpr const char *tokenText = "a token of the registration";
const QString authority = u"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"_s;

}

/// Secrets of servers go nowhere else because somebody without the key wrote into the database.
class TestServerSeals : public QObject, private EncryptionFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aChangedRowOpensNothing_data() { sqlChanges(); }
    void aChangedRowOpensNothing();
    void aChangedRowProvesNothing_data() { sqlChanges(); }
    void aChangedRowProvesNothing();
    void whatWasPutRightOpensAgain();
    void anAdministratorChangesIt_data();
    void anAdministratorChangesIt();
    void aTypedAddressIsTriedByWhoMayChangeIt();
    void aSealOfAnEarlierVersionIsNotUsed();
    void aSealOfAnEarlierVersionIsNotMovedAlong();
    void aTokenGoesWhereItWasSealedFor_data();
    void aTokenGoesWhereItWasSealedFor();
    void tokensFollowANewAuthority();
    void aTokenOfAnEarlierVersion_data();
    void aTokenOfAnEarlierVersion();
    void aReplacedKeyKeepsEachAsItWas();
    void aBentProofHoldsNoReplacementUp();
    void whoMayNotSignInAnyMoreOpensNothing();

private:
    static void sqlChanges();
    Result<ServerSeals> seals() { return ServerSeals::of(*database(), encryption()); }
    Server saved(const Server &server)
    {
        const auto atHand = seals();
        return database()
            .edit([&](EditSession &session) { return saveSealed(session, atHand, server); })
            .value_or(Server());
    }
    Server savedWithSecret()
    {
        const auto sealed = withSecret(*database(), encryption(), sampleKeycloak(u"Production"_s, {}),
                                       secretCopy(secretText));
        return sealed ? saved(*sealed) : Server();
    }
    /// A registration endpoint with an initial access token, if any, and a client application on it.
    Server savedEndpoint(bool hasSecret);
    Server stored() { return store::loadServers(*database()).value().value(0); }
    Result<ServerAccess> opened() { return openAccess(*database(), encryption(), stored()); }
    Result<void> execute(const QString &sql, const QVariantList &values = {})
    {
        return database()->execute(sql, values);
    }
    /// As versions before sealed it.
    QByteArray sealedBefore(const QString &value, const char *text)
    {
        return seal(*key(), {record().databaseId, stored().key, value}, secretCopy(text)).value();
    }
    QString refusal()
    {
        const auto access = opened();
        return access ? QString() : access.error().text;
    }
};

void TestServerSeals::init()
{
    reset();
    VERIFY_DONE(encryption().create(*database()));
}

void TestServerSeals::sqlChanges()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<bool>("isBent");
    const auto row = [](const char *name, const QString &change, bool isBent) {
        QTest::newRow(name) << change << isBent;
    };
    row("kind", u"kind = 'glewlwyd'"_s, true);
    row("url", u"url = 'https://attacker.example.com'"_s, true);
    row("realm", u"realm = 'attackers'"_s, true);
    row("sign in", u"sign_in = 'password'"_s, true);
    row("account", u"account = 'attacker'"_s, true);
    row("certificate", u"certificate = 'of an attacker'"_s, true);
    row("name", u"name = 'Production there'"_s, false);
    row("version", u"version = version + 1"_s, false);
}

Server TestServerSeals::savedEndpoint(bool hasSecret)
{
    Server endpoint{.name = u"Endpoint"_s,
                    .kind = ServerKind::Registration,
                    .url = u"https://id.example.com/reg"_s,
                    .signIn = hasSecret ? ServerSignIn::BearerToken : ServerSignIn::Nothing};
    if (hasSecret)
        endpoint = seals()->withSecret(endpoint, secretCopy(secretText)).value();
    const Server server = saved(endpoint);
    const auto client = database().save(sampleWebClient(u"shop"_s, testTime()));
    const gatehouse::Registration registration{.clientId = u"shop-there"_s,
                                               .uri = u"https://id.example.com/reg/1"_s,
                                               .token = secretCopy(tokenText)};
    const auto token = sealedToken(*database(), encryption(), server, client->key, registration);
    const auto noted = database().edit([&](EditSession &session) {
        return edit::noteServerClient(session, {.serverKey = server.key,
                                                .applicationKey = client->key,
                                                .thereId = registration.clientId,
                                                .registrationUri = registration.uri,
                                                .registrationToken = *token});
    });
    return noted ? server : Server();
}

void TestServerSeals::aChangedRowOpensNothing()
{
    QFETCH(const QString, change);
    QFETCH(const bool, isBent);
    savedWithSecret();
    VERIFY_DONE(execute(u"UPDATE server SET "_s + change));
    const auto access = opened();
    QCOMPARE(access.has_value(), !isBent);
    QCOMPARE(seals()->proves(stored()), !isBent);
    if (!isBent) {
        QCOMPARE(viewOf(access->secret), QByteArrayView(secretText));
        return;
    }
    QCOMPARE(access.error().kind, Error::Kind::Rule);
    for (const QString &words :
         {u"The secret of server \"Production\" cannot be opened."_s, u"other than Gatehouse changed"_s,
          u"Settings > Servers"_s, u"enter its secret"_s})
        QVERIFY2(access.error().text.contains(words), qPrintable(access.error().text));
}

void TestServerSeals::aChangedRowProvesNothing()
{
    QFETCH(const QString, change);
    QFETCH(const bool, isBent);
    saved(sampleHydra(u"Production"_s));
    QVERIFY(seals()->proves(stored()));
    VERIFY_DONE(execute(u"UPDATE server SET "_s + change));
    QCOMPARE(seals()->proves(stored()), !isBent);
    VERIFY_DONE(execute(u"UPDATE server SET proof = ''"_s));
    QVERIFY(!seals()->proves(stored()));
}

void TestServerSeals::whatWasPutRightOpensAgain()
{
    savedWithSecret();
    VERIFY_DONE(execute(u"UPDATE server SET url = 'https://attacker.example.com'"_s));
    Server right = stored();
    right.url = u"https://id.example.com"_s;
    QVERIFY(!saved(right).key.isEmpty());
    QCOMPARE(viewOf(opened()->secret), QByteArrayView(secretText));
}

void TestServerSeals::anAdministratorChangesIt_data()
{
    QTest::addColumn<ServerChange>("change");
    const auto row = [](const char *name, const ServerChange &change) { QTest::newRow(name) << change; };
    row("name", [](Server &server) { server.name = u"Test"_s; });
    row("kind", [](Server &server) {
        server.kind = ServerKind::Glewlwyd;
        server.signIn = ServerSignIn::Password;
    });
    row("url", [](Server &server) { server.url = u" https://login.example.com "_s; });
    row("realm", [](Server &server) { server.realm = u"customers"_s; });
    row("account", [](Server &server) { server.account = u"another"_s; });
    row("certificate", [](Server &server) { server.certificate = authority; });
}

void TestServerSeals::anAdministratorChangesIt()
{
    QFETCH(const ServerChange, change);
    Server changed = savedWithSecret();
    change(changed);
    QVERIFY(!saved(changed).key.isEmpty());
    const auto access = opened();
    VERIFY_DONE(access);
    QCOMPARE(viewOf(access->secret), QByteArrayView(secretText));
}

void TestServerSeals::aTypedAddressIsTriedByWhoMayChangeIt()
{
    Server typed = savedWithSecret();
    typed.url = u"https://login.example.com"_s;
    QVERIFY(!openConnection(*database(), encryption(), typed));
    VERIFY_DONE(openTyped(*database(), encryption(), typed));
    QVERIFY(stored().url != typed.url);

    auto auditor = addAdministrator(*database(), u"otto"_s).value();
    auditor.mainAdministrator = false;
    auditor.auditor = true;
    const auto another = workAs(*database(), u"anna"_s); // the last administrator cannot become an auditor
    VERIFY_DONE(database().save(auditor));
    database()->setSignedIn(std::make_shared<SignedInUser>(auditor.key, auditor.userId, somePhc));
    VERIFY_DONE(openTyped(*database(), encryption(), stored()));
    const auto refused = openTyped(*database(), encryption(), typed);
    QVERIFY(!refused);
    QVERIFY2(refused.error().text.contains(u"auditor"_s), qPrintable(refused.error().text));
}

/// Whoever kept one could put it beside another address.
void TestServerSeals::aSealOfAnEarlierVersionIsNotUsed()
{
    savedWithSecret();
    VERIFY_DONE(execute(u"UPDATE server SET sealed = ?"_s,
                        {QString::fromLatin1(sealedBefore(store::serverSecretName, secretText))}));
    for (const QString &url : {u"https://id.example.com"_s, u"https://attacker.example.com"_s}) {
        VERIFY_DONE(execute(u"UPDATE server SET url = ?"_s, {url}));
        const QString text = refusal();
        for (const QString &words : {u"earlier version"_s, u"Settings > Servers"_s, u"enter its secret"_s})
            QVERIFY2(text.contains(words), qPrintable(text));
    }
}

void TestServerSeals::aSealOfAnEarlierVersionIsNotMovedAlong()
{
    savedWithSecret();
    VERIFY_DONE(execute(u"UPDATE server SET sealed = ?"_s,
                        {QString::fromLatin1(sealedBefore(store::serverSecretName, secretText))}));
    Server typed = stored();
    typed.url = u"https://login.example.com"_s;
    QVERIFY(saved(typed).key.isEmpty());
    QVERIFY(!withNewKey(*database(), encryption(), stored()));
    typed = seals()->withSecret(typed, secretCopy("typed again")).value();
    QVERIFY(!saved(typed).key.isEmpty());
    QCOMPARE(viewOf(opened()->secret), QByteArrayView("typed again"));
}

void TestServerSeals::aTokenGoesWhereItWasSealedFor_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("isBent");
    const auto row = [](const char *name, const QString &sql, bool isBent) {
        QTest::newRow(name) << sql << isBent;
    };
    row("nothing", u"UPDATE server SET name = 'Other'"_s, false);
    row("address", u"UPDATE server_client SET registration_uri = 'https://attacker.example.com/reg/1'"_s,
        true);
    row("path", u"UPDATE server_client SET registration_uri = 'https://id.example.com/reg/2'"_s, true);
    row("certificate", u"UPDATE server SET certificate = 'of an attacker'"_s, true);
}

void TestServerSeals::aTokenGoesWhereItWasSealedFor()
{
    QFETCH(const QString, sql);
    QFETCH(const bool, isBent);
    savedEndpoint(false);
    VERIFY_DONE(execute(sql));
    const auto access = opened();
    QCOMPARE(access.has_value(), !isBent);
    if (!isBent) {
        QCOMPARE(viewOf(access->registrations.value(u"shop"_s).token), QByteArrayView(tokenText));
        return;
    }
    for (const QString &words : {u"The registration of \"shop\" cannot be opened."_s,
                                 u"other than Gatehouse changed"_s, u"Settings > Servers"_s})
        QVERIFY2(access.error().text.contains(words), qPrintable(access.error().text));
}

void TestServerSeals::tokensFollowANewAuthority()
{
    Server changed = savedEndpoint(false);
    changed.certificate = authority;
    QVERIFY(!saved(changed).key.isEmpty());
    const auto access = opened();
    VERIFY_DONE(access);
    QCOMPARE(viewOf(access->registrations.value(u"shop"_s).token), QByteArrayView(tokenText));
}

void TestServerSeals::aTokenOfAnEarlierVersion_data()
{
    QTest::addColumn<bool>("isProven");
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("isUsed");
    const QString own = u"https://id.example.com/reg/1"_s;
    const QString none = u"UPDATE server SET name = 'Other'"_s;
    const auto row = [](const char *name, bool isProven, const QString &uri, const QString &sql,
                        bool isUsed) { QTest::newRow(name) << isProven << uri << sql << isUsed; };
    row("on a proven server", true, own, none, true);
    row("its other path", true, u"https://id.example.com/registrations/1"_s, none, true);
    row("elsewhere", true, u"https://attacker.example.com/reg/1"_s, none, false);
    row("its other port", true, u"https://id.example.com:8443/reg/1"_s, none, false);
    row("without TLS", true, u"http://id.example.com/reg/1"_s, none, false);
    row("not proven", false, own, none, false);
}

void TestServerSeals::aTokenOfAnEarlierVersion()
{
    QFETCH(const bool, isProven);
    QFETCH(const QString, uri);
    QFETCH(const QString, sql);
    QFETCH(const bool, isUsed);
    savedEndpoint(isProven);
    const QString application = store::loadServerClients(*database(), stored().key)->begin().key();
    VERIFY_DONE(execute(u"UPDATE server_client SET registration_uri = ?, registration_token = ?"_s,
                        {uri, QString::fromLatin1(sealedBefore(application, tokenText))}));
    VERIFY_DONE(execute(u"UPDATE server SET proof = ''"_s));
    VERIFY_DONE(execute(sql));
    const auto access = opened();
    QVERIFY2(access.has_value() == isUsed, qPrintable(access ? QString() : access.error().text));
    if (isUsed)
        QCOMPARE(viewOf(access->registrations.value(u"shop"_s).token), QByteArrayView(tokenText));
    else
        QVERIFY2(access.error().text.contains(u"earlier version"_s), qPrintable(access.error().text));
}

void TestServerSeals::aReplacedKeyKeepsEachAsItWas()
{
    savedEndpoint(true);
    saved(sampleHydra(u"Hydra"_s));
    const auto replaced = encryption().replaceKey(*database());
    VERIFY_DONE(replaced);
    QCOMPARE(*replaced, 2); // of secrets: a proof is none
    VERIFY_DONE(opened());
    QVERIFY(seals()->proves(store::findServer(*database(), u"Hydra"_s).value()));

    // One of an earlier version does not become one of this version by that.
    VERIFY_DONE(execute(u"UPDATE server SET sealed = ? WHERE name = 'Endpoint'"_s,
                        {QString::fromLatin1(sealedBefore(store::serverSecretName, secretText))}));
    VERIFY_DONE(encryption().replaceKey(*database()));
    QVERIFY2(refusal().contains(u"earlier version"_s), qPrintable(refusal()));

    VERIFY_DONE(execute(u"UPDATE server_client SET registration_uri = 'https://attacker.example.com'"_s));
    const auto refused = encryption().replaceKey(*database());
    QVERIFY(!refused);
    QVERIFY2(refused.error().text.contains(u"Registration of \"shop\" on server \"Endpoint\""_s) &&
                 refused.error().text.contains(u"other than Gatehouse changed"_s),
             qPrintable(refused.error().text));
}

void TestServerSeals::aBentProofHoldsNoReplacementUp()
{
    saved(sampleHydra(u"Hydra"_s));
    VERIFY_DONE(execute(u"UPDATE server SET url = 'https://attacker.example.com'"_s));
    VERIFY_DONE(encryption().replaceKey(*database()));
    QVERIFY(!seals()->proves(stored()));
}

void TestServerSeals::whoMayNotSignInAnyMoreOpensNothing()
{
    const auto work = workAs(*database(), u"maria"_s);
    const User other = addAdministrator(*database(), u"anna"_s).value();
    savedWithSecret();
    VERIFY_DONE(opened());
    VERIFY_DONE(execute(u"UPDATE iam_user SET enabled = 0 WHERE user_id = 'maria'"_s));
    const auto refused = opened();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::NotSignedIn);
}

GATEHOUSE_TEST(TestServerSeals)
#include "tst_serverseals.moc"
