#include "ClientFixture.h"

#include "support/Administrator.h"
#include "support/CertificateStorage.h"
#include "support/SignedIn.h"
#include "support/TestDatabase.h"

#include "store/edit/UserEdits.h"
#include "ui/DatabaseErrorPage.h"
#include "ui/MainWindow.h"
#include "ui/Workspace.h"
#include "ui/client/form/ClientForm.h"
#include "ui/client/list/ClientFilterBar.h"
#include "ui/client/list/ClientList.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/logging/AuditNotice.h"

#include <KSqueezedTextLabel>
#include <QAbstractItemView>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSet>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include <sys/stat.h>
#include <unistd.h>

using namespace gatehouse;
using namespace Qt::StringLiterals;

namespace {

/// Keeps the database busy, so that a task waits, until it is released or the test fails.
class HeldDatabase
{
public:
    explicit HeldDatabase(DatabaseThread &thread)
    {
        thread.run([gate = m_gate](Database &) -> Result<void> {
            gate->acquire();
            return {};
        });
    }
    ~HeldDatabase() { release(); }
    void release() { m_gate->release(); }

private:
    std::shared_ptr<QSemaphore> m_gate = std::make_shared<QSemaphore>();
};

}

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(), m_thread.reset(), m_fixture.reset(); }

    void everyPageOpens();
    void closingAsks_data();
    void closingAsks();
    void closingAsksAboutTasks_data();
    void closingAsksAboutTasks();
    void otherPageAsks();
    void undoIsOneForTheWholeForm();
    void shortcutsAreUnique();
    void noDatabaseGivesAWayOn();
    void wrongPasswordShowsNothing();
    void firstMainAdministratorIsMade();
    void lockKeepsWhatWasTyped();
    void lockedWindowDoesNotCloseOverEdits();
    void windowStateIsRemembered();
    void longPathLeavesTheWindowNarrow();
    void lockHidesTheTasks();
    void databaseThatWentAwayKeepsWhatIsTyped();
    void databaseThatIsBackNeedsNobody_data();
    void databaseThatIsBackNeedsNobody();
    void databaseThatWentAwayBehindTheLock_data();
    void databaseThatWentAwayBehindTheLock();
    void lostAndLockedWindowCloses();
    void otherDatabaseInItsPlaceLetsItsOwnIn_data();
    void otherDatabaseInItsPlaceLetsItsOwnIn();
    void whoIsChangedBehindTheLockLeavesItToOthers_data();
    void whoIsChangedBehindTheLockLeavesItToOthers();
    void readOnlyDatabaseIsForLooking();
    void auditorLooksAndChangesNothing();
    void whoBecomesAnAuditorMeanwhileIsTold();
    void waitOfTheSignInCanBeCancelled();
    void failuresAreToldAfterTheSignIn();
    void whoMayNotAnyMoreIsSignedOut_data();
    void whoMayNotAnyMoreIsSignedOut();
    void signedOutWindowCloses();
    void cutAuditTrailIsToldUntilAcknowledged();
    void auditTrailIsRememberedMeanwhile_data();
    void auditTrailIsRememberedMeanwhile();

private:
    MessageBar &bar() { return m_window->findChild<Workspace *>()->databaseBar(); }
    QLineEdit *title();
    QStackedWidget *pages() { return m_window->findChild<Workspace *>()->findChild<QStackedWidget *>(); }
    void choosePage(const QString &name);
    QAction *action(const QString &text);
    void openWindow(const DatabaseUrl &url);
    void type(const QString &label, const QString &text);
    void submit(const QString &button);
    void unlock();
    void signIn(const QString &password = test::administratorPassword,
                const QString &userId = test::administratorId);
    void elsewhere(const std::function<Result<void>(Database &)> &work);
    void demote();
    QString messages();
    void verifyButtonsOfPagesAreOff(const QString &reason);
    void verifyFormIsHeld(const QString &reason);
    bool isInside() { return m_window->findChild<Workspace *>()->isVisible(); }

    bool isRemembered()
    {
        const auto looked =
            m_fixture->thread().run([](Database &database) { return AuditMemory().look(database); }).result();
        return looked && !*looked;
    }
    bool isLastEntryRemembered();
    AuditNotice *notice() { return m_window->findChild<AuditNotice *>(); }

    QTemporaryDir m_home;
    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<DatabaseThread> m_thread;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::initTestCase()
{
    QCoreApplication::setOrganizationName(u"gatehouse-test"_s);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
}

void TestMainWindow::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    m_fixture->addWebClient(u"alpha"_s);
    m_fixture->thread()
        .run([](Database &database) {
            return test::setCertificateStorage(database, CertificateStorage::None).and_then([&] {
                return test::makeAdministrator(database);
            });
        })
        .waitForFinished(); // without storage no signing certificate is made while a test looks for tasks
    openWindow(m_fixture->url());
    signIn();
    QTRY_VERIFY(title());
    QTRY_COMPARE(title()->text(), u"Title of alpha"_s);
}

void TestMainWindow::type(const QString &label, const QString &text)
{
    QTRY_VERIFY(test::visibleField(*m_window, label));
    test::visibleField(*m_window, label)->setText(text);
}

void TestMainWindow::submit(const QString &button)
{
    QTRY_VERIFY(test::visibleButton(*m_window, button));
    QTRY_VERIFY(test::visibleButton(*m_window, button)->isEnabled());
    test::visibleButton(*m_window, button)->click();
}

void TestMainWindow::unlock()
{
    type(u"Password:"_s, test::administratorPassword);
    submit(u"Unlock"_s);
}

void TestMainWindow::signIn(const QString &password, const QString &userId)
{
    type(u"User ID:"_s, userId);
    type(u"Password:"_s, password);
    submit(u"Sign in"_s);
}

void TestMainWindow::openWindow(const DatabaseUrl &url)
{
    m_window.reset(); // before the thread that it uses
    m_thread = std::make_unique<DatabaseThread>();
    m_window = std::make_unique<MainWindow>(*m_thread, url);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

QLineEdit *TestMainWindow::title()
{
    const auto edits = m_window->findChildren<QLineEdit *>();
    for (QLineEdit *edit : edits) {
        if (edit->property("column").toString() == "title"_L1)
            return edit;
    }
    return nullptr;
}

void TestMainWindow::choosePage(const QString &name)
{
    auto *navigation = m_window->findChild<QTreeWidget *>();
    const auto found = navigation->findItems(name, Qt::MatchExactly | Qt::MatchRecursive);
    QCOMPARE(found.size(), 1);
    navigation->setCurrentItem(found.first());
}

QAction *TestMainWindow::action(const QString &text)
{
    const auto actions = m_window->findChildren<QAction *>();
    const auto found = std::ranges::find_if(
        actions, [&](const QAction *one) { return QString(one->text()).remove(u'&') == text; });
    return found == actions.end() ? nullptr : *found;
}

void TestMainWindow::everyPageOpens()
{
    for (const QString &name :
         {u"Custom resources"_s, u"API scopes"_s, u"Users"_s, u"Servers"_s, u"Languages"_s, u"Encryption"_s,
          u"Sign-in"_s, u"Licence"_s, u"Client applications"_s}) {
        choosePage(name);
        QTRY_COMPARE(pages()->currentWidget()->objectName(), name);
    }
}

void TestMainWindow::closingAsks_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("closed");
    QTest::addColumn<QString>("stored");
    QTest::newRow("save") << 0 << true << u"Typed"_s;
    QTest::newRow("discard") << 1 << true << u"Title of alpha"_s;
    QTest::newRow("keep editing") << 2 << false << u"Title of alpha"_s;
}

void TestMainWindow::closingAsks()
{
    QFETCH(int, answer);
    QFETCH(bool, closed);
    QFETCH(QString, stored);
    title()->setText(u"Typed"_s);
    QVERIFY(m_window->isWindowModified());
    Question::answerNext(answer);
    m_window->close();
    QTRY_COMPARE(m_window->isVisible(), !closed);
    QVERIFY(Question::lastAsked());
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).title, stored);
}

void TestMainWindow::closingAsksAboutTasks_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("closed");
    QTest::newRow("stop") << 0 << true;
    QTest::newRow("stay") << 1 << false;
}

void TestMainWindow::closingAsksAboutTasks()
{
    QFETCH(int, answer);
    QFETCH(bool, closed);
    ClientApplication client = m_fixture->stored(u"alpha"_s);
    client.enabled = true;
    m_fixture->save(client);
    HeldDatabase held(*m_thread);
    QTRY_VERIFY(action(u"Disable"_s)->isEnabled());
    action(u"Disable"_s)->trigger();
    Question::answerNext(answer);
    m_window->close();
    QTRY_COMPARE(m_window->isVisible(), !closed);
    QVERIFY(Question::lastAsked() && Question::lastAsked()->details.contains("Disable"_L1));
    held.release();
    if (closed) {
        m_window.reset();
        m_thread.reset();
    }
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).enabled, closed);
}

void TestMainWindow::otherPageAsks()
{
    title()->setText(u"Typed"_s);
    Question::answerNext(2);
    choosePage(u"Users"_s);
    QTRY_VERIFY(Question::lastAsked());
    QCOMPARE(pages()->currentWidget()->objectName(), u"Client applications"_s);
    QCOMPARE(m_window->findChild<QTreeWidget *>()->currentItem()->text(0), u"Client applications"_s);
    QCOMPARE(title()->text(), u"Typed"_s);
}

void TestMainWindow::undoIsOneForTheWholeForm()
{
    m_window->activateWindow();
    title()->setFocus();
    QTest::keyClicks(title(), u"!"_s);
    QTest::keyClick(title(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(title()->text(), u"Title of alpha"_s);
    QVERIFY(!m_window->isWindowModified());
}

void TestMainWindow::shortcutsAreUnique()
{
    QHash<QKeySequence, QString> seen;
    for (const QAction *action : m_window->findChildren<QAction *>()) {
        if (action->shortcut().isEmpty() || action->shortcutContext() == Qt::WidgetShortcut)
            continue;
        QVERIFY2(!seen.contains(action->shortcut()),
                 qPrintable(action->text() + u" = "_s + seen.value(action->shortcut())));
        seen.insert(action->shortcut(), action->text());
    }
    QVERIFY(seen.size() >= 10);
}

void TestMainWindow::noDatabaseGivesAWayOn()
{
    QFile garbage(m_home.filePath(u"garbage.sqlite"_s));
    QVERIFY(garbage.open(QIODevice::WriteOnly));
    garbage.write(QByteArray(8192, 'x'));
    garbage.close();
    openWindow(*DatabaseUrl::parse(u"sqlite:"_s + garbage.fileName()));
    QTRY_VERIFY(m_window->findChild<DatabaseErrorPage *>()->isVisible());
    QVERIFY(!isInside());
    m_window->close();
    QVERIFY(!m_window->isVisible());
}

void TestMainWindow::windowStateIsRemembered()
{
    m_window->resize(780, 640);
    m_window->close();
    openWindow(m_fixture->url());
    QTRY_COMPARE(m_window->size(), QSize(780, 640));
}

void TestMainWindow::wrongPasswordShowsNothing()
{
    openWindow(m_fixture->url());
    signIn(u"wrong"_s);
    QTRY_VERIFY(test::visibleField(*m_window, u"Password:"_s)->isEnabled());
    QVERIFY(!isInside());
    QVERIFY(!action(u"Add"_s)->isEnabled());
    QVERIFY(test::visibleField(*m_window, u"Password:"_s)->text().isEmpty());
    QVERIFY(!m_window->findChild<ClientList *>());
}

void TestMainWindow::firstMainAdministratorIsMade()
{
    test::ClientFixture empty;
    openWindow(empty.url());
    type(u"Repeat password:"_s, u"Weak1"_s);
    type(u"User ID:"_s, u"first"_s);
    type(u"Password:"_s, u"Weak1"_s);
    QTRY_VERIFY(!test::visibleButton(*m_window, u"Create main administrator"_s)->isEnabled());
    type(u"Password:"_s, test::administratorPassword);
    type(u"Repeat password:"_s, test::administratorPassword);
    submit(u"Create main administrator"_s);
    QTRY_VERIFY(isInside());
}

void TestMainWindow::lockKeepsWhatWasTyped()
{
    title()->setText(u"Typed"_s);
    action(u"Lock"_s)->trigger();
    QVERIFY(!isInside());
    QVERIFY(!action(u"Save"_s)->isEnabled());
    QVERIFY(!action(u"Undo"_s)->isEnabled());
    type(u"Password:"_s, test::administratorPassword);
    submit(u"Unlock"_s);
    QTRY_VERIFY(isInside());
    QCOMPARE(title()->text(), u"Typed"_s);
    QVERIFY(action(u"Save"_s)->isEnabled());
}

void TestMainWindow::lockedWindowDoesNotCloseOverEdits()
{
    title()->setText(u"Typed"_s);
    action(u"Lock"_s)->trigger();
    m_window->close();
    QVERIFY(m_window->isVisible());
    QVERIFY(!isInside());
}

void TestMainWindow::longPathLeavesTheWindowNarrow()
{
    const int width = m_window->minimumSizeHint().width();
    const QString path = m_home.filePath(u"folder/"_s.repeated(60) + u"gatehouse.sqlite"_s);
    openWindow(*DatabaseUrl::parse(u"sqlite:"_s + path));
    QCOMPARE_LE(m_window->minimumSizeHint().width(), width);
    const auto *place = m_window->findChild<KSqueezedTextLabel *>();
    QCOMPARE(place->toolTip(), path);
    QCOMPARE_GE(place->width(), m_window->width() / 2);
}

void TestMainWindow::lockHidesTheTasks()
{
    HeldDatabase held(*m_thread);
    QTRY_VERIFY(action(u"Disable"_s)->isEnabled());
    action(u"Disable"_s)->trigger();
    const auto *hint = m_window->statusBar()->findChild<QToolButton *>();
    QVERIFY(hint && hint->isVisible());
    action(u"Lock"_s)->trigger();
    QVERIFY(!hint->isVisible());
    held.release();
}

void TestMainWindow::databaseThatWentAwayKeepsWhatIsTyped()
{
    const QString path = m_fixture->url().path();
    title()->setText(u"Typed"_s);
    QVERIFY(QFile::rename(path, path + u".away"_s));
    action(u"Save"_s)->trigger();
    QTRY_VERIFY(bar().isVisible());
    QVERIFY2(bar().text().contains(u"moved away"_s), qPrintable(bar().text()));
    QCOMPARE(title()->text(), u"Typed"_s);
    QVERIFY(m_window->isWindowModified());

    action(u"Open again"_s)->trigger();
    QTRY_VERIFY2(bar().text().contains(u"no database"_s), qPrintable(bar().text()));
    QVERIFY(!QFile::exists(path));
    QVERIFY(QFile::rename(path + u".away"_s, path));
    QCOMPARE(m_fixture->stored(u"alpha"_s).title, u"Title of alpha"_s);

    action(u"Open again"_s)->trigger();
    QTRY_VERIFY(!isInside());
    QVERIFY2(messages().contains(u"opened again"_s), qPrintable(messages()));
    signIn();
    QTRY_VERIFY(isInside());
    QVERIFY(!bar().isVisible());
    QVERIFY2(!messages().contains(u"moved away"_s), qPrintable(messages()));
    QCOMPARE(title()->text(), u"Typed"_s);
    QTRY_VERIFY(action(u"Save"_s)->isEnabled());
    action(u"Save"_s)->trigger();
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).title, u"Typed"_s);
}

void TestMainWindow::databaseThatIsBackNeedsNobody_data()
{
    QTest::addColumn<bool>("isSavedAtOnce");
    QTest::newRow("nothing is done") << false;
    QTest::newRow("it is saved") << true;
}

void TestMainWindow::databaseThatIsBackNeedsNobody()
{
    QFETCH(const bool, isSavedAtOnce);
    const QString path = m_fixture->url().path();
    title()->setText(u"Typed"_s);
    QVERIFY(QFile::rename(path, path + u".away"_s));
    action(u"Save"_s)->trigger();
    QTRY_VERIFY(bar().isVisible());
    QVERIFY(QFile::rename(path + u".away"_s, path));
    if (isSavedAtOnce)
        action(u"Save"_s)->trigger();
    QTRY_VERIFY(!bar().isVisible());
    QVERIFY(isInside());
    QVERIFY2(!messages().contains(u"moved away"_s), qPrintable(messages()));
    if (!isSavedAtOnce)
        action(u"Save"_s)->trigger();
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).title, u"Typed"_s);
}

void TestMainWindow::databaseThatWentAwayBehindTheLock_data()
{
    QTest::addColumn<bool>("isLockedBefore");
    QTest::newRow("locked, then lost") << true;
    QTest::newRow("lost, then locked") << false;
}

void TestMainWindow::databaseThatWentAwayBehindTheLock()
{
    QFETCH(const bool, isLockedBefore);
    const QString path = m_fixture->url().path();
    title()->setText(u"Typed"_s);
    if (isLockedBefore)
        action(u"Lock"_s)->trigger();
    QVERIFY(QFile::rename(path, path + u".away"_s));
    if (!isLockedBefore) {
        action(u"Save"_s)->trigger();
        QTRY_VERIFY(bar().isVisible());
        action(u"Lock"_s)->trigger();
    }
    unlock();
    QTRY_VERIFY2(messages().contains(u"moved away"_s), qPrintable(messages()));
    QVERIFY(!isInside());
    const auto openAgain = [this] {
        const auto buttons = m_window->findChildren<QToolButton *>();
        const auto found = std::ranges::find_if(buttons, [](const QToolButton *one) {
            return one->isVisible() && QString(one->text()).remove(u'&') == u"Open again"_s;
        });
        return found == buttons.end() ? nullptr : *found;
    };
    QTRY_VERIFY(openAgain());
    openAgain()->click();
    QTRY_VERIFY2(messages().contains(u"no database"_s), qPrintable(messages()));
    QVERIFY(QFile::rename(path + u".away"_s, path));
    openAgain()->click();
    QTRY_VERIFY(messages().contains(u"opened again"_s));
    QVERIFY(!openAgain());
    signIn();
    QTRY_VERIFY(isInside());
    QCOMPARE(title()->text(), u"Typed"_s);
    QTRY_VERIFY(action(u"Save"_s)->isEnabled());
    action(u"Save"_s)->trigger();
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).title, u"Typed"_s);
}

void TestMainWindow::lostAndLockedWindowCloses()
{
    title()->setText(u"Typed"_s);
    action(u"Lock"_s)->trigger();
    QVERIFY(QFile::remove(m_fixture->url().path()));
    unlock();
    QTRY_VERIFY(messages().contains(u"moved away"_s));
    Question::answerNext(1);
    m_window->close();
    QVERIFY(m_window->isVisible());
    Question::answerNext(0);
    m_window->close();
    QTRY_VERIFY(!m_window->isVisible());
}

void TestMainWindow::otherDatabaseInItsPlaceLetsItsOwnIn_data()
{
    QTest::addColumn<bool>("hasAdministrator");
    QTest::newRow("of another administrator") << true;
    QTest::newRow("of nobody yet") << false;
}

void TestMainWindow::otherDatabaseInItsPlaceLetsItsOwnIn()
{
    QFETCH(const bool, hasAdministrator);
    const QString path = m_fixture->url().path();
    const QTemporaryDir folder;
    const QString other = folder.filePath(u"other.sqlite"_s);
    {
        auto made = Database::open(*DatabaseUrl::parse(u"sqlite:"_s + other), Database::IfMissing::Create);
        VERIFY_DONE(made);
        if (hasAdministrator) {
            VERIFY_DONE(signin::makeFirst(*made, {u"zoe"_s, takeSecret(QString(test::administratorPassword))},
                                          {}, QDateTime::currentDateTimeUtc()));
        }
    }
    title()->setText(u"Typed"_s);
    action(u"Lock"_s)->trigger();
    for (const QString &end : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::rename(path + end, path + u".away"_s + end);
    QVERIFY(QFile::rename(other, path));
    unlock();
    QTRY_VERIFY(!messages().isEmpty());
    action(u"Open again"_s)->trigger();
    QTRY_VERIFY2(messages().contains(u"opened again"_s), qPrintable(messages()));
    if (hasAdministrator) {
        signIn(test::administratorPassword, u"zoe"_s);
    } else {
        QTRY_VERIFY(test::visibleButton(*m_window, u"Create main administrator"_s));
        type(u"User ID:"_s, u"zoe"_s);
        type(u"Password:"_s, test::administratorPassword);
        type(u"Repeat password:"_s, test::administratorPassword);
        submit(u"Create main administrator"_s);
    }
    QTRY_VERIFY(isInside());
    QCOMPARE(title()->text(), u"Typed"_s);
}

void TestMainWindow::whoIsChangedBehindTheLockLeavesItToOthers_data()
{
    QTest::addColumn<QString>("change");
    const QString which = u" WHERE user_id = '%1'"_s.arg(test::administratorId);
    QTest::newRow("demoted") << u"UPDATE iam_user SET main_administrator = 0"_s + which;
    QTest::newRow("disabled") << u"UPDATE iam_user SET enabled = 0"_s + which;
    QTest::newRow("with another password")
        << u"UPDATE iam_user SET password = (SELECT password FROM iam_user WHERE user_id = 'zoe') || 'x'"_s +
               which;
}

void TestMainWindow::whoIsChangedBehindTheLockLeavesItToOthers()
{
    QFETCH(const QString, change);
    elsewhere([](Database &database) {
        return signin::save(database, User{.userId = u"zoe"_s, .mainAdministrator = true},
                            takeSecret(QString(test::administratorPassword)))
            .transform([](const auto &) {});
    });
    title()->setText(u"Typed"_s);
    action(u"Lock"_s)->trigger();
    type(u"Password:"_s, u"wrong"_s);
    submit(u"Unlock"_s);
    QTRY_VERIFY(messages().contains(u"not signed in"_s)); // a wrong password alone changes nothing
    QVERIFY(test::visibleButton(*m_window, u"Unlock"_s));
    elsewhere([&](Database &database) { return database.execute(change); });
    unlock();
    QTRY_VERIFY2(messages().contains(u"not work in this database any more"_s), qPrintable(messages()));
    signIn(test::administratorPassword, u"zoe"_s);
    QTRY_VERIFY(isInside());
    QCOMPARE(title()->text(), u"Typed"_s);
    action(u"Save"_s)->trigger();
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).title, u"Typed"_s);
}

void TestMainWindow::elsewhere(const std::function<Result<void>(Database &)> &work)
{
    auto database = Database::open(m_fixture->url(), Database::IfMissing::Refuse);
    const auto done = database.and_then(work);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text));
}

void TestMainWindow::demote()
{
    elsewhere([](Database &database) {
        return database.execute(u"UPDATE iam_user SET main_administrator = 0 WHERE user_id = ?"_s,
                                {test::administratorId});
    });
}

/// What the window says.
QString TestMainWindow::messages()
{
    QStringList texts;
    const auto bars = m_window->findChildren<MessageBar *>();
    for (const MessageBar *bar : bars) {
        if (bar->isVisible())
            texts << bar->text();
    }
    return texts.join(u'\n');
}

void TestMainWindow::waitOfTheSignInCanBeCancelled()
{
    openWindow(m_fixture->url());
    // As after a long row of failures.
    elsewhere([](Database &database) {
        const QByteArray name =
            QCryptographicHash::hash(test::administratorId.toUtf8(), QCryptographicHash::Sha256).toHex();
        const QDateTime now = QDateTime::currentDateTimeUtc();
        return database.execute(
            u"INSERT OR REPLACE INTO sign_in_attempt (name_hash, known, pressure, "
            "next_turn_at, failures, last_failed_at) VALUES (?, 1, 20, ?, 9, ?)"_s,
            {QString::fromLatin1(name), now.addSecs(300).toString(Qt::ISODate), now.toString(Qt::ISODate)});
    });
    // On a machine that does much else, the answer may come before the window got to say so: then once more.
    const auto waits = [this] { return messages().contains(u"some seconds more"_s); };
    for (int tries = 0; tries < 20 && !waits(); ++tries) {
        signIn(u"wrong"_s);
        QTRY_VERIFY2(waits() || test::visibleField(*m_window, u"Password:"_s)->isEnabled(),
                     qPrintable(messages()));
    }
    QVERIFY2(waits(), qPrintable(messages()));
    QVERIFY(!test::visibleField(*m_window, u"Password:"_s)->isEnabled());
    test::visibleButton(*m_window, u"Cancel"_s)->click();
    QTRY_VERIFY(test::visibleField(*m_window, u"Password:"_s)->isEnabled());
    QVERIFY(!test::visibleButton(*m_window, u"Cancel"_s));
    QVERIFY(!isInside());
    signIn(u"wrong"_s);
    QTRY_VERIFY(test::visibleButton(*m_window, u"Cancel"_s));
    m_window->close(); // and the database thread is not waited for
    QElapsedTimer timer;
    timer.start();
    m_window.reset();
    m_thread.reset();
    QVERIFY(timer.elapsed() < 20'000);
}

void TestMainWindow::failuresAreToldAfterTheSignIn()
{
    openWindow(m_fixture->url());
    signIn(u"wrong"_s);
    QTRY_VERIFY(messages().contains(u"not signed in"_s));
    signIn();
    QTRY_VERIFY(isInside());
    QTRY_VERIFY(messages().contains(u"failed since the last time"_s));
    openWindow(m_fixture->url());
    signIn();
    QTRY_VERIFY(isInside());
    QVERIFY(!messages().contains(u"failed since the last time"_s));
}

void TestMainWindow::whoMayNotAnyMoreIsSignedOut_data()
{
    QTest::addColumn<bool>("locked");
    QTest::newRow("at work") << false;
    QTest::newRow("locked meanwhile") << true;
}

void TestMainWindow::whoMayNotAnyMoreIsSignedOut()
{
    QFETCH(const bool, locked);
    elsewhere([](Database &database) {
        return test::addAdministrator(database, u"other"_s).transform([](const auto &) {});
    });
    demote();
    title()->setText(u"Typed"_s);
    action(u"Save"_s)->trigger();
    if (locked)
        action(u"Lock"_s)->trigger();
    QTRY_VERIFY(!isInside() && messages().contains(u"not work in this database any more"_s));
    QVERIFY(!action(u"Save"_s)->isEnabled());
    QCOMPARE(m_fixture->stored(u"alpha"_s).title, u"Title of alpha"_s);
    signIn();
    QTRY_VERIFY(messages().contains(u"not signed in"_s));

    elsewhere([](Database &database) {
        return database.execute(u"UPDATE iam_user SET main_administrator = 1 WHERE user_id = ?"_s,
                                {test::administratorId});
    });
    signIn();
    QTRY_VERIFY(isInside());
    QVERIFY2(!messages().contains(u"any more"_s), qPrintable(messages()));
    QCOMPARE(title()->text(), u"Typed"_s);
    action(u"Save"_s)->trigger();
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).title, u"Typed"_s);
}

void TestMainWindow::readOnlyDatabaseIsForLooking()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"gatehouse.sqlite"_s);
    m_window.reset();
    m_thread.reset();
    VERIFY_DONE(
        m_fixture->thread()
            .run([](Database &database) { return database.execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s); })
            .result());
    QVERIFY(QFile::copy(m_fixture->url().path(), path));
    QVERIFY(chmod(QFile::encodeName(path).constData(), 0444) == 0);
    // Root may do everything, so it takes another's part while this runs.
    const bool isRoot = geteuid() == 0;
    if (isRoot)
        QVERIFY(chmod(QFile::encodeName(folder.path()).constData(), 0755) == 0 && seteuid(65534) == 0);
    const auto again = qScopeGuard([&] {
        m_window.reset();
        m_thread.reset();
        std::ignore = isRoot && seteuid(0);
    });

    openWindow(*DatabaseUrl::parse(u"sqlite:"_s + path));
    signIn();
    QTRY_VERIFY(isInside());
    QTRY_VERIFY(title());
    QTRY_COMPARE(title()->text(), u"Title of alpha"_s);
    QTRY_VERIFY(bar().isVisible());
    QVERIFY2(bar().text().contains(u"can only be read"_s), qPrintable(bar().text()));
    verifyFormIsHeld(u"read-only"_s);
    for (const QString &name :
         {u"Add"_s, u"Duplicate"_s, u"Save"_s, u"Delete"_s, u"Add secret"_s, u"Import"_s}) {
        QVERIFY2(!action(name)->isEnabled(), qPrintable(name));
        QVERIFY2(action(name)->toolTip().contains(u"read-only"_s), qPrintable(action(name)->toolTip()));
    }
    for (const QString &name : {u"Find"_s, u"Export"_s})
        QVERIFY2(action(name)->isEnabled(), qPrintable(name));
    verifyButtonsOfPagesAreOff(u"read-only"_s);
}

/// What is typed does nothing, so nobody is asked about it; what only looks goes on.
void TestMainWindow::verifyFormIsHeld(const QString &reason)
{
    QVERIFY(title()->isEnabled() && title()->isReadOnly());
    QVERIFY2(title()->toolTip().contains(reason), qPrintable(title()->toolTip()));
    QTest::keyClicks(title(), u"x"_s);
    QCOMPARE(title()->text(), u"Title of alpha"_s);
    const auto fields = m_window->findChild<ClientForm *>()->findChildren<QWidget *>();
    for (const QWidget *field : fields) {
        const bool isChosen =
            qobject_cast<const QCheckBox *>(field) || qobject_cast<const QComboBox *>(field);
        const QString column = field->property("column").toString();
        QVERIFY2(!isChosen || column.isEmpty() || !field->isEnabled(), qPrintable(column));
    }
    auto *search = m_window->findChild<ClientFilterBar *>()->findChild<QLineEdit *>();
    QVERIFY(search->isEnabled() && !search->isReadOnly());
    title()->setText(u"Typed"_s);
    QVERIFY(!m_window->isWindowModified());
}

void TestMainWindow::auditorLooksAndChangesNothing()
{
    elsewhere([](Database &database) {
        return signin::save(database, User{.userId = u"cleo"_s, .auditor = true},
                            takeSecret(QString(test::administratorPassword)))
            .transform([](const auto &) {});
    });
    m_window.reset();
    m_thread.reset();
    openWindow(m_fixture->url());
    signIn(test::administratorPassword, u"cleo"_s);
    QTRY_VERIFY(isInside());
    QTRY_VERIFY(title());
    QTRY_COMPARE(title()->text(), u"Title of alpha"_s);
    QTRY_VERIFY2(bar().isVisible() && bar().text().contains(u"signed in as an auditor"_s),
                 qPrintable(bar().text()));
    verifyFormIsHeld(u"auditor"_s);
    for (const QString &name :
         {u"Add"_s, u"Duplicate"_s, u"Save"_s, u"Delete"_s, u"Add secret"_s, u"Import"_s}) {
        QVERIFY2(!action(name)->isEnabled(), qPrintable(name));
        QVERIFY2(action(name)->toolTip().contains(u"auditor"_s), qPrintable(action(name)->toolTip()));
    }
    for (const QString &name : {u"Find"_s, u"Export"_s})
        QVERIFY2(action(name)->isEnabled(), qPrintable(name));
    action(u"Revert"_s)->trigger();
    verifyButtonsOfPagesAreOff(u"auditor"_s);

    // The next one is a main administrator, from whom nothing is held back.
    m_window.reset();
    m_thread.reset();
    openWindow(m_fixture->url());
    signIn();
    QTRY_VERIFY(isInside());
    QTRY_VERIFY(title() && title()->text() == u"Title of alpha"_s);
    QTRY_VERIFY(!bar().isVisible());
    title()->setText(u"Typed"_s);
    QTRY_VERIFY(action(u"Save"_s)->isEnabled());
    action(u"Save"_s)->trigger();
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).title, u"Typed"_s);
}

void TestMainWindow::whoBecomesAnAuditorMeanwhileIsTold()
{
    title()->setText(u"Typed"_s);
    QTRY_VERIFY(action(u"Save"_s)->isEnabled());
    elsewhere([](Database &database) {
        return signin::save(database, User{.userId = u"zoe"_s, .mainAdministrator = true},
                            takeSecret(QString(test::administratorPassword)))
            .and_then([&](const auto &) { return store::loadUsers(database); })
            .and_then([&](const QList<User> &users) {
                User user = *std::ranges::find(users, test::administratorId, &User::userId);
                user.mainAdministrator = false;
                user.auditor = true;
                return editing(database, [&](EditSession &session) { return edit::save(session, user); });
            })
            .transform([](const auto &) {});
    });
    QTRY_VERIFY2(bar().isVisible() && bar().text().contains(u"signed in as an auditor"_s),
                 qPrintable(bar().text()));
    QVERIFY(title()->isReadOnly());
    QCOMPARE(title()->text(), u"Typed"_s);
    QTRY_VERIFY(!action(u"Save"_s)->isEnabled());
    QVERIFY(action(u"Revert"_s)->isEnabled());
    Question::answerNext(1);
    m_window->close();
    QVERIFY(Question::lastAsked());
    QCOMPARE(Question::lastAsked()->buttons, (QStringList{u"Discard changes"_s, u"Keep editing"_s}));
    QVERIFY(m_window->isVisible());
    action(u"Revert"_s)->trigger();
    QTRY_COMPARE(title()->text(), u"Title of alpha"_s);
}

/// Those that only read go on.
void TestMainWindow::verifyButtonsOfPagesAreOff(const QString &reason)
{
    const QStringList reading{u"Verify"_s,      u"Check"_s,       u"Export…"_s,
                              u"Save as PNG"_s, u"Save as PDF"_s, u"Save as HTML"_s,
                              u"Copy"_s,        u"Try it"_s,      u"Go to Settings > Servers"_s};
    QSet<QString> off;
    const auto look = [&] {
        QStringList wrong;
        for (const QPushButton *button : pages()->currentWidget()->findChildren<QPushButton *>()) {
            if (!button->isVisible())
                continue;
            const QString text = button->text().remove(u'&');
            const bool isHeldUp = !button->isEnabled() && button->toolTip().contains(reason);
            if (isHeldUp)
                off << text;
            if (isHeldUp == reading.contains(text))
                wrong << text;
        }
        return wrong.join(", "_L1);
    };
    const QList<std::pair<QString, QSet<QString>>> expected{
        {u"Client applications"_s,
         {u"Add redirect"_s, u"Remove redirect"_s, u"Add secret"_s, u"Reveal"_s, u"Remove secret"_s}},
        {u"Custom resources"_s, {}},
        {u"API scopes"_s, {}},
        {u"Users"_s, {u"Set password…"_s}},
        {u"Servers"_s, {}},
        {u"Languages"_s, {}},
        {u"Encryption"_s, {u"Create key"_s, u"Replace key…"_s}},
        {u"Certificate storage"_s, {u"Roll over…"_s, u"Import…"_s, u"Remove…"_s}},
        {u"Audit trail"_s, {}},
    };
    for (const auto &[page, buttons] : expected) {
        choosePage(page);
        QTRY_COMPARE(pages()->currentWidget()->objectName(), page);
        auto *list = pages()->currentWidget()->findChild<QAbstractItemView *>();
        if (page == "Users"_L1) {
            QTRY_VERIFY(list->model()->rowCount() > 0);
            list->setCurrentIndex(list->model()->index(0, 0));
        }
        off.clear();
        QTRY_COMPARE(look(), QString());
        const auto tabs = pages()->currentWidget()->findChildren<QTabWidget *>();
        for (QTabWidget *some : tabs) {
            for (int tab = 0; tab < some->count(); ++tab) {
                some->setCurrentIndex(tab);
                QTRY_COMPARE(look(), QString());
            }
        }
        QTRY_COMPARE((look(), buttons - off), QSet<QString>());
    }
    QTRY_VERIFY(test::visibleButton(*m_window, u"Verify"_s)->isEnabled());
}

void TestMainWindow::signedOutWindowCloses()
{
    elsewhere([](Database &database) {
        return test::addAdministrator(database, u"other"_s).transform([](const auto &) {});
    });
    demote();
    title()->setText(u"Typed"_s);
    action(u"Save"_s)->trigger();
    QTRY_VERIFY(!isInside());
    Question::answerNext(1);
    m_window->close();
    QVERIFY(m_window->isVisible());
    Question::answerNext(0);
    m_window->close();
    QTRY_VERIFY(!m_window->isVisible());
    QVERIFY(Question::lastAsked() && !Question::lastAsked()->text.contains(u"Typed"_s));
}

void TestMainWindow::cutAuditTrailIsToldUntilAcknowledged()
{
    const auto sql = [&](const QString &statement) {
        return m_fixture->thread().run(
            [statement](Database &database) { return database.execute(statement); });
    };
    QVERIFY(isRemembered());
    QVERIFY(!notice());
    m_window.reset();
    sql(u"DELETE FROM audit_entry WHERE number > 1"_s).waitForFinished();
    sql(u"UPDATE setting SET value = (SELECT number || ' ' || hash FROM audit_entry) WHERE name = 'audit_head'"_s)
        .waitForFinished();

    for (int i = 0; i < 2; ++i) { // once more after nobody acknowledged it
        openWindow(m_fixture->url());
        signIn();
        QTRY_VERIFY(notice() && notice()->isVisible());
        QVERIFY2(notice()->text().contains("restored from a backup"_L1), qPrintable(notice()->text()));
        QVERIFY(!notice()->isCloseButtonVisible());
    }
    notice()->actions().first()->trigger();
    QTRY_VERIFY(!notice()->isVisible());
    QVERIFY(isRemembered());
}

bool TestMainWindow::isLastEntryRemembered()
{
    const auto last = m_fixture->thread().run(store::loadLastAuditEntry).result();
    const QDir folder(AuditMemory::usualFolder());
    const QStringList names = folder.entryList({u"audit-*.json"_s}, QDir::Files);
    return last && *last && std::ranges::any_of(names, [&](const QString &name) {
               QFile file(folder.filePath(name));
               return file.open(QIODevice::ReadOnly) && file.readAll().contains((*last)->hash.toLatin1());
           });
}

void TestMainWindow::auditTrailIsRememberedMeanwhile_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("soon after a save") << u"save"_s;
    QTest::newRow("soon after each") << u"saves"_s;
    QTest::newRow("when the window locks") << u"lock"_s;
}

/// A window that is killed closes nothing.
void TestMainWindow::auditTrailIsRememberedMeanwhile()
{
    QFETCH(const QString, what);
    QTRY_VERIFY(isLastEntryRemembered());
    if (what == "lock"_L1) {
        elsewhere([](Database &database) {
            const User zoe{.userId = u"zoe"_s, .mainAdministrator = true};
            return signin::save(database, zoe, takeSecret(QString(test::administratorPassword)))
                .transform([](const auto &) {});
        });
        QVERIFY(!isLastEntryRemembered());
        action(u"Lock"_s)->trigger();
        QTRY_VERIFY(isLastEntryRemembered());
        return;
    }
    for (const QString &text :
         what == "save"_L1 ? QStringList{u"First"_s} : QStringList{u"First"_s, u"Second"_s}) {
        title()->setText(text);
        action(u"Save"_s)->trigger();
        QTRY_COMPARE(m_fixture->stored(u"alpha"_s).title, text);
        QTRY_VERIFY(isLastEntryRemembered());
    }
    QVERIFY(isInside());
}

GATEHOUSE_TEST(TestMainWindow)
#include "tst_mainwindow.moc"
