#include "unit/services/SignInHelp.h"

#include "services/signin/SignInRecord.h"
#include "store/audit/AuditCheck.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// What the audit trail and the next sign-in say of the ones before.
class TestSignInAudit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<SignInDatabase>();
        (*m_database)->setSignedIn({});
    }
    void successIsNoted();
    void failuresAreToldOnce();
    void hammeringAddsFewEntries();
    void unknownUserIdsAreNotKept();
    void unlockingNamesWhoFails();
    void trailIsWhole();

private:
    void fail(const QString &userId, int times)
    {
        const User user = m_database->user(userId);
        for (int i = 0; i < times; ++i) {
            signin::SignInRecord record(**m_database, userId);
            record.begin(user.key.isEmpty() ? std::nullopt : std::optional(user), testTime(),
                         signin::spacing);
            QVERIFY(record.noteFailure(testTime(), signin::spacing));
        }
    }

    /// "sign_in anna by anna: failures_before=3", the newest first.
    QStringList entries()
    {
        QStringList texts;
        const auto page = store::loadAuditPage(**m_database, {}, std::nullopt, 1000).value();
        for (const AuditEntry &entry : page) {
            if (!entry.action.startsWith("sign_in"_L1))
                continue;
            QString text = u"%1 %2 by %3:"_s.arg(entry.action, entry.name, entry.userId);
            for (const AuditChange &change : audit::changesOf(entry)) {
                if (change.after.is_number())
                    text += u" %1=%2"_s.arg(change.field, audit::valueText(change.after));
            }
            texts << text;
        }
        return texts;
    }

    std::unique_ptr<SignInDatabase> m_database;
};

void TestSignInAudit::successIsNoted()
{
    VERIFY_DONE(signin::signIn(**m_database, credentials(u"ANNA"_s), FakeClock().clock()));
    QCOMPARE(entries(), QStringList{u"sign_in anna by anna:"_s});
}

void TestSignInAudit::failuresAreToldOnce()
{
    FakeClock clock;
    for (int i = 0; i < 3; ++i) {
        clock.pass(1min);
        QVERIFY(!signin::signIn(**m_database, credentials(u"anna"_s, wrongPassword), clock.clock()));
    }
    const auto who = signin::signIn(**m_database, credentials(u"anna"_s), clock.clock());
    VERIFY_DONE(who);
    QCOMPARE(who->failures, 3);
    QCOMPARE(who->lastFailure, testTime().addSecs(180));
    QCOMPARE(signin::notices(*who).size(), 1);
    QVERIFY(signin::notices(*who).first().contains(u'3'));
    // The command line tells times as they are stored, the window by its clock.
    const QString stored = who->lastFailure.toString(Qt::ISODate);
    QVERIFY(signin::notices(*who).first().contains(stored));
    QVERIFY(signin::notices(*who, localTime).first().contains(localTime(stored)));
    QCOMPARE(entries(), (QStringList{u"sign_in anna by anna: failures_before=3"_s,
                                     u"sign_in_failed anna by : failures=1"_s}));
    const auto again = signin::signIn(**m_database, credentials(u"anna"_s), clock.clock());
    VERIFY_DONE(again);
    QCOMPARE(again->failures, 0);
    QVERIFY(signin::notices(*again).isEmpty());
}

void TestSignInAudit::hammeringAddsFewEntries()
{
    fail(u"anna"_s, 120);
    QStringList expected;
    for (const int count : {100, 10, 1})
        expected << u"sign_in_failed anna by : failures=%1"_s.arg(count);
    QCOMPARE(entries(), expected);
}

void TestSignInAudit::unknownUserIdsAreNotKept()
{
    for (int i = 0; i < 30; ++i)
        fail(u"MySecretPassword%1"_s.arg(i), 1);
    QCOMPARE(entries(),
             (QStringList{u"sign_in_failed  by : failures=10"_s, u"sign_in_failed  by : failures=1"_s}));
    QVERIFY(!contentOf(**m_database).join(u'\n').contains(u"MySecret"_s, Qt::CaseInsensitive));
}

void TestSignInAudit::unlockingNamesWhoFails()
{
    VERIFY_DONE(signin::signIn(**m_database, credentials(u"anna"_s), FakeClock().clock()));
    QVERIFY(!signin::signIn(**m_database, credentials(u"anna"_s, wrongPassword), FakeClock().clock()));
    QCOMPARE(entries().first(), u"sign_in_failed anna by : failures=1"_s);
    QCOMPARE((*m_database)->administrator(), u"anna"_s);
    VERIFY_DONE(m_database->setLicenceLimit(9));
}

void TestSignInAudit::trailIsWhole()
{
    fail(u"anna"_s, 12);
    fail(u"nobody"_s, 12);
    VERIFY_DONE(signin::signIn(**m_database, credentials(u"anna"_s), FakeClock().clock()));
    QVERIFY(store::checkAuditTrail(**m_database)->isWhole());
}

GATEHOUSE_TEST(TestSignInAudit)
#include "tst_signinaudit.moc"
