#include "UsersPageDriver.h"

#include <QCheckBox>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

using Action = Page::Action;

class TestUsersPage : public QObject, protected UsersPageDriver
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { closePage(); }

    void isUsableByKeyboardAndScreenReader()
    {
        QCOMPARE(accessibilityFaults(*m_page).join(u'\n'), QString());
    }

    void saysWhatToDoWhenThereAreNone()
    {
        triggerAndSettle(Action::Find);
        const auto labels = m_page->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
            return label->isVisible() && label->text().startsWith("No users yet. Add one:"_L1);
        }));
        QVERIFY(!edit(u"User ID"_s)->isVisible());
        QCOMPARE(m_page->available(), Action::Add | Action::Find);
    }

    void addsAUser()
    {
        m_page->trigger(Action::Add);
        QVERIFY(edit(u"User ID"_s)->hasFocus());
        QVERIFY(!m_page->isModified());
        QVERIFY(offers(Action::Revert) && !offers(Action::Save));
        type(u"User ID"_s, "svc-prices");
        type(u"Name"_s, "Price service");
        type(u"E-mail"_s, "prices@example.com");
        type(u"Phone"_s, "+31 20 123");
        type(u"Department"_s, "IT");
        QTest::mouseClick(field<QCheckBox>(*m_page, u"Service account"_s), Qt::LeftButton, {}, {8, 8});
        QVERIFY(m_page->isModified() && offers(Action::Save));
        m_page->trigger(Action::Save);
        QTRY_VERIFY(!m_page->isModified());

        User expected{.userId = u"svc-prices"_s,
                      .name = u"Price service"_s,
                      .email = u"prices@example.com"_s,
                      .phone = u"+31 20 123"_s,
                      .department = u"IT"_s,
                      .serviceAccount = true,
                      .enabled = true};
        const User saved = storedUser(u"svc-prices"_s);
        expected.key = saved.key;
        expected.version = saved.version;
        QCOMPARE(saved, expected);
        QCOMPARE(listed(), QStringList{u"svc-prices"_s});
        QCOMPARE(list()->currentIndex().row(), 0);
        QVERIFY(messages()->isHidden());
    }

    void opensTheChosenRow()
    {
        addStored({u"anna"_s, u"bob"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        choose(u"bob"_s);
        QTRY_COMPARE(opened(), u"bob"_s);
        QCOMPARE(edit(u"E-mail"_s)->text(), u"bob@example.com"_s);
    }

    void columnsOfFlagsShowAllOfTheirTexts()
    {
        addStored({u"anna"_s});
        QVERIFY(m_fixture->elsewhere([](EditSession &session) {
            return edit::save(session, User{.userId = u"svc"_s, .serviceAccount = true});
        }));
        m_page->refresh();
        QTRY_COMPARE(listed().size(), 2);
        QCOMPARE(list()->model()->index(1, 2).data(), u"Service"_s);
        for (int column = 2; column < list()->model()->columnCount(); ++column)
            QCOMPARE_GE(list()->columnWidth(column),
                        list()->sizeHintForIndex(list()->model()->index(1, column)).width());
    }

    void searchKeepsWhatIsOpen()
    {
        addStored({u"anna"_s, u"bob"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        m_page->trigger(Action::Find);
        QTRY_VERIFY(edit(u"Search users"_s)->hasFocus());
        QTest::keyClicks(edit(u"Search users"_s), u"BOB@"_s);
        QCOMPARE(listed(), QStringList{u"bob"_s});
        QCoreApplication::processEvents();
        QCOMPARE(opened(), u"anna"_s);
        edit(u"Search users"_s)->clear();
        QCOMPARE(listed(), QStringList({u"anna"_s, u"bob"_s}));
        QCOMPARE(list()->currentIndex().row(), 0);
    }

    void undoesTyping()
    {
        addStored({u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        type(u"Name"_s, "Anna");
        type(u"Phone"_s, "1");
        m_page->undoStack()->undo();
        QCOMPARE(edit(u"Phone"_s)->text(), QString());
        m_page->undoStack()->undo();
        QCOMPARE(edit(u"Name"_s)->text(), u"Name of anna"_s);
        QVERIFY(!m_page->isModified());
        m_page->undoStack()->redo();
        QCOMPARE(edit(u"Name"_s)->text(), u"Anna"_s);
    }

    void revertBringsBackWhatIsStored()
    {
        addStored({u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        type(u"Name"_s, "typed");
        QVERIFY(m_fixture->elsewhere([user = storedUser(u"anna"_s)](EditSession &session) mutable {
            user.name = u"changed by somebody else"_s;
            return edit::save(session, user);
        }));
        m_page->trigger(Action::Revert);
        QTRY_COMPARE(edit(u"Name"_s)->text(), u"changed by somebody else"_s);
        QVERIFY(!m_page->isModified());
    }

    void revertOfANewUserLeavesNothing()
    {
        m_page->trigger(Action::Add);
        type(u"User ID"_s, "x");
        triggerAndSettle(Action::Revert);
        QVERIFY(!edit(u"User ID"_s)->isVisible());
        QCOMPARE(storedIds(), QStringList());
    }

    void duplicates()
    {
        addStored({u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        m_page->trigger(Action::Duplicate);
        QCOMPARE(opened(), u"anna-copy"_s);
        QCOMPARE(edit(u"Name"_s)->text(), u"Name of anna"_s);
        QVERIFY(!offers(Action::Delete));
        m_page->trigger(Action::Save);
        QTRY_COMPARE(listed(), QStringList({u"anna"_s, u"anna-copy"_s}));
        QCOMPARE(storedIds(), QStringList({u"anna"_s, u"anna-copy"_s}));
    }

    void deletesAfterAQuestionThatNamesWhatGoes()
    {
        addStored({u"anna"_s, u"bob"_s});
        choose(u"bob"_s);
        QTRY_COMPARE(opened(), u"bob"_s);
        Question::answerNext(1);
        triggerAndSettle(Action::Delete);
        const auto asked = Question::lastAsked();
        QVERIFY(asked);
        QCOMPARE(asked->buttons.first(), u"Delete user \"bob\""_s);
        QCOMPARE(asked->destructive, 0);
        QCOMPARE(storedIds(), QStringList({u"anna"_s, u"bob"_s}));

        Question::answerNext(0);
        m_page->trigger(Action::Delete);
        QTRY_COMPARE(listed(), QStringList{u"anna"_s});
        QCOMPARE(storedIds(), QStringList{u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
    }

    void refusedDeleteSaysWhy()
    {
        addStored({u"svc"_s});
        QVERIFY(m_fixture->elsewhere([](EditSession &session) {
            ClientApplication client;
            client.clientId = u"price-feed"_s;
            client.title = u"Price feed"_s;
            client.supportOpenId = false;
            client.grantType = GrantType::ClientCredentials;
            client.identity = u"svc"_s;
            return edit::save(session, client);
        }));
        Question::answerNext(0);
        m_page->trigger(Action::Delete);
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().contains("price-feed"_L1), qPrintable(messages()->text()));
        QCOMPARE(storedIds(), QStringList{u"svc"_s});
        QCOMPARE(opened(), u"svc"_s);
    }

    void guardsUnsavedEdits_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<QString>("openedAfter");
        QTest::addColumn<QString>("storedName");
        QTest::newRow("save") << 0 << u"bob"_s << u"typed"_s;
        QTest::newRow("discard") << 1 << u"bob"_s << u"Name of anna"_s;
        QTest::newRow("stay") << 2 << u"anna"_s << u"Name of anna"_s;
    }

    void guardsUnsavedEdits()
    {
        QFETCH(int, answer);
        QFETCH(QString, openedAfter);
        QFETCH(QString, storedName);
        addStored({u"anna"_s, u"bob"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        type(u"Name"_s, "typed");
        Question::answerNext(answer);
        choose(u"bob"_s);
        QTRY_VERIFY(Question::lastAsked());
        const auto asked = Question::lastAsked();
        QVERIFY(asked->text.contains("user \"anna\""_L1));
        QTRY_COMPARE(opened(), openedAfter);
        QTRY_COMPARE(listed().at(list()->currentIndex().row()), openedAfter);
        QCOMPARE(storedUser(u"anna"_s).name, storedName);
        if (answer == 2)
            QCOMPARE(edit(u"Name"_s)->text(), u"typed"_s);
    }

    void refusalKeepsWhatWasTyped_data()
    {
        QTest::addColumn<QByteArray>("userId");
        QTest::newRow("in use, another case") << QByteArray("BOB");
        QTest::newRow("space at the end") << QByteArray("carol ");
        QTest::newRow("empty") << QByteArray("");
    }

    void refusalKeepsWhatWasTyped()
    {
        QFETCH(QByteArray, userId);
        addStored({u"bob"_s});
        m_page->trigger(Action::Add);
        type(u"User ID"_s, userId);
        type(u"Name"_s, "Somebody");
        edit(u"Name"_s)->setFocus();
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Error);
        QCOMPARE(edit(u"User ID"_s)->text(), QString::fromLatin1(userId));
        QCOMPARE(edit(u"Name"_s)->text(), u"Somebody"_s);
        QVERIFY(edit(u"User ID"_s)->hasFocus());
        QVERIFY(m_page->isModified() && offers(Action::Save));
        QCOMPARE(storedIds(), QStringList{u"bob"_s});

        type(u"User ID"_s, "carol");
        m_page->trigger(Action::Save);
        QTRY_VERIFY(!m_page->isModified());
        QVERIFY(messages()->isHidden());
        QCOMPARE(storedUser(u"carol"_s).name, u"Somebody"_s);
    }

    void aDatabaseOutOfReachIsTold()
    {
        DatabaseThread closed;
        UsersPage page(closed);
        page.show();
        page.refresh();
        auto *bar = page.findChild<MessageBar *>();
        QTRY_VERIFY(bar->isVisible());
        page.trigger(Action::Add);
        QTest::keyClicks(field<QLineEdit>(page, u"User ID"_s), u"x"_s);
        page.trigger(Action::Save);
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(field<QLineEdit>(page, u"User ID"_s)->text(), u"x"_s);
    }
};

GATEHOUSE_TEST(TestUsersPage)
#include "tst_userspage.moc"
