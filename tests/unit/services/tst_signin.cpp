#include "unit/services/SignInHelp.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

using Change = void (*)(User &);

}

/// Who gets in, and what the others are told.
class TestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_database = std::make_unique<SignInDatabase>(); }
    void letsIn_data();
    void letsIn();
    void letsNobodyElseIn_data();
    void letsNobodyElseIn();
    void unknownUserTakesAsLongAsWrongPassword();
    void firstMainAdministrator();
    void firstIsMadeOfAUserThatIsThere();
    void firstIsNoServiceAccount();
    void weakPasswordsAreRefused();
    void strengthIsASetting();
    void userAndPasswordAreSavedTogether();
    void changedPassword();

private:
    Result<signin::Administrator> signIn(const signin::Credentials &given, const QDateTime &now = testTime())
    {
        return signin::signIn(**m_database, given, now);
    }

    std::unique_ptr<SignInDatabase> m_database;
};

void TestSignIn::letsIn_data()
{
    QTest::addColumn<QString>("userId");
    QTest::newRow("as it is stored") << u"anna"_s;
    QTest::newRow("in other case") << u"ANNA"_s;
    QTest::newRow("in other case beyond ASCII") << u"ÉLAN"_s;
}

void TestSignIn::letsIn()
{
    QFETCH(const QString, userId);
    User other{.userId = u"Élan"_s, .name = u"Élan Vital"_s, .mainAdministrator = true};
    VERIFY_DONE(signin::save(**m_database, other, secretCopy(goodPassword)));
    const auto in = signIn(credentials(userId));
    VERIFY_DONE(in);
    const User stored = m_database->user(userId);
    QCOMPARE(in->key, stored.key);
    QCOMPARE(in->userId, stored.userId);
    QCOMPARE(in->name, stored.name);
    QCOMPARE(m_database->failures(), 0);
}

void TestSignIn::letsNobodyElseIn_data()
{
    QTest::addColumn<QString>("userId");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) {
        QTest::newRow(name) << u"bert"_s << QByteArray(goodPassword) << change;
    };
    const Change none = [](User &) {};
    QTest::newRow("unknown user") << u"nobody"_s << QByteArray(goodPassword) << none;
    QTest::newRow("no user") << QString() << QByteArray(goodPassword) << none;
    QTest::newRow("wrong password") << u"bert"_s << QByteArray(wrongPassword) << none;
    QTest::newRow("no password") << u"bert"_s << QByteArray() << none;
    row("disabled", [](User &user) { user.enabled = false; });
    row("no main administrator", [](User &user) { user.mainAdministrator = false; });
    row("service account", [](User &user) { user.serviceAccount = true; });
}

void TestSignIn::letsNobodyElseIn()
{
    QFETCH(const QString, userId);
    QFETCH(const QByteArray, password);
    QFETCH(const Change, change);
    User bert{.userId = u"bert"_s, .mainAdministrator = true};
    auto saved = signin::save(**m_database, bert, secretCopy(goodPassword));
    VERIFY_DONE(saved);
    VERIFY_DONE(signIn(credentials(u"bert"_s)));
    change(*saved);
    VERIFY_DONE(m_database->save(*saved));
    VERIFY_DONE(m_database->save(User{.userId = u"carl"_s, .mainAdministrator = true}));

    const QString expected = notSignedIn(signIn(credentials(u"carl"_s)));
    QVERIFY2(!expected.isEmpty(), "a user without a password was let in");
    QCOMPARE(notSignedIn(signIn(credentials(userId, password))), expected);
    QCOMPARE(m_database->failures(), 2);
    QVERIFY(!expected.contains(u"carl"_s));
}

void TestSignIn::unknownUserTakesAsLongAsWrongPassword()
{
    const auto timed = [&](const QString &userId, int round) {
        QElapsedTimer timer;
        timer.start();
        // Each on another day, so that none waits.
        const auto outcome = signIn(credentials(userId, wrongPassword), testTime().addDays(2 * round));
        return notSignedIn(outcome).isEmpty() ? qint64(0) : timer.nsecsElapsed();
    };
    QList<qint64> unknown;
    QList<qint64> wrong;
    for (int round = 0; round < 7; ++round) {
        unknown << timed(u"nobody"_s, round);
        wrong << timed(u"anna"_s, round);
    }
    std::ranges::sort(unknown);
    std::ranges::sort(wrong);
    QVERIFY(unknown.first() > 0 && wrong.first() > 0);
    const double ratio = double(unknown.at(3)) / double(wrong.at(3));
    QVERIFY2(ratio > 0.5 && ratio < 2, qPrintable(QString::number(ratio)));
}

void TestSignIn::firstMainAdministrator()
{
    TestDatabase fresh;
    QCOMPARE(store::hasMainAdministrator(*fresh).value(), false);
    const auto first = signin::makeFirst(*fresh, credentials(u"anna"_s), u"Anna de Vries"_s, testTime());
    VERIFY_DONE(first);
    QCOMPARE(first->name, u"Anna de Vries"_s);
    QVERIFY(store::loadUser(*fresh, u"anna"_s).value()->maySignIn());
    QCOMPARE(store::hasMainAdministrator(*fresh).value(), true);

    const QStringList before = contentOf(*fresh);
    const auto second = signin::makeFirst(*fresh, credentials(u"bert"_s), {}, testTime());
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::Rule);
    QVERIFY2(second.error().text.contains(u"already"_s), qPrintable(second.error().text));
    QCOMPARE(contentOf(*fresh), before);
}

void TestSignIn::firstIsMadeOfAUserThatIsThere()
{
    TestDatabase old;
    User anna = sampleUser(u"Anna"_s);
    anna.serviceAccount = false;
    anna.enabled = false;
    const auto stored = old.save(anna);
    VERIFY_DONE(stored);
    const auto first = signin::makeFirst(*old, credentials(u"anna"_s), {}, testTime());
    VERIFY_DONE(first);
    QCOMPARE(first->key, stored->key);
    QCOMPARE(first->name, stored->name);
    QCOMPARE(store::loadUsers(*old)->size(), 1);
    VERIFY_DONE(signin::signIn(*old, credentials(u"anna"_s), testTime()));
}

void TestSignIn::firstIsNoServiceAccount()
{
    TestDatabase old;
    VERIFY_DONE(old.save(User{.userId = u"svc"_s, .serviceAccount = true}));
    const QStringList before = contentOf(*old);
    const auto first = signin::makeFirst(*old, credentials(u"svc"_s), {}, testTime());
    QVERIFY(!first);
    QCOMPARE(first.error().column, u"user_id"_s);
    QCOMPARE(contentOf(*old), before);
}

void TestSignIn::weakPasswordsAreRefused()
{
    TestDatabase fresh;
    const User anna = m_database->user(u"anna"_s);
    const QStringList before = contentOf(**m_database);
    const QStringList freshBefore = contentOf(*fresh);
    const SecretBytes weak = secretCopy("zomer2026");
    const User other{.userId = u"bert"_s, .mainAdministrator = true};
    const QList refusals{signin::makeFirst(*fresh, {u"anna"_s, weak}, {}, testTime()).error(),
                         signin::setPassword(**m_database, anna, weak).error(),
                         signin::save(**m_database, other, weak).error(),
                         signin::checkStrength(**m_database, weak).error()};
    for (const Error &refusal : refusals) {
        QCOMPARE(refusal.kind, Error::Kind::Rule);
        QVERIFY2(refusal.text.contains(u"3.3 of 5, at least 4 "_s), qPrintable(refusal.text));
        QVERIFY(!refusal.text.contains(u"zomer"_s));
    }
    QCOMPARE(contentOf(**m_database), before);
    QCOMPARE(contentOf(*fresh), freshBefore);
}

void TestSignIn::strengthIsASetting()
{
    const auto settings = store::loadSignInSettings(**m_database);
    VERIFY_DONE(settings);
    const auto demand = [&](double strength) {
        auto changed = store::loadSignInSettings(**m_database).value();
        changed.passwordStrength = strength;
        return m_database->edit([&](EditSession &session) { return session.setSignInSettings(changed); });
    };
    const SecretBytes exact = secretCopy("aaaaaaAA12"); // 3 + 0.6 + 0.6, which is not quite 4.2 in binary
    VERIFY_DONE(demand(4.2));
    VERIFY_DONE(signin::checkStrength(**m_database, exact));
    VERIFY_DONE(demand(4.3));
    QVERIFY(!signin::checkStrength(**m_database, exact));
    VERIFY_DONE(demand(0));
    VERIFY_DONE(signin::checkStrength(**m_database, secretCopy({})));
}

void TestSignIn::userAndPasswordAreSavedTogether()
{
    const User bert{.userId = u"bert"_s, .mainAdministrator = true};
    const auto saved = signin::save(**m_database, bert, secretCopy(goodPassword));
    VERIFY_DONE(saved);
    QCOMPARE(*saved, m_database->user(u"bert"_s));
    QVERIFY(saved->maySignIn());

    const QStringList before = contentOf(**m_database);
    QVERIFY(!signin::save(**m_database, User{.userId = u"ANNA"_s}, secretCopy(goodPassword)));
    QVERIFY(!signin::save(**m_database, User{.userId = u"a b"_s}, secretCopy(goodPassword)));
    QCOMPARE(contentOf(**m_database), before);
}

void TestSignIn::changedPassword()
{
    const User anna = m_database->user(u"anna"_s);
    VERIFY_DONE(signin::setPassword(**m_database, anna, secretCopy("Herfst:2026-nat?")));
    QVERIFY(!notSignedIn(signIn(credentials(u"anna"_s))).isEmpty());
    VERIFY_DONE(signIn(credentials(u"anna"_s, "Herfst:2026-nat?")));

    const auto stale = signin::setPassword(**m_database, anna, secretCopy(goodPassword));
    QVERIFY(!stale);
    QCOMPARE(stale.error().kind, Error::Kind::Conflict);
    QVERIFY(!contentOf(**m_database).join(u'\n').contains(u"Herfst"_s));
}

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
