#include "services/servers/ServerSeals.h"
#include "services/trial/ClientTrial.h"
#include "services/trial/ProvenIssuer.h"
#include "store/audit/AuditCheck.h"
#include "store/edit/ServerEdits.h"
#include "store/records/ServerStore.h"
#include "support/SampleClients.h"
#include "support/SampleServers.h"
#include "support/SealedClients.h"
#include "support/SignedIn.h"
#include "unit/services/ImportHelp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QByteArray secretText = "A2s8vQp1-Zr6yTn4_Wb0mXc3Lh7Dg9Fj5Ae";
const QString issuer = u"https://id.example.com/realms/staff"_s;

Server keycloak()
{
    return {.name = u"production"_s,
            .kind = ServerKind::Keycloak,
            .url = u"https://id.example.com/"_s,
            .realm = u"staff"_s,
            .certificate = u"an authority"_s};
}

class SilentWatcher : public trial::Watcher
{
public:
    bool goesOn() override { return true; }
    void stepChanged(const trial::StepReport &) override {}
    void gotToken(const trial::Token &) override {}
    void refused(const trial::Refusal &refusal) override { m_refusals << refusal; }
    void visitBegan(const trial::BrowserVisit &) override {}
    trial::BrowserWord browserWord() override { return {}; }
    void visitEnded() override {}

    const QList<trial::Refusal> &refusals() const { return m_refusals; }

private:
    QList<trial::Refusal> m_refusals;
};

}

/// What is made of a client application before a server is asked, and of what it refuses.
class TestClientTrial : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void issuers_data();
    void issuers();
    void offers();
    void offersByAuthentication();
    void offersWhatIsOnTheServer();
    void opensTheSecretAndNotesIt();
    void typedSecretsAreNotNoted();
    void signsOutByTheIdTokenNowhere_data();
    void signsOutByTheIdTokenNowhere();
    void storedSecretsStayOnTheList_data();
    void storedSecretsStayOnTheList();
    void whatWasWrittenWithoutTheKeyIsAskedAbout_data();
    void whatWasWrittenWithoutTheKeyIsAskedAbout();
    void nothingIsSentUnnoted();
    void refusedBeforehand_data();
    void refusedBeforehand();
    void explainsRefusals();

private:
    Result<trial::Outcome> tried(const TrialChoice &choice)
    {
        return tryClient(**m_database, *m_encryption, choice, m_watcher,
                         [this](const trial::Request &request, trial::Watcher &watcher) {
                             m_request = request;
                             if (m_refusal)
                                 watcher.refused(*m_refusal);
                             return trial::Outcome::Worked;
                         });
    }
    ServerSeals seals() { return ServerSeals::of(**m_database, *m_encryption).value(); }
    Server saved(const Server &server)
    {
        const auto atHand = seals();
        return m_database->edit([&](EditSession &session) { return saveSealed(session, atHand, server); })
            .value();
    }
    TrialChoice choice() const
    {
        return {.client = m_client,
                .server = m_server,
                .scopes = {u"openid"_s},
                .loginRedirect = m_client.loginRedirects.first()};
    }
    AuditEntry last() { return store::loadAuditPage(**m_database, {}, std::nullopt, 1)->value(0); }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Encryption> m_encryption;
    ClientApplication m_client;
    Server m_server; ///< that keycloak(), proven
    SilentWatcher m_watcher;
    std::optional<trial::Request> m_request;
    std::optional<trial::Refusal> m_refusal;
};

void TestClientTrial::init()
{
    m_database = std::make_unique<TestDatabase>();
    workAs(**m_database, u"maria"_s);
    m_folder = std::make_unique<QTemporaryDir>();
    m_encryption.emplace(settingsIn(m_folder->path()));
    VERIFY_DONE(m_encryption->create(**m_database));
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    client.enabled = true;
    client.key = newRecordKey();
    client.secrets = {sealedSecret(m_encryption->key(**m_database).value(),
                                   store::loadEncryption(**m_database)->databaseId, client.key,
                                   secretCopy(secretText), u"sealed"_s, testTime(), {})
                          .value()};
    const auto saved = m_database->save(client);
    VERIFY_DONE(saved);
    m_client = *saved;
    m_server = seals().proven(keycloak()).value();
    m_watcher = SilentWatcher();
    m_request.reset();
    m_refusal.reset();
}

void TestClientTrial::issuers_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("realm");
    QTest::addColumn<QString>("expected");
    QTest::newRow("Keycloak") << int(ServerKind::Keycloak) << u"https://id.example.com//"_s << u"my staff"_s
                              << u"https://id.example.com/realms/my%20staff"_s;
    QTest::newRow("oidc-provider") << int(ServerKind::Registration) << u"https://id.example.com/reg"_s
                                   << QString() << u"https://id.example.com"_s;
    QTest::newRow("Keycloak's registration")
        << int(ServerKind::Registration)
        << u"https://id.example.com/realms/a/clients-registrations/openid-connect"_s << QString()
        << u"https://id.example.com/realms/a"_s;
    QTest::newRow("Hydra") << int(ServerKind::Hydra) << u"http://localhost:4445"_s << QString() << QString();
}

void TestClientTrial::issuers()
{
    QFETCH(const int, kind);
    QFETCH(const QString, url);
    QFETCH(const QString, realm);
    QFETCH(const QString, expected);
    QCOMPARE(issuerOf({.kind = ServerKind(kind), .url = url, .realm = realm}), expected);
}

void TestClientTrial::offers()
{
    ClientApplication client = m_client;
    client.supportApi = true;
    client.apiScopes = {u"orders.read"_s};
    client.supportRefreshTokens = true;
    client.loginRedirects = {u"https://shop.example.com/callback"_s, u"https://shop.example.com/*"_s,
                             u"/relative"_s, u"http://127.0.0.1/callback"_s};
    const TrialOffer offer = trialOffer(client, {}, testTime());
    QCOMPARE(offer.grants, QList{trial::Grant::AuthorizationCode});
    QCOMPARE(offer.scopes, QStringList({u"openid"_s, u"orders.read"_s, u"offline_access"_s}));
    QCOMPARE(offer.loginRedirects,
             QStringList({u"http://127.0.0.1/callback"_s, u"https://shop.example.com/callback"_s}));
    QCOMPARE(offer.issuer, QString());
    QCOMPARE(offer.obstacle, QString());
    // Keycloak gives refresh tokens without, and sessions without an end with it.
    QCOMPARE(trialOffer(client, keycloak(), testTime()).scopes, QStringList({u"openid"_s, u"orders.read"_s}));

    client.alsoClientCredentials = true;
    client.identity = u"maria"_s;
    const TrialOffer both = trialOffer(client, keycloak(), testTime());
    QCOMPARE(both.grants, QList({trial::Grant::AuthorizationCode, trial::Grant::ClientCredentials}));
    QCOMPARE(both.issuer, issuer);
    QCOMPARE(scopesFor(both, trial::Grant::ClientCredentials), QStringList{u"orders.read"_s});
    client.loginRedirects.clear();
    QCOMPARE(trialOffer(client, {}, testTime()).obstacle, QString());
    client.alsoClientCredentials = false;
    QVERIFY(!trialOffer(client, {}, testTime()).obstacle.isEmpty());
}

void TestClientTrial::offersByAuthentication()
{
    using Need = TrialOffer::Need;
    ClientApplication client = m_client;
    QCOMPARE(trialOffer(client, {}, testTime()).need, Need::StoredSecret);
    client.secrets.first().expires = testTime().addSecs(-1);
    QCOMPARE(trialOffer(client, {}, testTime()).need, Need::TypedSecret);
    client.secrets.first().expires = {};
    client.secrets.first().sealed.clear();
    QCOMPARE(trialOffer(client, {}, testTime()).need, Need::TypedSecret);
    client.clientAuthentication = ClientAuthentication::PrivateKey;
    QCOMPARE(trialOffer(client, {}, testTime()).need, Need::TypedKey);
    client.clientAuthentication = ClientAuthentication::None;
    QCOMPARE(trialOffer(client, {}, testTime()).need, Need::Nothing);
    client.clientAuthentication = ClientAuthentication::Other;
    QVERIFY(!trialOffer(client, {}, testTime()).obstacle.isEmpty());
}

void TestClientTrial::offersWhatIsOnTheServer()
{
    ClientApplication client = m_client;
    client.onServers[u"production"_s].loginRedirects = {u"https://www.shop.example.com/callback"_s};
    client.onServers[u"test"_s].loginRedirects = {u"https://test.shop.example.com/callback"_s};
    client.secrets.first().onlyOn = u"test"_s;
    const TrialOffer offer = trialOffer(client, keycloak(), testTime());
    QCOMPARE(offer.loginRedirects.size(), 2);
    QVERIFY(offer.loginRedirects.contains(u"https://www.shop.example.com/callback"_s));
    QCOMPARE(offer.need, TrialOffer::Need::TypedSecret);
}

void TestClientTrial::opensTheSecretAndNotesIt()
{
    VERIFY_DONE(tried(choice()));
    QCOMPARE(viewOf(m_request->secret), QByteArrayView(secretText));
    QCOMPARE(m_request->issuer, issuer);
    QCOMPARE(m_request->certificate, u"an authority"_s);
    QCOMPARE(m_request->authentication, trial::Authentication::SecretBasic);
    QCOMPARE(last().action, u"reveal"_s);
    QVERIFY2(last().changes.contains(issuer), qPrintable(last().changes));
    QVERIFY(!last().changes.contains(QString::fromLatin1(secretText)));
}

void TestClientTrial::signsOutByTheIdTokenNowhere_data()
{
    QTest::addColumn<ServerKind>("kind");
    QTest::addColumn<bool>("signsOut");
    QTest::newRow("keycloak") << ServerKind::Keycloak << true;
    QTest::newRow("hydra") << ServerKind::Hydra << false;
    QTest::newRow("glewlwyd") << ServerKind::Glewlwyd << false;
}

void TestClientTrial::signsOutByTheIdTokenNowhere()
{
    QFETCH(const ServerKind, kind);
    QFETCH(const bool, signsOut);
    TrialChoice chosen = choice();
    chosen.server->kind = kind;
    chosen.issuer = issuer;
    chosen.mayLeaveList = true;
    VERIFY_DONE(tried(chosen));
    QCOMPARE(m_request->whyNoLogout.isEmpty(), signsOut);
}

void TestClientTrial::storedSecretsStayOnTheList_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("host");
    const auto row = [](const char *name, const QString &address, const QString &host) {
        QTest::newRow(name) << address << host;
    };
    row("the server's own", issuer, {});
    row("another server of the list", u"https://hydra.example.com:4444"_s, {});
    row("its other path", u"https://hydra.example.com:4444/a"_s, {});
    row("another realm", u"https://id.example.com/realms/others"_s, u"id.example.com"_s);
    row("another port", u"https://hydra.example.com:4445"_s, u"hydra.example.com:4445"_s);
    row("without TLS", u"http://hydra.example.com:4444"_s, u"hydra.example.com:4444"_s);
    row("elsewhere", u"https://elsewhere.example.com"_s, u"elsewhere.example.com"_s);
    row("looks like it", u"https://id.example.com@elsewhere.example.com/realms/staff"_s,
        u"elsewhere.example.com"_s);
    row("no address", u"elsewhere"_s, u"elsewhere"_s);
}

/// Unless a person agreed.
void TestClientTrial::storedSecretsStayOnTheList()
{
    QFETCH(const QString, address);
    QFETCH(const QString, host);
    Server hydra = sampleHydra(u"other"_s);
    hydra.url = u"https://hydra.example.com:4444/"_s;
    saved(hydra);
    Server listed = sampleKeycloak(u"production"_s, {});
    listed.url = u"https://id.example.com/"_s;
    saved(seals().withSecret(listed, secretCopy("a secret")).value());
    TrialChoice typed = choice();
    typed.server.reset();
    typed.issuer = address;
    QCOMPARE(unprovenHost(**m_database, *m_encryption, typed).value(), host);
    const auto outcome = tried(typed);
    QCOMPARE(outcome.has_value(), host.isEmpty());
    QCOMPARE(m_request.has_value(), host.isEmpty());
    if (host.isEmpty())
        return;
    QVERIFY2(outcome.error().text.contains(host), qPrintable(outcome.error().text));
    QCOMPARE_NE(last().action, u"reveal"_s);
    typed.mayLeaveList = true;
    VERIFY_DONE(tried(typed));
    QCOMPARE(viewOf(m_request->secret), QByteArrayView(secretText));
}

void TestClientTrial::whatWasWrittenWithoutTheKeyIsAskedAbout_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("host");
    const QString ours = u"id.example.com"_s;
    const auto row = [](const char *name, const QString &sql, const QString &host) {
        QTest::newRow(name) << sql << host;
    };
    row("as it was saved", u"UPDATE server SET name = 'other'"_s, {});
    row("url", u"UPDATE server SET url = 'https://attacker.example.com'"_s, u"attacker.example.com"_s);
    row("realm", u"UPDATE server SET realm = 'attackers'"_s, ours);
    row("certificate", u"UPDATE server SET certificate = 'of an attacker'"_s, ours);
    row("no secret any more", u"UPDATE server SET sealed = '', sign_in = 'nothing'"_s, ours);
    row("the seal of an earlier version", u"UPDATE server SET sealed = 'before'"_s, ours);
}

/// With the server that was chosen as by its address alone.
void TestClientTrial::whatWasWrittenWithoutTheKeyIsAskedAbout()
{
    QFETCH(const QString, sql);
    QFETCH(const QString, host);
    const Server listed =
        saved(seals().withSecret(sampleKeycloak(u"production"_s, {}), secretCopy("s")).value());
    const auto key = m_encryption->key(**m_database).value();
    const QString before = QString::fromLatin1(
        seal(key, {store::loadEncryption(**m_database)->databaseId, listed.key, store::serverSecretName},
             secretCopy("s"))
            .value());
    VERIFY_DONE((*m_database)->execute(QString(sql).replace("before"_L1, before)));
    TrialChoice chosen = choice();
    chosen.server = store::loadServer(**m_database, listed.key).value();
    TrialChoice typed = choice();
    typed.server.reset();
    typed.issuer = issuerOf(*chosen.server);
    for (const TrialChoice &one : {chosen, typed}) {
        const auto outcome = tried(one);
        QCOMPARE(outcome.has_value(), host.isEmpty());
        QCOMPARE(m_request.has_value(), host.isEmpty());
        m_request.reset();
        if (host.isEmpty())
            continue;
        QVERIFY2(outcome.error().text.contains(host + u". No server of the list is proven"_s),
                 qPrintable(outcome.error().text));
        QCOMPARE_NE(last().action, u"reveal"_s);
    }
}

void TestClientTrial::typedSecretsAreNotNoted()
{
    TrialChoice typed = choice();
    typed.secret = secretCopy("another");
    typed.issuer = u"https://other.example.com"_s;
    typed.client.tokenEndpointAuthMethod = u"client_secret_post"_s;
    VERIFY_DONE(tried(typed));
    QCOMPARE(viewOf(m_request->secret), QByteArrayView("another"));
    QCOMPARE(m_request->issuer, u"https://other.example.com"_s);
    QCOMPARE(m_request->authentication, trial::Authentication::SecretPost);
    QCOMPARE_NE(last().action, u"reveal"_s);
}

void TestClientTrial::nothingIsSentUnnoted()
{
    VERIFY_DONE((*m_database)
                    ->execute(u"CREATE TRIGGER refuse BEFORE INSERT ON audit_entry BEGIN SELECT "
                              "raise(ABORT, 'no'); END"_s));
    QVERIFY(!tried(choice()));
    QVERIFY(!m_request);
}

void TestClientTrial::refusedBeforehand_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"issuer", "redirect", "grant", "secret", "key", "other"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestClientTrial::refusedBeforehand()
{
    QFETCH(const QString, what);
    TrialChoice wrong = choice();
    if (what == "issuer"_L1)
        wrong.server.reset();
    else if (what == "redirect"_L1)
        wrong.loginRedirect.clear();
    else if (what == "grant"_L1)
        wrong.grant = trial::Grant::ClientCredentials;
    else if (what == "secret"_L1)
        wrong.client.secrets.first().sealed.clear();
    else
        wrong.client.clientAuthentication =
            what == "key"_L1 ? ClientAuthentication::PrivateKey : ClientAuthentication::Other;
    const auto outcome = tried(wrong);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Rule);
    QVERIFY(!outcome.error().text.isEmpty());
    QVERIFY(!m_request);
}

void TestClientTrial::explainsRefusals()
{
    m_refusal = trial::Refusal{
        .step = trial::Step::Authorization,
        .text = u"No."_s,
        .sent = explain::readRequest(u"https://id.example.com/auth?client_id=shop&response_type=code&"
                                     "redirect_uri=https%3A%2F%2Fshop.example.com%2Fcallback%2F"_s)
                    .value()};
    VERIFY_DONE(tried(choice()));
    trial::Refusal refusal = m_watcher.refusals().value(0);
    QVERIFY(refusal.isExplained);
    QCOMPARE(refusal.explanation.problems.first().cause, explain::Cause::RedirectNotRegistered);
    QCOMPARE(refusal.text, u"No."_s);

    m_refusal->sent = explain::readRequest(u"https://id.example.com/logout?client_id=shop"_s).value();
    VERIFY_DONE(tried(choice()));
    refusal = m_watcher.refusals().value(1);
    QCOMPARE(refusal.explanation.verdict, explain::Verdict::Taken);
    QVERIFY2(refusal.text.contains(u"compare with the server"_s), qPrintable(refusal.text));

    m_refusal->sent = {};
    VERIFY_DONE(tried(choice()));
    QVERIFY(!m_watcher.refusals().value(2).isExplained);
}

GATEHOUSE_TEST(TestClientTrial)
#include "tst_clienttrial.moc"
