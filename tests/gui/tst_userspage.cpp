#include "PageFixture.h"

#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/users/UsersPage.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

using Action = Page::Action;

class TestUsersPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<UsersPage> m_page;

    QLineEdit *edit(const QString &label) const { return field<QLineEdit>(*m_page, label); }
    QTableView *list() const { return m_page->findChild<QTableView *>(); }
    MessageBar *messages() const { return m_page->findChild<MessageBar *>(); }

    QString opened() const { return edit(u"User ID"_s)->text(); }
    QStringList listed() const
    {
        QStringList ids;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            ids << list()->model()->index(row, 0).data().toString();
        return ids;
    }
    QStringList storedIds()
    {
        QStringList ids;
        for (const User &user : m_fixture->stored(store::loadUsers))
            ids << user.userId;
        return ids;
    }
    User storedUser(const QString &id)
    {
        return m_fixture->stored([id](Database &database) { return store::loadUser(database, id); })
            .value_or(User());
    }
    void type(const QString &label, const QByteArray &text) const
    {
        edit(label)->selectAll();
        QTest::keyClicks(edit(label), QString::fromLatin1(text));
    }
    void choose(const QString &id) const
    {
        list()->setCurrentIndex(list()->model()->index(int(listed().indexOf(id)), 0));
    }

    void addStored(const QStringList &ids)
    {
        for (const QString &id : ids) {
            QVERIFY(m_fixture->elsewhere([&](EditSession &session) {
                return session.save(
                    User{.userId = id, .name = u"Name of "_s + id, .email = id + "@example.com"_L1});
            }));
        }
        m_page->refresh();
        QTRY_COMPARE(listed().size(), ids.size());
    }
    bool offers(Action action) const { return m_page->available().testFlag(action); }
    void triggerAndSettle(Action action)
    {
        m_page->trigger(action);
        m_fixture->stored(store::loadUsers);
        QCoreApplication::processEvents();
    }

private Q_SLOTS:
    void init()
    {
        Question::answerNext(2); // whoever asks without being expected to is told to change nothing
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<UsersPage>(m_fixture->database());
        m_page->resize(1090, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        new QAbstractItemModelTester(list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_page.get());
    }

    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void isUsableByKeyboardAndScreenReader() { QCOMPARE(accessibilityFaults(*m_page).join(u'\n'), QString()); }

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

    void searchKeepsWhatIsOpen()
    {
        addStored({u"anna"_s, u"bob"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        m_page->trigger(Action::Find);
        QTRY_VERIFY(edit(u"Search"_s)->hasFocus());
        QTest::keyClicks(edit(u"Search"_s), u"BOB@"_s);
        QCOMPARE(listed(), QStringList{u"bob"_s});
        QCoreApplication::processEvents();
        QCOMPARE(opened(), u"anna"_s);
        edit(u"Search"_s)->clear();
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
            return session.save(user);
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
            return session.save(client);
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
        std::optional<Question> asked;
        QTRY_VERIFY((asked = Question::lastAsked()));
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
        QVERIFY(edit(u"Name"_s)->hasFocus() || (edit(u"Name"_s)->setFocus(), true));
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

    void conflictKeepsWhatWasTyped()
    {
        addStored({u"anna"_s});
        QTRY_COMPARE(opened(), u"anna"_s);
        type(u"Name"_s, "mine");
        QVERIFY(m_fixture->elsewhere([user = storedUser(u"anna"_s)](EditSession &session) mutable {
            user.department = u"theirs"_s;
            return session.save(user);
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
            [user = storedUser(u"anna"_s)](EditSession &session) { return session.remove(user); }));
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
            [user = storedUser(u"anna"_s)](EditSession &session) { return session.remove(user); }));
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

QTEST_MAIN(TestUsersPage)
#include "tst_userspage.moc"
