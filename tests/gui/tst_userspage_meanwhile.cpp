#include "UsersPageDriver.h"

#include "ui/merge/MergeDialog.h"

#include <QAction>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

using Action = Page::Action;

/// Somebody else changes the database, or the person goes on, while a user is edited or saved.
class TestUsersPageMeanwhile : public QObject, protected UsersPageDriver
{
    Q_OBJECT

    MergeDialog *dialog() const { return m_page->findChild<MergeDialog *>(); }
    void changeElsewhere()
    {
        QVERIFY(m_fixture->elsewhere([user = storedUser(u"anna"_s)](EditSession &session) mutable {
            user.name = u"theirs"_s;
            return edit::save(session, user);
        }));
    }
    /// And the department here alone.
    void changeNameOnBothSides()
    {
        addStored({u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        type(u"Name"_s, "mine");
        type(u"Department"_s, "mine");
        changeElsewhere();
        m_page->trigger(Action::Save);
        QTRY_VERIFY(dialog());
    }

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
        QTRY_COMPARE(storedUser(u"anna"_s).name, u"mine"_s);
        QCOMPARE(storedUser(u"anna"_s).department, u"theirs"_s);
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().contains("Department got \"theirs\""_L1), qPrintable(messages()->text()));
        QCOMPARE(edit(u"Name"_s)->text(), u"mine"_s);
        QCOMPARE(edit(u"Department"_s)->text(), u"theirs"_s);
        QVERIFY(!m_page->isModified());
    }

    void sameFieldIsAsked_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("name");
        QTest::newRow("mine") << u"Keep mine in all"_s << u"mine"_s;
        QTest::newRow("theirs") << u"Take theirs in all"_s << u"theirs"_s;
    }

    void sameFieldIsAsked()
    {
        QFETCH(const QString, button);
        QFETCH(const QString, name);
        changeNameOnBothSides();
        auto *save = field<QAbstractButton>(*dialog(), u"Save"_s);
        QVERIFY(!save->isEnabled());
        field<QAbstractButton>(*dialog(), button)->click();
        save->click();
        QTRY_COMPARE(storedUser(u"anna"_s).department, u"mine"_s);
        QCOMPARE(storedUser(u"anna"_s).name, name);
        QTRY_VERIFY(!m_page->isModified());
        QCOMPARE(edit(u"Name"_s)->text(), name);
    }

    void cancelKeepsWhatWasTyped()
    {
        changeNameOnBothSides();
        dialog()->reject();
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().contains("What you typed is kept"_L1), qPrintable(messages()->text()));
        QCOMPARE(edit(u"Name"_s)->text(), u"mine"_s);
        QVERIFY(m_page->isModified());
        QCOMPARE(storedUser(u"anna"_s).name, u"theirs"_s);
        m_page->trigger(Action::Save);
        QTRY_VERIFY(dialog());
    }

    void deletedOneIsKeptOrDropped_data()
    {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<QStringList>("stored");
        QTest::newRow("kept") << u"Keep as new"_s << QStringList{u"anna"_s};
        QTest::newRow("dropped") << u"Drop"_s << QStringList();
    }

    void deletedOneIsKeptOrDropped()
    {
        QFETCH(const QString, choice);
        QFETCH(const QStringList, stored);
        addStored({u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        const User before = storedUser(u"anna"_s);
        type(u"Name"_s, "mine");
        QVERIFY(m_fixture->elsewhere([&](EditSession &session) { return edit::remove(session, before); }));
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        for (QAction *action : messages()->actions()) {
            if (action->text() == choice)
                action->trigger();
        }
        QTRY_VERIFY(!m_page->isModified());
        QTRY_COMPARE(storedIds(), stored);
        if (!stored.isEmpty()) {
            QCOMPARE(storedUser(u"anna"_s).name, u"mine"_s);
            QVERIFY(storedUser(u"anna"_s).key != before.key);
        }
    }

    void deletingWhatWasChangedAsksAgain_data()
    {
        QTest::addColumn<int>("answer");
        QTest::newRow("deleted all the same") << 0;
        QTest::newRow("kept") << 1;
    }

    void deletingWhatWasChangedAsksAgain()
    {
        QFETCH(const int, answer);
        addStored({u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        changeElsewhere();
        Question::answerNext(0);
        m_page->trigger(Action::Delete);
        QVERIFY(Question::lastAsked());
        Question::answerNext(answer);
        QTRY_VERIFY(Question::lastAsked());
        QVERIFY2(Question::lastAsked()->details.contains("Name is now \"theirs\""_L1),
                 qPrintable(Question::lastAsked()->details));
        if (answer == 0)
            QTRY_COMPARE(storedIds(), QStringList());
        else
            QTRY_COMPARE(edit(u"Name"_s)->text(), u"theirs"_s);
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
