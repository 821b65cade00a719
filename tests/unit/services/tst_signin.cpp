#include "unit/services/SignInHelp.h"

#include "services/signin/PasswordHash.h"

#include <QElapsedTimer>

#include <algorithm>
#include <atomic>
#include <thread>

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
    void passwordsMayHoldNames();
    void textsAreOnePasswordHoweverTheyAreComposed();
    void passwordsOfBefore();
    void whatIsNoTextIsRefused();
    void damagedPasswordIsTold();
    void ownNewPasswordGoesOn();
    void ownNewPasswordIsExpected_data();
    void ownNewPasswordIsExpected();
    void userAndPasswordAreSavedTogether();
    void changedPassword();

private:
    Result<signin::Administrator> signIn(const signin::Credentials &given)
    {
        return signin::signIn(**m_database, given, FakeClock().clock());
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
    (*m_database)->setSignedIn({}); // what happens to bert, others do
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
    const auto timed = [&](const QString &userId) {
        QElapsedTimer timer;
        timer.start();
        const auto outcome = signIn(credentials(userId, wrongPassword));
        return notSignedIn(outcome).isEmpty() ? qint64(0) : timer.nsecsElapsed();
    };
    QList<qint64> unknown;
    QList<qint64> wrong;
    for (int round = 0; round < 7; ++round) {
        unknown << timed(u"nobody"_s);
        wrong << timed(u"anna"_s);
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
    VERIFY_DONE(signin::signIn(*old, credentials(u"anna"_s), FakeClock().clock()));
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
                         signin::checkStrength(other, weak).error()};
    for (const Error &refusal : refusals) {
        QCOMPARE(refusal.kind, Error::Kind::Rule);
        QVERIFY2(refusal.text.contains(u"9 of at least 15"_s), qPrintable(refusal.text));
        QVERIFY(!refusal.text.contains(u"zomer"_s));
    }
    QCOMPARE(contentOf(**m_database), before);
    QCOMPARE(contentOf(*fresh), freshBefore);
}

void TestSignIn::passwordsMayHoldNames()
{
    const User user{.userId = u"bert"_s, .name = u"Bert Zonneveld"_s};
    QVERIFY(!signin::checkStrength(user, secretCopy("Zonneveld Zonneveld")));
    VERIFY_DONE(signin::checkStrength(user, secretCopy("Zonneveld likes kwark on a tandem")));
    VERIFY_DONE(signin::checkStrength(user, secretCopy("correct horse battery staple")));
}

void TestSignIn::textsAreOnePasswordHoweverTheyAreComposed()
{
    const User bert{.userId = u"bert"_s, .mainAdministrator = true};
    const char *const composed = "caf\u00E9 br\u00FBl\u00E9e zonder lepel";
    const char *const decomposed = "cafe\u0301 bru\u0302le\u0301e zonder lepel";
    auto saved = signin::save(**m_database, bert, secretCopy(decomposed));
    VERIFY_DONE(saved);
    VERIFY_DONE(signIn(credentials(u"bert"_s, composed)));
    VERIFY_DONE(signIn(credentials(u"bert"_s, decomposed)));
    VERIFY_DONE(signIn(credentials(u"bert"_s, "caf\u00E9 br\u00FBl\u00E9e\u00A0zonder lepel")));
    QVERIFY(!notSignedIn(signIn(credentials(u"bert"_s, "cafe brulee zonder lepel"))).isEmpty());
}

void TestSignIn::passwordsOfBefore()
{
    const char *const decomposed = "cafe\u0301-2019";
    for (const QByteArrayView old : {QByteArrayView(decomposed), QByteArrayView("short")}) {
        const auto phc = hashPassword(secretCopy(old));
        VERIFY_DONE(phc);
        const User anna = m_database->user(u"anna"_s);
        VERIFY_DONE(
            m_database->edit([&](EditSession &session) { return edit::setPassword(session, anna, *phc); }));
        VERIFY_DONE(signIn(credentials(u"anna"_s, old)));
    }
}

void TestSignIn::whatIsNoTextIsRefused()
{
    const User bert{.userId = u"bert"_s, .mainAdministrator = true};
    TestDatabase fresh;
    const QStringList before = contentOf(**m_database);
    for (const QByteArray &text :
         {QByteArray("caf\xE9 met een lepel erin"), QByteArray("een zin met\0een gat", 19)}) {
        for (const Error &error :
             {signin::save(**m_database, bert, secretCopy(text)).error(),
              signin::setPassword(**m_database, m_database->user(u"anna"_s), secretCopy(text)).error(),
              signin::makeFirst(*fresh, {u"anna"_s, secretCopy(text)}, {}, testTime()).error()}) {
            QCOMPARE(error.kind, Error::Kind::Rule);
            QVERIFY2(error.text.contains(u"no text"_s), qPrintable(error.text));
        }
        QVERIFY(notSignedIn(signIn(credentials(u"anna"_s, text))).contains(u"no text"_s));
    }
    QCOMPARE(contentOf(**m_database), before);
}

void TestSignIn::damagedPasswordIsTold()
{
    VERIFY_DONE((*m_database)->execute(u"UPDATE iam_user SET password = substr(password, 1, 60)"_s));
    const auto outcome = signIn(credentials(u"anna"_s));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Unreachable);
    QVERIFY2(outcome.error().text.contains(u"is damaged"_s), qPrintable(outcome.error().text));
    QCOMPARE(m_database->failures(), 1);
    // Of who could not sign in with any password, nobody learns that.
    VERIFY_DONE((*m_database)->execute(u"UPDATE iam_user SET enabled = 0"_s));
    QVERIFY(!notSignedIn(signIn(credentials(u"anna"_s))).isEmpty());
}

void TestSignIn::ownNewPasswordGoesOn()
{
    VERIFY_DONE(signIn(credentials(u"anna"_s)));
    auto other = m_database->openAgain();
    VERIFY_DONE(other);
    other->setSignedIn((*m_database)->signedIn());
    VERIFY_DONE(
        signin::setPassword(**m_database, m_database->user(u"anna"_s), secretCopy("Herfst:2026-nat?")));
    VERIFY_DONE(m_database->setLicenceLimit(7));
    VERIFY_DONE(EditSession::begin(*other));
}

void TestSignIn::ownNewPasswordIsExpected_data()
{
    QTest::addColumn<bool>("withUser");
    QTest::newRow("alone") << false;
    QTest::newRow("with the user") << true;
}

/// By other connections of the same person, before and after it is committed.
void TestSignIn::ownNewPasswordIsExpected()
{
    QFETCH(const bool, withUser);
    VERIFY_DONE(signIn(credentials(u"anna"_s)));
    const auto session = (*m_database)->signedIn();
    std::atomic<bool> done = false;
    std::atomic<int> looks = 0;
    QString refusal;
    const std::jthread beside([&] {
        auto other = m_database->openAgain();
        for (; other && !done && refusal.isEmpty(); ++looks) {
            if (const auto may = session->check(*other); !may)
                refusal = may.error().text;
        }
    });
    for (const char *const password : {"Herfst:2026-nat?", "Winter!2026-kort?", "Lente-2027:groen?"}) {
        const User anna = m_database->user(u"anna"_s);
        if (withUser)
            VERIFY_DONE(signin::save(**m_database, anna, secretCopy(password)));
        else
            VERIFY_DONE(signin::setPassword(**m_database, anna, secretCopy(password)));
        QVERIFY(!signin::setPassword(**m_database, anna, secretCopy(goodPassword))); // changed meanwhile
    }
    done = true;
    QVERIFY(looks > 0);
    QVERIFY2(refusal.isEmpty(), qPrintable(refusal));
    VERIFY_DONE(m_database->setLicenceLimit(7));
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

GATEHOUSE_TEST(TestSignIn)
#include "tst_signin.moc"
