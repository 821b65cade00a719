#include "UserChange.h"
#include "support/DatabaseContent.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QByteArray phc = "$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA";

}

/// Somebody must be able to sign in.
class TestLastAdministrator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<TestDatabase>();
        m_anna = administrator(u"anna"_s);
        QVERIFY(m_anna.maySignIn());
    }
    void cannotGo_data() { addWaysOut(); }
    void cannotGo();
    void canGoWhenThereIsAnother_data() { addWaysOut(); }
    void canGoWhenThereIsAnother();
    void anotherMustBeAbleToSignIn_data() { addWaysOut(); }
    void anotherMustBeAbleToSignIn();
    void bothCannotGoInOneSession();
    void canBeReplacedInOneSession();
    void otherChangesAreFree();
    void newUsersHaveNoPassword();

private:
    User stored(const QString &userId)
    {
        return store::loadUser(**m_database, userId).value().value_or(User());
    }

    User administrator(const QString &userId)
    {
        const auto user = m_database->save(User{.userId = userId, .mainAdministrator = true});
        const auto done =
            m_database->edit([&](EditSession &session) { return edit::setPassword(session, *user, phc); });
        return done ? stored(userId) : User();
    }

    std::unique_ptr<TestDatabase> m_database;
    User m_anna;
};

void TestLastAdministrator::cannotGo()
{
    QFETCH(const UserChange, change);
    const QStringList before = contentOf(**m_database);
    const auto done = m_database->edit([&](EditSession &session) { return change(session, m_anna); });
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Rule);
    QVERIFY2(done.error().text.contains(u"\"anna\" is the only main administrator"_s),
             qPrintable(done.error().text));
    QVERIFY2(done.error().text.contains(u"First make another"_s), qPrintable(done.error().text));
    QCOMPARE(contentOf(**m_database), before);
}

void TestLastAdministrator::canGoWhenThereIsAnother()
{
    QFETCH(const UserChange, change);
    QVERIFY(administrator(u"bert"_s).maySignIn());
    VERIFY_DONE(m_database->edit([&](EditSession &session) { return change(session, m_anna); }));
    QVERIFY(!stored(u"anna"_s).maySignIn());
    QVERIFY(store::hasMainAdministrator(**m_database).value());
}

void TestLastAdministrator::anotherMustBeAbleToSignIn()
{
    QFETCH(const UserChange, change);
    const User bert = administrator(u"bert"_s);
    VERIFY_DONE(m_database->edit([&](EditSession &session) { return change(session, bert); }));
    const auto done = m_database->edit([&](EditSession &session) { return edit::remove(session, m_anna); });
    QVERIFY(!done);
    QVERIFY2(done.error().text.contains(u"only main administrator"_s), qPrintable(done.error().text));
}

void TestLastAdministrator::bothCannotGoInOneSession()
{
    const User bert = administrator(u"bert"_s);
    const QStringList before = contentOf(**m_database);
    QVERIFY(!m_database->edit([&](EditSession &session) {
        return edit::remove(session, m_anna).and_then([&] { return edit::remove(session, bert); });
    }));
    QCOMPARE(contentOf(**m_database), before);
}

void TestLastAdministrator::canBeReplacedInOneSession()
{
    const User bert{.userId = u"bert"_s, .mainAdministrator = true};
    VERIFY_DONE(m_database->edit([&](EditSession &session) {
        return edit::save(session, bert)
            .and_then([&](const User &user) { return edit::setPassword(session, user, phc); })
            .and_then([&] { return edit::remove(session, m_anna); });
    }));
    QVERIFY(stored(u"bert"_s).maySignIn());
}

void TestLastAdministrator::otherChangesAreFree()
{
    User renamed = m_anna;
    renamed.userId = u"anna2"_s;
    renamed.name = u"Anna"_s;
    const auto saved = m_database->save(renamed);
    VERIFY_DONE(saved);
    QCOMPARE(*saved, stored(u"anna2"_s));
    QVERIFY(saved->maySignIn());
    VERIFY_DONE(m_database->edit(
        [&](EditSession &session) { return edit::setPassword(session, *saved, phc + "x"); }));

    const auto other = m_database->save(User{.userId = u"svc"_s, .serviceAccount = true});
    VERIFY_DONE(other);
    VERIFY_DONE(m_database->remove(*other));
}

void TestLastAdministrator::newUsersHaveNoPassword()
{
    User copy = m_anna;
    copy.key.clear();
    copy.userId = u"copy"_s;
    const auto saved = m_database->save(copy);
    VERIFY_DONE(saved);
    QVERIFY(!saved->hasPassword);
    QCOMPARE(*saved, stored(u"copy"_s));
}

GATEHOUSE_TEST(TestLastAdministrator)
#include "tst_lastadministrator.moc"
