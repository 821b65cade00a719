#include "domain/RecordKey.h"
#include "store/edit/EditSession.h"
#include "store/records/ClientPage.h"
#include "support/DatabaseContent.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

#include <QThread>

#include <atomic>
#include <vector>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

using Change = void (*)(ClientApplication &);
Q_DECLARE_METATYPE(Change)

namespace {

/// What the list shows of one client application.
store::ClientRow rowOf(Database &database, const QString &clientId)
{
    store::ClientPageRequest request;
    request.filter.search = clientId;
    return store::loadPage(database, request).value().value(0);
}

ClientApplication stored(Database &database, const QString &key)
{
    return store::loadClient(database, key).value().value_or(ClientApplication());
}

}

/// Saving and deleting of client applications.
class TestEditSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void identityIsFoundWhateverItsCase();
    void refusesWhatTheRulesRefuse_data();
    void refusesWhatTheRulesRefuse();
    void incompleteIsSavedButNotEnabled_data();
    void incompleteIsSavedButNotEnabled();
    void givesWhatIsStored();
    void writesChangesAndRemovesChildren();
    void keepsDoublesOfListsThatDoNotApply();
    void clientIdIsUniqueWhateverTheCase();
    void refusesToOverwriteAnother();
    void newOneThatIsStoredAlreadyIsAConflict_data();
    void newOneThatIsStoredAlreadyIsAConflict();
    void refusesToChangeWhatIsDeleted();
    void rollsBackUnlessCommitted();
    void cannotCommitAfterRefusal();
    void licenceLimitIsKept();
    void licenceLimitHoldsForSessionsAtOnce();
    void summarizesProblems();
    void rechecksWhenTimeHasPassed();
    void tablesThatWereChangedAreTold_data();
    void tablesThatWereChangedAreTold();

private:
    std::unique_ptr<TestDatabase> m_database;
    ClientApplication m_web;
    ClientApplication m_machine;
};

void TestEditSession::init()
{
    m_database = std::make_unique<TestDatabase>();
    VERIFY_DONE(m_database->save(sampleUser(u"svc"_s)));
    User off = sampleUser(u"off"_s);
    off.enabled = false;
    VERIFY_DONE(m_database->save(off));
    m_web = sampleWebClient(u"web"_s, testTime());
    m_machine = sampleMachineClient(u"machine"_s, u"svc"_s, testTime());
}

void TestEditSession::identityIsFoundWhateverItsCase()
{
    VERIFY_DONE(m_database->save(sampleUser(u"zoé"_s)));
    ClientApplication client = sampleMachineClient(u"feed"_s, u"ZOÉ"_s, testTime());
    client.enabled = true;
    auto saved = m_database->save(client);
    VERIFY_DONE(saved);
    QCOMPARE(saved->identity, u"zoé"_s);
    saved->identity = u"Zoé"_s;
    const auto again = m_database->save(*saved);
    VERIFY_DONE(again);
    QCOMPARE(again->identity, u"zoé"_s);
}

void TestEditSession::refusesWhatTheRulesRefuse_data()
{
    using Client = ClientApplication;
    QTest::addColumn<bool>("machine");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("column");

    const auto web = [](const char *name, Change change, const QString &column) {
        QTest::newRow(name) << false << change << column;
    };
    const auto machine = [](const char *name, Change change, const QString &column) {
        QTest::newRow(name) << true << change << column;
    };
    web("no client ID", [](Client &c) { c.clientId.clear(); }, u"client_id"_s);
    web("client ID with a space", [](Client &c) { c.clientId = u"a b"_s; }, u"client_id"_s);
    web("client ID too long", [](Client &c) { c.clientId = u"a"_s.repeated(101); }, u"client_id"_s);
    web("title of two lines", [](Client &c) { c.title = u"a\nb"_s; }, u"title"_s);
    web("title too long", [](Client &c) { c.title = u"a"_s.repeated(201); }, u"title"_s);
    web("logo as data", [](Client &c) { c.logoUri = u"data:image/png;base64,AA=="_s; }, u"logo_uri"_s);
    web("relative redirect", [](Client &c) { c.loginRedirects << u"/cb"_s; }, u"login_redirects"_s);
    web(
        "redirect twice", [](Client &c) { c.loginRedirects << c.loginRedirects.first(); },
        u"login_redirects"_s);
    web(
        "logout redirect with wildcard",
        [](Client &c) { c.logoutRedirects << u"https://shop.example.com/*"_s; }, u"logout_redirects"_s);
    web(
        "unknown scope",
        [](Client &c) {
            c.supportApi = true;
            c.apiScopes << u"nothing"_s;
        },
        u"api_scopes"_s);
    web(
        "unknown default resource", [](Client &c) { c.defaultResources << u"shoe_size"_s; },
        u"default_resources"_s);
    web(
        "default resource twice", [](Client &c) { c.defaultResources << u"openid"_s; },
        u"default_resources"_s);
    web(
        "secret description too long",
        [](Client &c) { c.secrets.first().description = u"a"_s.repeated(201); }, u"secrets"_s);
    web(
        "secret description of two lines", [](Client &c) { c.secrets.first().description = u"a\nb"_s; },
        u"secrets"_s);
    machine("unknown identity", [](Client &c) { c.identity = u"nobody"_s; }, u"identity"_s);
}

void TestEditSession::refusesWhatTheRulesRefuse()
{
    QFETCH(bool, machine);
    QFETCH(Change, change);
    QFETCH(QString, column);
    ClientApplication client = machine ? m_machine : m_web;
    VERIFY_DONE(m_database->edit([&](EditSession &session) { return edit::check(session, client); }));
    change(client);
    const QStringList before = contentOf(**m_database);

    const auto saved = m_database->save(client);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Rule);
    QCOMPARE(saved.error().column, column);
    QVERIFY(!saved.error().text.isEmpty());
    QCOMPARE(contentOf(**m_database), before);
}

void TestEditSession::incompleteIsSavedButNotEnabled_data()
{
    using Client = ClientApplication;
    QTest::addColumn<bool>("machine");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("column");

    QTest::newRow("no title") << false << Change([](Client &c) { c.title.clear(); }) << u"title"_s;
    QTest::newRow("no secret") << false << Change([](Client &c) { c.secrets.clear(); }) << u"secrets"_s;
    QTest::newRow("expired secret") << false << Change([](Client &c) {
        c.secrets.first().expires = testTime().addSecs(-1);
    }) << u"secrets"_s;
    QTest::newRow("no login redirect")
        << false << Change([](Client &c) { c.loginRedirects.clear(); }) << u"login_redirects"_s;
    QTest::newRow("no API scope") << false << Change([](Client &c) {
        c.supportApi = true;
        c.apiScopes.clear();
    }) << u"api_scopes"_s;
    QTest::newRow("no identity") << true << Change([](Client &c) { c.identity.clear(); }) << u"identity"_s;
    QTest::newRow("disabled identity")
        << true << Change([](Client &c) { c.identity = u"off"_s; }) << u"identity"_s;
}

void TestEditSession::incompleteIsSavedButNotEnabled()
{
    QFETCH(bool, machine);
    QFETCH(Change, change);
    QFETCH(QString, column);
    ClientApplication client = machine ? m_machine : m_web;
    change(client);

    client.enabled = true;
    const auto enabled = m_database->save(client);
    QVERIFY(!enabled);
    QCOMPARE(enabled.error().kind, Error::Kind::Rule);
    QCOMPARE(enabled.error().column, column);

    client.enabled = false;
    const auto saved = m_database->save(client);
    VERIFY_DONE(saved);
    ClientApplication later = *saved;
    later.enabled = true;
    QCOMPARE(m_database->save(later).error().column, column);
    QVERIFY(!stored(**m_database, saved->key).enabled);

    ClientApplication complete = machine ? m_machine : m_web;
    complete.clientId = u"complete"_s;
    complete.enabled = true;
    VERIFY_DONE(m_database->save(complete));
}

void TestEditSession::givesWhatIsStored()
{
    m_machine.identity = u"SVC"_s;
    m_machine.requirePkce = true;
    m_machine.logoUri = u"https://a.example/l.png"_s;
    m_machine.apiScopes = {u"api"_s, u"api"_s};
    m_machine.secrets.first().created = testTime().addMSecs(345);
    const auto saved = m_database->save(m_machine);
    VERIFY_DONE(saved);
    QCOMPARE(*saved, stored(**m_database, saved->key));
    QCOMPARE(*store::findClient(**m_database, u"MACHINE"_s).value(), *saved);

    QCOMPARE(saved->version, 1);
    QCOMPARE(saved->identity, u"svc"_s);
    QVERIFY(!saved->requirePkce);
    QVERIFY(saved->supportApi);
    QCOMPARE(saved->logoUri, QString());
    QCOMPARE(saved->apiScopes, QStringList{u"api"_s});
    QCOMPARE(saved->secrets.first().created, testTime());
    QCOMPARE(saved->secrets.first().hash, m_machine.secrets.first().hash);

    const auto again = m_database->save(*saved);
    VERIFY_DONE(again);
    QCOMPARE(again->version, 2);
    ClientApplication expected = *saved;
    expected.version = 2;
    QCOMPARE(*again, expected);
}

void TestEditSession::writesChangesAndRemovesChildren()
{
    ApiScope orders;
    orders.name = u"orders.read"_s;
    VERIFY_DONE(m_database->save(orders));
    m_web.supportApi = true;
    m_web.loginRedirects = {u"https://c.example/cb"_s, u"https://a.example/cb"_s, u"https://b.example/cb"_s};
    m_web.logoutRedirects = {u"https://a.example/bye"_s};
    m_web.apiScopes = {u"orders.read"_s, u"api"_s};
    m_web.defaultResources = {u"openid"_s, u"profile"_s, u"email"_s};
    m_web.secrets << sampleSecret(u"second"_s, testTime().addSecs(1), testTime().addYears(1));
    const auto first = m_database->save(m_web);
    VERIFY_DONE(first);
    QCOMPARE(first->loginRedirects, m_web.loginRedirects);
    QCOMPARE(first->logoutRedirects, m_web.logoutRedirects);
    QCOMPARE(first->apiScopes, (QStringList{u"api"_s, u"orders.read"_s}));
    QCOMPARE(first->defaultResources, m_web.defaultResources);
    QCOMPARE(first->secrets.size(), 2);

    ClientApplication changed = *first;
    std::ranges::reverse(changed.loginRedirects);
    changed.loginRedirects << u"https://d.example/cb"_s;
    changed.logoutRedirects.clear();
    changed.apiScopes = {u"orders.read"_s};
    changed.defaultResources = {u"openid"_s, u"email"_s};
    changed.secrets.removeFirst();
    changed.secrets.first().description = u"renamed"_s;
    changed.secrets << sampleSecret(u"third"_s, testTime().addSecs(2));
    const auto second = m_database->save(changed);
    VERIFY_DONE(second);

    ClientApplication expected = changed;
    expected.version = 2;
    expected.secrets.last().key = second->secrets.last().key;
    QVERIFY(!second->secrets.last().key.isEmpty());
    QCOMPARE(*second, expected);
    QCOMPARE(second->secrets.first().key, first->secrets.last().key);
    QCOMPARE(stored(**m_database, first->key), expected);

    VERIFY_DONE(m_database->remove(*second));
    const QString left =
        u"SELECT (SELECT count(*) FROM client_secret) + (SELECT count(*) FROM client_redirect) + "
        "(SELECT count(*) FROM client_api_scope) + (SELECT count(*) FROM client_default_resource)"_s;
    QCOMPARE((*m_database)->list(left, {}, [](const QSqlQuery &row) { return row.value(0).toInt(); }).value(),
             QList{0});
}

void TestEditSession::keepsDoublesOfListsThatDoNotApply()
{
    m_machine.loginRedirects = {u"https://a.example/cb"_s, u"https://a.example/cb"_s};
    m_machine.defaultResources = {u"openid"_s, u"openid"_s};
    const auto saved = m_database->save(m_machine);
    VERIFY_DONE(saved);
    QCOMPARE(saved->loginRedirects, m_machine.loginRedirects);
    QCOMPARE(saved->defaultResources, m_machine.defaultResources);
}

void TestEditSession::clientIdIsUniqueWhateverTheCase()
{
    const auto first = m_database->save(m_web);
    VERIFY_DONE(first);
    ClientApplication second = sampleWebClient(u"WEB"_s, testTime());
    auto refused = m_database->save(second);
    QVERIFY(!refused);
    QCOMPARE(refused.error().column, u"client_id"_s);
    QVERIFY(refused.error().text.contains(u"web"_s));

    second.clientId = u"other"_s;
    auto other = m_database->save(second);
    VERIFY_DONE(other);
    other->clientId = u"Web"_s;
    refused = m_database->save(*other);
    QVERIFY(!refused);
    QCOMPARE(refused.error().column, u"client_id"_s);

    ClientApplication renamed = *first;
    renamed.clientId = u"Web"_s;
    VERIFY_DONE(m_database->save(renamed));
    QCOMPARE(stored(**m_database, first->key).clientId, u"Web"_s);
}

void TestEditSession::refusesToOverwriteAnother()
{
    const auto read = m_database->save(m_web);
    VERIFY_DONE(read);
    ClientApplication theirs = *read;
    theirs.title = u"Theirs"_s;
    VERIFY_DONE(m_database->save(theirs));

    ClientApplication mine = *read;
    mine.title = u"Mine"_s;
    mine.loginRedirects << u"https://mine.example/cb"_s;
    const QStringList before = contentOf(**m_database);
    const auto saved = m_database->save(mine);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Conflict);
    QVERIFY2(saved.error().text.contains(u"changed by somebody else"_s), qPrintable(saved.error().text));
    QVERIFY2(!saved.error().text.contains(u"Revert"_s), "that is a word of the window");
    QCOMPARE(contentOf(**m_database), before);

    const auto removed = m_database->remove(*read);
    QVERIFY(!removed);
    QCOMPARE(removed.error().kind, Error::Kind::Conflict);
    QVERIFY2(removed.error().text.contains(u"changed by somebody else"_s), qPrintable(removed.error().text));
    QCOMPARE(contentOf(**m_database), before);
}

void TestEditSession::newOneThatIsStoredAlreadyIsAConflict_data()
{
    QTest::addColumn<QString>("clientId");
    QTest::newRow("as it is stored") << u"web"_s;
    QTest::newRow("renamed since") << u"renamed"_s;
    QTest::newRow("named as another") << u"other"_s;
}

/// Its first save was cut, and could not be looked up.
void TestEditSession::newOneThatIsStoredAlreadyIsAConflict()
{
    QFETCH(const QString, clientId);
    ClientApplication typed = m_web;
    typed.key = newRecordKey();
    VERIFY_DONE(m_database->save(typed));
    ClientApplication other = m_web;
    other.clientId = u"other"_s;
    VERIFY_DONE(m_database->save(other));
    const QStringList before = contentOf(**m_database);

    typed.clientId = clientId;
    const auto saved = m_database->save(typed);
    QVERIFY(!saved);
    QVERIFY2(saved.error().kind == Error::Kind::Conflict, qPrintable(saved.error().text));
    QCOMPARE(contentOf(**m_database), before);
}

void TestEditSession::refusesToChangeWhatIsDeleted()
{
    const auto read = m_database->save(m_web);
    VERIFY_DONE(read);
    VERIFY_DONE(m_database->remove(*read));
    const QStringList before = contentOf(**m_database);

    const auto saved = m_database->save(*read);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Conflict);
    QVERIFY2(saved.error().text.contains(u"deleted by somebody else"_s), qPrintable(saved.error().text));
    QVERIFY2(!saved.error().text.contains(u"Duplicate"_s), "that is a word of the window");
    const auto removed = m_database->remove(*read);
    QVERIFY(!removed);
    QCOMPARE(removed.error().kind, Error::Kind::Conflict);
    QVERIFY2(removed.error().text.contains(u"deleted by somebody else"_s), qPrintable(removed.error().text));
    QCOMPARE(contentOf(**m_database), before);
}

void TestEditSession::rollsBackUnlessCommitted()
{
    const auto kept = m_database->save(m_web);
    VERIFY_DONE(kept);
    const QStringList before = contentOf(**m_database);
    {
        auto session = EditSession::begin(**m_database, testTime());
        VERIFY_DONE(session);
        VERIFY_DONE(edit::save(*session, m_machine));
        VERIFY_DONE(edit::save(*session, sampleUser(u"third"_s)));
        VERIFY_DONE(edit::setLicenceLimit(*session, {}));
        VERIFY_DONE(edit::remove(*session, *kept));
        QVERIFY(contentOf(**m_database) != before);
    }
    QCOMPARE(contentOf(**m_database), before);
}

void TestEditSession::cannotCommitAfterRefusal()
{
    const QStringList before = contentOf(**m_database);
    {
        auto session = EditSession::begin(**m_database, testTime());
        VERIFY_DONE(session);
        VERIFY_DONE(edit::save(*session, m_web));
        m_machine.clientId.clear();
        QVERIFY(!edit::save(*session, m_machine));
        const auto committed = session->commit();
        QVERIFY(!committed);
        QCOMPARE(committed.error().kind, Error::Kind::Rule);
    }
    QCOMPARE(contentOf(**m_database), before);
}

void TestEditSession::licenceLimitIsKept()
{
    const auto add = [&](int number) {
        return m_database->save(sampleWebClient(u"client-%1"_s.arg(number), testTime()));
    };
    for (int i = 0; i < 5; ++i)
        VERIFY_DONE(add(i));
    const auto sixth = add(5);
    QVERIFY(!sixth);
    QCOMPARE(sixth.error().kind, Error::Kind::Rule);
    QVERIFY2(sixth.error().text.contains(u"5"_s) && sixth.error().text.contains(u"Settings > Licence"_s),
             qPrintable(sixth.error().text));

    auto first = store::findClient(**m_database, u"client-0"_s).value();
    first->title = u"Changed"_s;
    VERIFY_DONE(m_database->save(*first));

    VERIFY_DONE(m_database->setLicenceLimit(6));
    VERIFY_DONE(add(5));
    QVERIFY(!add(6));
    VERIFY_DONE(m_database->setLicenceLimit({}));
    VERIFY_DONE(add(6));
    const store::Licence licence = store::loadLicence(**m_database).value();
    QCOMPARE(licence.limit, store::LicenceLimit());
    QCOMPARE(licence.used, 7);

    VERIFY_DONE(m_database->setLicenceLimit(2));
    QVERIFY(!add(7));
    QVERIFY(!m_database->setLicenceLimit(-1));
    QCOMPARE(store::loadLicence(**m_database)->limit, store::LicenceLimit(2));
}

void TestEditSession::licenceLimitHoldsForSessionsAtOnce()
{
    constexpr int limit = 5;
    constexpr int sessions = 8;
    std::atomic<int> ready = 0;
    std::array<Result<ClientApplication>, sessions> outcomes;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < sessions; ++i) {
        threads.emplace_back(QThread::create([&, i] {
            auto database = m_database->openAgain();
            for (++ready; ready < sessions;)
                QThread::yieldCurrentThread();
            outcomes.at(i) = editing(*database, [&](EditSession &session) {
                return edit::save(session, sampleWebClient(u"client-%1"_s.arg(i), testTime()));
            });
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait());

    int saved = 0;
    for (const auto &outcome : outcomes) {
        saved += outcome.has_value();
        if (!outcome)
            QVERIFY2(outcome.error().text.contains(u"licence allows 5"_s), qPrintable(outcome.error().text));
    }
    QCOMPARE(saved, limit);
    QCOMPARE(store::loadLicence(**m_database)->used, limit);
}

void TestEditSession::summarizesProblems()
{
    m_web.enabled = true;
    const auto saved = m_database->save(m_web);
    VERIFY_DONE(saved);
    QCOMPARE(rowOf(**m_database, u"web"_s).problemSeverity, -1);
    QCOMPARE(rowOf(**m_database, u"web"_s).problemCount, 0);

    ClientApplication changed = *saved;
    changed.requirePkce = false;
    changed.loginRedirects << u"http://localhost/callback"_s;
    const auto problems =
        m_database->edit([&](EditSession &session) { return edit::check(session, changed); });
    VERIFY_DONE(problems);
    QVERIFY(problems->size() >= 2);
    VERIFY_DONE(m_database->save(changed));
    QCOMPARE(rowOf(**m_database, u"web"_s).problemSeverity, int(Severity::Warning));
    QCOMPARE(rowOf(**m_database, u"web"_s).problemCount, problems->size());
}

void TestEditSession::rechecksWhenTimeHasPassed()
{
    const QDateTime expires = testTime().addDays(40);
    const QDateTime warned = expires.addDays(-rules::secretWarningDays);
    m_web.enabled = true;
    m_web.secrets = {sampleSecret(u"only"_s, testTime(), expires)};
    VERIFY_DONE(m_database->save(m_web));
    const auto recheck = [&](const QDateTime &now) {
        return m_database->edit([](EditSession &session) { return edit::recheckProblems(session); }, now)
            .value();
    };
    const auto severity = [&] { return rowOf(**m_database, u"web"_s).problemSeverity; };

    QCOMPARE(recheck(warned.addSecs(-1)), 0);
    QCOMPARE(severity(), -1);
    QCOMPARE(recheck(warned), 1);
    QCOMPARE(severity(), int(Severity::Warning));
    QCOMPARE(recheck(expires), 0);
    QCOMPARE(recheck(expires.addSecs(1)), 1);
    QCOMPARE(severity(), int(Severity::Error));
    QCOMPARE(recheck(expires.addYears(1)), 0);
}

void TestEditSession::tablesThatWereChangedAreTold_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("renamed column") << u"ALTER TABLE api_scope RENAME COLUMN title TO heading"_s;
    QTest::newRow("removed column") << u"ALTER TABLE api_scope DROP COLUMN description"_s;
    QTest::newRow("renamed table") << u"ALTER TABLE api_scope RENAME TO scope"_s;
}

void TestEditSession::tablesThatWereChangedAreTold()
{
    QFETCH(const QString, sql);
    VERIFY_DONE(m_database->save(ApiScope{.name = u"orders"_s}));
    VERIFY_DONE((*m_database)->execute(sql));
    const auto refused = m_database->save(ApiScope{.name = u"prices"_s});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Unreachable);
    QVERIFY2(refused.error().text.contains(u"renamed, removed"_s), qPrintable(refused.error().text));
}

GATEHOUSE_TEST(TestEditSession)
#include "tst_editsession.moc"
