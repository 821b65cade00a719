#include "support/SampleClients.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// What stops saving the client application in this session, as texts.
QStringList stops(EditSession &session, const ClientApplication &client)
{
    QStringList texts;
    const QList<Problem> problems = edit::check(session, client).value();
    for (const Problem &problem : problems) {
        if (problem.gate == Gate::Save)
            texts << problem.text;
    }
    return texts;
}

ClientApplication clientWithConsent()
{
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    client.requireConsent = true;
    return client;
}

}

/// The rules see what the session itself has changed, although it reads their context once.
class TestSessionContext : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void scopesOfTheSessionCount();
    void resourcesOfTheSessionCount();
    void languagesOfTheSessionCount();
    void usersOfTheSessionCount();
    void licenceCountsWhatTheSessionAdds();
    void sessionsShareNothing();

private:
    std::unique_ptr<TestDatabase> m_database;
    std::optional<EditSession> m_session;
};

void TestSessionContext::init()
{
    m_session.reset();
    m_database = std::make_unique<TestDatabase>();
    m_session.emplace(EditSession::begin(**m_database, testTime()).value());
}

void TestSessionContext::scopesOfTheSessionCount()
{
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    client.supportApi = true;
    client.apiScopes = {u"orders.read"_s};
    QVERIFY(stops(*m_session, client).value(0).contains(u"orders.read"_s));
    ApiScope scope;
    scope.name = u"orders.read"_s;
    const auto saved = edit::save(*m_session, scope);
    VERIFY_DONE(saved);
    QCOMPARE(stops(*m_session, client), QStringList());
    scope = *saved;
    scope.name = u"orders.write"_s;
    const auto renamed = edit::save(*m_session, scope);
    VERIFY_DONE(renamed);
    QCOMPARE(stops(*m_session, client).size(), 1);
    client.apiScopes = {u"orders.write"_s};
    QCOMPARE(stops(*m_session, client), QStringList());
    VERIFY_DONE(edit::remove(*m_session, *renamed));
    QCOMPARE(stops(*m_session, client).size(), 1);
}

void TestSessionContext::resourcesOfTheSessionCount()
{
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    client.customResources = {u"department"_s};
    QVERIFY(stops(*m_session, client).value(0).contains(u"department"_s));
    CustomResource resource;
    resource.name = u"department"_s;
    const auto saved = edit::save(*m_session, resource);
    VERIFY_DONE(saved);
    QCOMPARE(stops(*m_session, client), QStringList());
    VERIFY_DONE(edit::remove(*m_session, *saved));
    QCOMPARE(stops(*m_session, client).size(), 1);
}

void TestSessionContext::languagesOfTheSessionCount()
{
    ClientApplication client = clientWithConsent();
    client.consentTexts.insert(u"en"_s, {u"Your profile"_s, {}, {}});
    client.consentTexts.insert(u"it"_s, {u"Il tuo profilo"_s, {}, {}});
    QVERIFY(stops(*m_session, client).value(0).contains(u"\"it\""_s));
    Language language;
    language.tag = u"it"_s;
    const auto saved = edit::save(*m_session, language);
    VERIFY_DONE(saved);
    QCOMPARE(stops(*m_session, client), QStringList());
    VERIFY_DONE(edit::remove(*m_session, *saved));
    QCOMPARE(stops(*m_session, client).size(), 1);
}

void TestSessionContext::usersOfTheSessionCount()
{
    const ClientApplication client = sampleMachineClient(u"feed"_s, u"price-bot"_s, testTime());
    QVERIFY(stops(*m_session, client).value(0).contains(u"price-bot"_s));
    auto user = edit::save(*m_session, sampleUser(u"price-bot"_s));
    VERIFY_DONE(user);
    QCOMPARE(stops(*m_session, client), QStringList());
    const auto saved = edit::save(*m_session, client);
    VERIFY_DONE(saved);
    user->enabled = false;
    user = edit::save(*m_session, *user);
    VERIFY_DONE(user);
    ClientApplication enabled = *saved;
    enabled.enabled = true;
    QVERIFY(stops(*m_session, enabled).value(0).contains(u"disabled"_s));
    VERIFY_DONE(edit::remove(*m_session, *saved));
    VERIFY_DONE(edit::remove(*m_session, *user));
    QVERIFY(stops(*m_session, client).value(0).contains(u"does not exist"_s));
}

void TestSessionContext::licenceCountsWhatTheSessionAdds()
{
    const auto put = [&](const QString &clientId) {
        return edit::put(*m_session, sampleWebClient(clientId, testTime())).transform([](const QString &) {});
    };
    VERIFY_DONE(edit::setLicenceLimit(*m_session, 2));
    VERIFY_DONE(put(u"a"_s));
    const auto second = edit::save(*m_session, sampleWebClient(u"b"_s, testTime()));
    VERIFY_DONE(second);
    VERIFY_DONE(edit::remove(*m_session, *second));
    VERIFY_DONE(put(u"c"_s));
    VERIFY_DONE(edit::setLicenceLimit(*m_session, 3));
    VERIFY_DONE(put(u"d"_s));
    const auto over = put(u"e"_s);
    QVERIFY(!over);
    QVERIFY2(over.error().text.contains(u"allows 3"_s), qPrintable(over.error().text));
}

void TestSessionContext::sessionsShareNothing()
{
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    client.customResources = {u"department"_s};
    QCOMPARE(stops(*m_session, client).size(), 1);
    m_session.reset();
    CustomResource resource;
    resource.name = u"department"_s;
    VERIFY_DONE(m_database->save(resource));
    VERIFY_DONE(m_database->save(client));
}

GATEHOUSE_TEST(TestSessionContext)
#include "tst_sessioncontext.moc"
