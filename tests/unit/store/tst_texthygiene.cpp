#include "ConsentSamples.h"
#include "store/audit/AuditCheck.h"
#include "support/SampleClients.h"
#include "support/SampleServers.h"
#include "support/Stranger.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

QString characterOf(char32_t code)
{
    return QString::fromUcs4(&code, 1);
}

/// One of each class: what may not be stored in front, and what may behind.
const QList<QString> lost{
    u"\uFEFFx"_s,         u"\uFFFE"_s,           u"x\uFFFF"_s,           u"x\uFDD0y"_s,
    characterOf(0x1FFFE), characterOf(0x10FFFF), QString(QChar(0xD83D)), QString(QChar(0xDE00)),
    u"x"_s + QChar(0)};
const QList<QString> kept{u"x\uFEFFy"_s, u"x\uFFFDy"_s, u"é \u202E 漢字 \U0001F600"_s,
                          characterOf(0xE000) + characterOf(0x10FFFD)};

}

/// Every text of every record by the one way in: what would not read back is refused at its field, and what
/// is taken leaves the audit trail whole.
class TestTextHygiene : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<TestDatabase>();
        VERIFY_DONE(doNotWaitForDisk(**m_database)); // nothing is to be kept
        VERIFY_DONE(m_database->save(sampleHydra(u"Test"_s)));
    }
    void everyTextOfEveryRecord_data();
    void everyTextOfEveryRecord();
    void whatIsTakenReadsBack_data();
    void whatIsTakenReadsBack();
    void eventsAreNotedWhateverTheyHold();
    void nothingElseGetsIn();

private:
    /// Saves a record of that kind with the text in one of its fields.
    Result<void> saved(const QString &kind, const QString &text);
    ClientApplication client(const QString &kind, const QString &text);
    Server server(const QString &kind, const QString &text);
    std::unique_ptr<TestDatabase> m_database;
};

namespace {

/// Kind of record, and the field that the refusal names.
const QList<std::pair<QString, QString>> fields{
    {u"client title"_s, u"title"_s},
    {u"client redirect"_s, u"login_redirects"_s},
    {u"client logout redirect that does not apply"_s, u"logout_redirects"_s},
    {u"client consent text"_s, u"consent_texts"_s},
    {u"client secret"_s, u"secrets"_s},
    {u"client logo"_s, u"logo"_s},
    {u"client logo URI"_s, u"logo_uri"_s},
    {u"client resource"_s, u"custom_resources"_s},
    {u"client ID"_s, u"client_id"_s},
    {u"client description"_s, u"description"_s},
    {u"client home page"_s, u"client_uri"_s},
    {u"client policy address"_s, u"policy_uri"_s},
    {u"client terms address"_s, u"tos_uri"_s},
    {u"client JWKS URI"_s, u"jwks_uri"_s},
    {u"client CORS origin"_s, u"allowed_cors_origins"_s},
    {u"client contact"_s, u"contacts"_s},
    {u"client other setting"_s, u"other_settings"_s},
    {u"client name of other setting"_s, u"other_settings"_s},
    {u"client reason of a risk"_s, u"accepted_risks"_s},
    {u"client value of a risk"_s, u"accepted_risks"_s},
    {u"client redirect on a server"_s, u"login_redirects"_s},
    {u"client logout redirect on a server"_s, u"logout_redirects"_s},
    {u"client origin on a server"_s, u"allowed_cors_origins"_s},
    {u"server name"_s, u"name"_s},
    {u"server URL"_s, u"url"_s},
    {u"server path"_s, u"url"_s},
    {u"server realm"_s, u"realm"_s},
    {u"server account"_s, u"account"_s},
    {u"server certificate"_s, u"certificate"_s},
    {u"user ID"_s, u"user_id"_s},
    {u"user name"_s, u"name"_s},
    {u"user e-mail"_s, u"email"_s},
    {u"user phone"_s, u"phone"_s},
    {u"user department"_s, u"department"_s},
    {u"scope name"_s, u"name"_s},
    {u"scope title"_s, u"title"_s},
    {u"scope description"_s, u"description"_s},
    {u"language tag"_s, u"tag"_s},
    {u"language name"_s, u"native_name"_s},
    {u"resource name"_s, u"name"_s},
    {u"resource title"_s, u"title"_s},
    {u"resource claim"_s, u"claims"_s},
    {u"resource value"_s, u"claims"_s},
    {u"resource text"_s, u"texts"_s},
    {u"certificate folder"_s, u"certificate_folder"_s},
};

}

void TestTextHygiene::everyTextOfEveryRecord_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("column");
    for (const auto &[kind, column] : fields)
        QTest::newRow(qPrintable(kind)) << kind << column;
}

ClientApplication TestTextHygiene::client(const QString &kind, const QString &text)
{
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    const AcceptedRisk risk{.rule = u"redirect_http"_s,
                            .value = u"http://a.example.com/cb"_s,
                            .reason = u"reason"_s,
                            .by = u"admin"_s,
                            .at = testTime()};
    const QHash<QString, std::function<void()>> put{
        {u"client title"_s, [&] { client.title = text; }},
        {u"client redirect"_s, [&] { client.loginRedirects = {u"https://a.example.com/"_s, text}; }},
        {u"client consent text"_s, [&] { client.consentTexts = {{u"nl"_s, {text, {}, {}}}}; }},
        {u"client secret"_s, [&] { client.secrets.first().description = text; }},
        {u"client logo"_s, [&] { client.logo = {text, samplePng()}; }},
        {u"client logo URI"_s, [&] { client.logoUri = text; }},
        {u"client resource"_s, [&] { client.customResources = {text}; }},
        {u"client ID"_s, [&] { client.clientId = text; }},
        {u"client description"_s, [&] { client.description = text; }},
        {u"client home page"_s, [&] { client.clientUri = text; }},
        {u"client policy address"_s, [&] { client.policyUri = text; }},
        {u"client terms address"_s, [&] { client.tosUri = text; }},
        {u"client JWKS URI"_s,
         [&] {
             client.clientAuthentication = ClientAuthentication::PrivateKey;
             client.secrets.clear();
             client.jwksUri = text;
         }},
        {u"client CORS origin"_s, [&] { client.allowedCorsOrigins = {text}; }},
        {u"client contact"_s, [&] { client.contacts = {u"a@example.com"_s, text}; }},
        {u"client other setting"_s,
         [&] { client.otherSettings = {{u"keycloak"_s, u"{\"note\":\"%1\"}"_s.arg(text)}}; }},
        {u"client name of other setting"_s,
         [&] { client.otherSettings = {{u"keycloak"_s, u"{\"%1\":1}"_s.arg(text)}}; }},
        {u"client reason of a risk"_s,
         [&] {
             client.acceptedRisks = {risk};
             client.acceptedRisks.first().reason = text;
         }},
        {u"client value of a risk"_s,
         [&] {
             client.acceptedRisks = {risk};
             client.acceptedRisks.first().value = text;
         }},
        {u"client redirect on a server"_s, [&] { client.onServers[u"Test"_s].loginRedirects = {text}; }},
        {u"client logout redirect on a server"_s,
         [&] { client.onServers[u"Test"_s].logoutRedirects = {text}; }},
        {u"client origin on a server"_s, [&] { client.onServers[u"Test"_s].allowedCorsOrigins = {text}; }},
    };
    if (const auto found = put.constFind(kind); found != put.constEnd()) {
        (*found)();
        return client;
    }
    client = sampleMachineClient(u"feed"_s, {}, testTime());
    client.logoutRedirects = {text};
    return client;
}

Server TestTextHygiene::server(const QString &kind, const QString &text)
{
    Server server = sampleHydra(u"Production"_s);
    if (kind == "server path"_L1)
        server = {.name = u"Production"_s, .kind = ServerKind::File, .url = text, .format = u"hydra"_s};
    else if (kind == "server realm"_L1 || kind == "server account"_L1)
        server = sampleKeycloak(u"Production"_s, "key-1:c2VhbA=="_ba);
    if (kind == "server name"_L1)
        server.name = text;
    else if (kind == "server URL"_L1)
        server.url = u"https://id.example.com/"_s + text;
    else if (kind == "server realm"_L1)
        server.realm = text;
    else if (kind == "server account"_L1)
        server.account = text;
    else if (kind == "server certificate"_L1)
        server.certificate = text;
    return server;
}

Result<void> TestTextHygiene::saved(const QString &kind, const QString &text)
{
    const auto done = [](const auto &) {};
    if (kind.startsWith("client"_L1))
        return m_database->save(client(kind, text)).transform(done);
    if (kind.startsWith("server"_L1))
        return m_database->save(server(kind, text)).transform(done);
    if (kind.startsWith("user"_L1)) {
        User user = sampleUser(kind == "user ID"_L1 ? text : u"maria"_s);
        (kind.endsWith("name"_L1)     ? user.name
         : kind.endsWith("e-mail"_L1) ? user.email
         : kind.endsWith("phone"_L1)  ? user.phone
                                      : user.department) = kind == "user ID"_L1 ? QString() : text;
        return m_database->save(user).transform(done);
    }
    if (kind.startsWith("scope"_L1)) {
        ApiScope scope;
        scope.name = u"orders.read"_s;
        (kind.endsWith("name"_L1)    ? scope.name
         : kind.endsWith("title"_L1) ? scope.title
                                     : scope.description) = text;
        return m_database->save(scope).transform(done);
    }
    if (kind.startsWith("language"_L1)) {
        Language language = sampleLanguage(u"es"_s, u"Español"_s);
        (kind.endsWith("tag"_L1) ? language.tag : language.nativeName) = text;
        return m_database->save(language).transform(done);
    }
    if (kind.startsWith("resource"_L1)) {
        CustomResource resource = sampleResource(u"department"_s);
        if (kind.endsWith("text"_L1)) {
            resource.texts = {{u"nl"_s, {u"Afdeling"_s, text}}};
        } else {
            (kind.endsWith("name"_L1)    ? resource.name
             : kind.endsWith("title"_L1) ? resource.title
             : kind.endsWith("claim"_L1) ? resource.claims.last().claim
                                         : resource.claims.last().value) = text;
        }
        return m_database->save(resource).transform(done);
    }
    auto settings = store::loadCertificateSettings(**m_database).value();
    settings.folder = text;
    return m_database->edit(
        [&](EditSession &session) { return edit::setCertificateSettings(session, settings); });
}

void TestTextHygiene::everyTextOfEveryRecord()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, column);
    for (const QString &text : lost) {
        if (kind.contains("other setting"_L1) && text.startsWith(QChar(0xFEFF)))
            continue; // it stands behind what begins the JSON
        const auto outcome = saved(kind, text);
        QVERIFY2(!outcome, qPrintable(kind));
        QCOMPARE(outcome.error().kind, Error::Kind::Rule);
        QCOMPARE(outcome.error().column, column);
        QVERIFY(!outcome.error().text.contains(text));
    }
    const auto check = store::checkAuditTrail(**m_database);
    VERIFY_DONE(check);
    QVERIFY(check->isWhole());
}

void TestTextHygiene::whatIsTakenReadsBack_data()
{
    everyTextOfEveryRecord_data();
}

void TestTextHygiene::whatIsTakenReadsBack()
{
    QFETCH(const QString, kind);
    for (const QString &text : kept) {
        const auto outcome = saved(kind, text); // other rules may refuse it
        const auto check = store::checkAuditTrail(**m_database);
        VERIFY_DONE(check);
        QVERIFY2(check->isWhole(), qPrintable(store::breakText(check->breaks.value(0))));
        if (outcome)
            init();
    }
}

void TestTextHygiene::eventsAreNotedWhateverTheyHold()
{
    for (const QString &text : lost + kept) {
        VERIFY_DONE(m_database->edit([&](EditSession &session) {
            return session.noteEvent(
                audit::exported,
                {u"client_application"_s, text, text, {{"destination", json::fromText(text)}}});
        }));
    }
    const auto check = store::checkAuditTrail(**m_database);
    VERIFY_DONE(check);
    QVERIFY2(check->isWhole(), qPrintable(store::breakText(check->breaks.value(0))));
}

/// Whoever writes past the rules meets the gate.
void TestTextHygiene::nothingElseGetsIn()
{
    for (const QString &text : lost) {
        const auto written =
            (*m_database)->execute(u"INSERT INTO setting (name, value) VALUES (?, ?)"_s, {u"any"_s, text});
        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::Rule);
        QVERIFY(!(*m_database)->execute(u"UPDATE setting SET value = ?"_s, {text}));
        const auto found = store::loadUser(**m_database, text); // to look for it is no harm
        VERIFY_DONE(found);
        QVERIFY(!*found);
    }
}

GATEHOUSE_TEST(TestTextHygiene)
#include "tst_texthygiene.moc"
