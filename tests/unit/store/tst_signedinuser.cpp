#include "UserChange.h"
#include "support/DatabaseContent.h"
#include "support/SampleClients.h"
#include "support/SignedIn.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// Who may not sign in any more can do nothing more, from the next transaction on.
class TestSignedInUser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nothingMoreAfter_data();
    void nothingMoreAfter();
    void goesOnAfterOtherChanges();
    void programWorksByItself();
    void ownRemovalTakesEffectAtOnce();
    void newPasswordsAreExpected();
    void auditorsOnlyNote();
    void savesAreToldToWhoeverListens();

private:
    QString refusal() { return refusalOf(EditSession::begin(**m_database)); }
    template<typename T>
    static QString refusalOf(const Result<T> &outcome)
    {
        return !outcome && outcome.error().kind == Error::Kind::NotSignedIn ? outcome.error().text
                                                                            : QString();
    }
    /// By somebody else, on another connection.
    Result<void> elsewhere(UserChange change)
    {
        auto connection = m_database->openAgain();
        return editing(*connection, [&](EditSession &session) {
            return change(session, store::loadUser(*connection, u"maria"_s).value().value());
        });
    }

    std::unique_ptr<TestDatabase> m_database;
    std::shared_ptr<SignedInUser> m_maria;
};

void TestSignedInUser::init()
{
    m_database = std::make_unique<TestDatabase>();
    VERIFY_DONE(addAdministrator(**m_database, u"other"_s));
    m_maria = workAs(**m_database, u"maria"_s);
}

void TestSignedInUser::nothingMoreAfter_data()
{
    addWaysOut();
    const auto row = [](const char *name, UserChange change) { QTest::newRow(name) << change; };
    row("with another password", [](EditSession &session, const User &user) {
        return edit::setPassword(session, user, somePhc + 'x');
    });
    row("another user of the same name", [](EditSession &session, const User &user) {
        return edit::remove(session, user).and_then([&] {
            return edit::save(session, User{.userId = user.userId, .mainAdministrator = true})
                .and_then([&](const User &same) { return edit::setPassword(session, same, somePhc); });
        });
    });
}

void TestSignedInUser::nothingMoreAfter()
{
    QFETCH(const UserChange, change);
    int ended = 0;
    QObject window;
    m_maria->ended().then(&window, [&](const Error &why) {
        QCOMPARE(why.kind, Error::Kind::NotSignedIn);
        ++ended;
    });
    VERIFY_DONE(m_database->setLicenceLimit(9));
    VERIFY_DONE(elsewhere(change));
    const QStringList before = contentOf(**m_database);
    for (int i = 0; i < 2; ++i) {
        const auto limit = m_database->setLicenceLimit(3);
        QVERIFY2(refusalOf(limit).contains(u"not work in this database any more"_s),
                 qPrintable(limit ? QString() : limit.error().text));
    }
    QCOMPARE(contentOf(**m_database), before);
    QTRY_COMPARE(ended, 1);
    // The connection is free again.
    auto other = m_database->openAgain();
    const store::WithoutWaiting withoutWaiting(*other);
    VERIFY_DONE(EditSession::begin(*other));
}

void TestSignedInUser::goesOnAfterOtherChanges()
{
    VERIFY_DONE(elsewhere([](EditSession &session, const User &user) {
        User renamed = user;
        renamed.name = u"Maria"_s;
        renamed.userId = u"m.jansen"_s;
        return edit::save(session, renamed).transform([](const User &) {});
    }));
    QCOMPARE(refusal(), QString());
    VERIFY_DONE(m_database->setLicenceLimit(9));
}

void TestSignedInUser::programWorksByItself()
{
    TestDatabase fresh;
    VERIFY_DONE(fresh.setLicenceLimit(9));
    fresh->setSignedIn({});
    VERIFY_DONE(fresh.setLicenceLimit(8));
}

void TestSignedInUser::ownRemovalTakesEffectAtOnce()
{
    const User maria = store::loadUser(**m_database, u"maria"_s).value().value();
    VERIFY_DONE(m_database->remove(maria));
    QVERIFY(!refusal().isEmpty());
}

void TestSignedInUser::auditorsOnlyNote()
{
    VERIFY_DONE(elsewhere([](EditSession &session, const User &user) {
        User auditor = user;
        auditor.mainAdministrator = false;
        auditor.auditor = true;
        return edit::save(session, auditor).transform([](const User &) {});
    }));
    VERIFY_DONE(m_maria->check(**m_database));
    const QStringList before = contentOf(**m_database);
    const auto limit = m_database->setLicenceLimit(3);
    QVERIFY(!limit && limit.error().kind == Error::Kind::Rule);
    QVERIFY(limit.error().text.startsWith(whyAuditorsChangeNothing()));
    QCOMPARE(contentOf(**m_database), before);
    const auto note = [](EditSession &session) {
        return session.noteEvent(audit::exported, {u"client_application"_s, {}, {}, json::Json::object()});
    };
    VERIFY_DONE(editing(**m_database, note, QDateTime::currentDateTimeUtc(), EditSession::Purpose::Note));
    QVERIFY(!m_maria->ended().isFinished());
}

void TestSignedInUser::newPasswordsAreExpected()
{
    const auto store = [](EditSession &session, const User &user) {
        return edit::setPassword(session, user, somePhc + 'x');
    };
    m_maria->expectPassword(somePhc + 'x');
    m_maria->expectPassword(somePhc + 'y');
    QCOMPARE(refusal(), QString());
    m_maria->forgetPassword(somePhc + 'y'); // was not committed
    VERIFY_DONE(elsewhere(store));
    QCOMPARE(refusal(), QString()); // by whoever is sooner than who sets it
    m_maria->takePassword(somePhc + 'x');
    QCOMPARE(refusal(), QString());
    VERIFY_DONE(elsewhere(
        [](EditSession &session, const User &user) { return edit::setPassword(session, user, somePhc); }));
    QVERIFY(!refusal().isEmpty()); // the old one is over
}

void TestSignedInUser::savesAreToldToWhoeverListens()
{
    int told = 0;
    m_maria->setSavedListener([&] { ++told; });
    VERIFY_DONE(m_database->setLicenceLimit(9));
    QCOMPARE(told, 1);
    VERIFY_DONE(m_database->setLicenceLimit(9)); // as it was: the audit trail has no entry
    QCOMPARE(told, 1);
    QVERIFY(!m_database->edit([](EditSession &session) {
        return edit::setLicenceLimit(session, 8).and_then([]() -> Result<void> {
            return fail(Error::Kind::Rule, u"no"_s);
        });
    }));
    QCOMPARE(told, 1);
    VERIFY_DONE(
        elsewhere([](EditSession &session, const User &) { return edit::setLicenceLimit(session, 7); }));
    QCOMPARE(told, 1);
    m_maria->setSavedListener({});
    VERIFY_DONE(m_database->setLicenceLimit(6));
    QCOMPARE(told, 1);
}

GATEHOUSE_TEST(TestSignedInUser)
#include "tst_signedinuser.moc"
