#include "ConsentSamples.h"
#include "store/audit/AuditCheck.h"
#include "support/SampleClients.h"
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
    if (kind == "client title"_L1)
        client.title = text;
    else if (kind == "client redirect"_L1)
        client.loginRedirects = {u"https://a.example.com/"_s, text};
    else if (kind == "client consent text"_L1)
        client.consentTexts = {{u"nl"_s, {text, {}, {}}}};
    else if (kind == "client secret"_L1)
        client.secrets.first().description = text;
    else if (kind == "client logo"_L1)
        client.logo = {text, samplePng()};
    else if (kind == "client logo URI"_L1)
        client.logoUri = text;
    else if (kind == "client resource"_L1)
        client.customResources = {text};
    else if (kind == "client ID"_L1)
        client.clientId = text;
    else {
        client = sampleMachineClient(u"feed"_s, {}, testTime());
        client.logoutRedirects = {text};
    }
    return client;
}

Result<void> TestTextHygiene::saved(const QString &kind, const QString &text)
{
    const auto done = [](const auto &) {};
    if (kind.startsWith("client"_L1))
        return m_database->save(client(kind, text)).transform(done);
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
        if (kind.endsWith("text"_L1))
            resource.texts = {{u"nl"_s, {u"Afdeling"_s, text}}};
        else
            (kind.endsWith("name"_L1)    ? resource.name
             : kind.endsWith("title"_L1) ? resource.title
             : kind.endsWith("claim"_L1) ? resource.claims.last().claim
                                         : resource.claims.last().value) = text;
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
