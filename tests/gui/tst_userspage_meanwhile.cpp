#include "UsersPageDriver.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

using Action = Page::Action;

/// Somebody else changes the database, or the person goes on, while a user is edited or saved.
class TestUsersPageMeanwhile : public QObject, protected UsersPageDriver
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { closePage(); }

    void conflictKeepsWhatWasTyped()
    {
        addStored({u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        type(u"Name"_s, "mine");
        QVERIFY(m_fixture->elsewhere([user = storedUser(u"anna"_s)](EditSession &session) mutable {
            user.department = u"theirs"_s;
            return edit::save(session, user);
        }));
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().contains("User \"anna\" was changed by somebody else"_L1),
                 qPrintable(messages()->text()));
        triggerAndSettle(Action::Find);
        QCOMPARE(edit(u"Name"_s)->text(), u"mine"_s);
        QVERIFY(m_page->isModified());
        QCOMPARE(storedUser(u"anna"_s).department, u"theirs"_s);

        m_page->trigger(Action::Revert);
        QTRY_COMPARE(edit(u"Department"_s)->text(), u"theirs"_s);
        type(u"Name"_s, "mine");
        m_page->trigger(Action::Save);
        QTRY_COMPARE(storedUser(u"anna"_s).name, u"mine"_s);
        QCOMPARE(storedUser(u"anna"_s).department, u"theirs"_s);
    }

    void whatSomebodyElseDeletedCanBeDuplicated()
    {
        addStored({u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        type(u"Name"_s, "mine");
        QVERIFY(m_fixture->elsewhere(
            [user = storedUser(u"anna"_s)](EditSession &session) { return edit::remove(session, user); }));
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        QTRY_COMPARE(listed(), QStringList());
        m_page->trigger(Action::Duplicate);
        QVERIFY(!Question::lastAsked());
        QCOMPARE(edit(u"Name"_s)->text(), u"mine"_s);
        m_page->trigger(Action::Save);
        QTRY_COMPARE(storedIds(), QStringList{u"anna-copy"_s});
    }

    void whatSomebodyElseDeletedIsTold()
    {
        addStored({u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        QVERIFY(m_fixture->elsewhere(
            [user = storedUser(u"anna"_s)](EditSession &session) { return edit::remove(session, user); }));
        m_page->refresh();
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY(messages()->text().contains("\"anna\""_L1));
        QVERIFY(!edit(u"User ID"_s)->isVisible());
    }

    void typingDuringASaveIsKept()
    {
        addStored({u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        type(u"Name"_s, "first");
        QSemaphore gate;
        m_fixture->holdBack(gate);
        m_page->trigger(Action::Save);
        QVERIFY(!offers(Action::Save));
        QTest::keyClicks(edit(u"Name"_s), u" and second"_s);
        gate.release();
        QTRY_VERIFY(offers(Action::Save));
        QCOMPARE(edit(u"Name"_s)->text(), u"first and second"_s);
        QCOMPARE(storedUser(u"anna"_s).name, u"first"_s);
        m_page->trigger(Action::Save);
        QTRY_VERIFY(!m_page->isModified());
        QCOMPARE(storedUser(u"anna"_s).name, u"first and second"_s);
    }

    void anotherRowWaitsForTheSave()
    {
        addStored({u"anna"_s, u"bob"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        type(u"Name"_s, "saved");
        QSemaphore gate;
        m_fixture->holdBack(gate);
        m_page->trigger(Action::Save);
        choose(u"bob"_s);
        QCoreApplication::processEvents();
        QCOMPARE(opened(), u"anna"_s);
        gate.release();
        QTRY_COMPARE(opened(), u"bob"_s);
        QVERIFY(!Question::lastAsked());
        QCOMPARE(storedUser(u"anna"_s).name, u"saved"_s);
    }

    void leavingDuringASaveWaitsForIt()
    {
        addStored({u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        type(u"Name"_s, "saved");
        QSemaphore gate;
        m_fixture->holdBack(gate);
        m_page->trigger(Action::Save);
        bool left = false;
        Question::answerNext(0);
        m_page->leave([&] { left = true; });
        QVERIFY(!left);
        gate.release();
        QTRY_VERIFY(left);
        QCOMPARE(storedUser(u"anna"_s).name, u"saved"_s);
    }
};

GATEHOUSE_TEST(TestUsersPageMeanwhile)
#include "tst_userspage_meanwhile.moc"
