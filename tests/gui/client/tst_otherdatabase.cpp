#include "ClientFixture.h"

#include "support/Administrator.h"
#include "support/CertificateStorage.h"
#include "support/TestDatabase.h"

#include "ui/DatabaseErrorPage.h"
#include "ui/MainWindow.h"
#include "ui/Workspace.h"
#include "ui/client/list/ClientList.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/opening/DatabaseOpener.h"
#include "ui/opening/OpenDatabaseDialog.h"
#include "ui/opening/RecentDatabases.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// Another database is opened in a window where somebody works.
class TestOtherDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(), m_thread.reset(), m_other.reset(), m_fixture.reset(); }

    void nothingOfTheFirstStays();
    void asksAboutWhatIsTyped_data();
    void asksAboutWhatIsTyped();
    void lockedWindowKeepsWhatIsTyped();
    void wayOnFromTheErrorPage();
    void openedOnesAreRemembered();

private:
    void openWindow(const DatabaseUrl &url);
    void openOther(const DatabaseUrl &url) { Q_EMIT m_window->findChild<DatabaseOpener *>()->chosen(url); }
    void signIn();
    QLineEdit *title();
    bool isInside() { return m_window->findChild<Workspace *>()->isVisible(); }
    static std::unique_ptr<test::ClientFixture> made(const QString &clientId);

    QTemporaryDir m_home;
    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<test::ClientFixture> m_other;
    std::unique_ptr<DatabaseThread> m_thread;
    std::unique_ptr<MainWindow> m_window;
};

void TestOtherDatabase::initTestCase()
{
    QCoreApplication::setOrganizationName(u"gatehouse-test"_s);
    QCoreApplication::setApplicationName(u"tst_otherdatabase"_s);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
}

std::unique_ptr<test::ClientFixture> TestOtherDatabase::made(const QString &clientId)
{
    auto fixture = std::make_unique<test::ClientFixture>();
    fixture->addWebClient(clientId);
    fixture->thread()
        .run([](Database &database) {
            return test::setCertificateStorage(database, CertificateStorage::None).and_then([&] {
                return test::makeAdministrator(database);
            });
        })
        .waitForFinished();
    return fixture;
}

void TestOtherDatabase::init()
{
    QSettings().clear();
    m_fixture = made(u"alpha"_s);
    m_other = made(u"omega"_s);
    openWindow(m_fixture->url());
    signIn();
    QTRY_VERIFY(title());
    QTRY_COMPARE(title()->text(), u"Title of alpha"_s);
}

void TestOtherDatabase::openWindow(const DatabaseUrl &url)
{
    m_window.reset(); // before the thread that it uses
    m_thread = std::make_unique<DatabaseThread>();
    m_window = std::make_unique<MainWindow>(*m_thread, url);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestOtherDatabase::signIn()
{
    QTRY_VERIFY(test::visibleButton(*m_window, u"Sign in"_s));
    test::visibleField(*m_window, u"User ID:"_s)->setText(test::administratorId);
    test::visibleField(*m_window, u"Password:"_s)->setText(test::administratorPassword);
    QTRY_VERIFY(test::visibleButton(*m_window, u"Sign in"_s)->isEnabled());
    test::visibleButton(*m_window, u"Sign in"_s)->click();
    QTRY_VERIFY(isInside());
}

QLineEdit *TestOtherDatabase::title()
{
    const auto edits = m_window->findChildren<QLineEdit *>();
    for (QLineEdit *edit : edits) {
        if (edit->property("column").toString() == "title"_L1)
            return edit;
    }
    return nullptr;
}

void TestOtherDatabase::nothingOfTheFirstStays()
{
    auto *workspace = m_window->findChild<Workspace *>();
    workspace->databaseBar().showText(MessageBar::Warning, u"Of the first"_s);
    workspace->tell({u"Of the first"_s});
    openOther(m_other->url());
    QTRY_VERIFY(!isInside());
    QVERIFY(!title());
    signIn();
    QTRY_VERIFY(title());
    QTRY_COMPARE(title()->text(), u"Title of omega"_s);
    QCOMPARE(m_window->findChildren<ClientList *>().size(), 1);
    for (const MessageBar *bar : m_window->findChildren<MessageBar *>())
        QVERIFY(!bar->isVisible() || bar->text() != "Of the first"_L1);
    openOther(m_fixture->url());
    QTRY_VERIFY(!isInside());
    signIn();
    QTRY_VERIFY(title() && title()->text() == u"Title of alpha"_s);
}

void TestOtherDatabase::asksAboutWhatIsTyped_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("opened");
    QTest::addColumn<QString>("stored");
    QTest::newRow("save") << 0 << true << u"Typed"_s;
    QTest::newRow("discard") << 1 << true << u"Title of alpha"_s;
    QTest::newRow("keep editing") << 2 << false << u"Title of alpha"_s;
}

void TestOtherDatabase::asksAboutWhatIsTyped()
{
    QFETCH(const int, answer);
    QFETCH(const bool, opened);
    title()->setText(u"Typed"_s);
    Question::answerNext(answer);
    openOther(m_other->url());
    QVERIFY(Question::lastAsked());
    QCOMPARE(Question::lastAsked()->title, u"Unsaved changes"_s);
    if (opened) {
        QTRY_VERIFY(!isInside());
        signIn();
        QTRY_VERIFY(title() && title()->text() == u"Title of omega"_s);
    } else {
        QCOMPARE(title()->text(), u"Typed"_s);
    }
    QCOMPARE(isInside(), true);
    QTEST(m_fixture->stored(u"alpha"_s).title, "stored");
}

void TestOtherDatabase::lockedWindowKeepsWhatIsTyped()
{
    title()->setText(u"Typed"_s);
    for (QAction *action : m_window->findChildren<QAction *>()) {
        if (QString(action->text()).remove(u'&') == "Lock"_L1)
            action->trigger();
    }
    QTRY_VERIFY(!isInside());
    openOther(m_other->url());
    QTRY_VERIFY(test::visibleButton(*m_window, u"Unlock"_s));
    test::visibleField(*m_window, u"Password:"_s)->setText(test::administratorPassword);
    test::visibleButton(*m_window, u"Unlock"_s)->click();
    QTRY_VERIFY(isInside());
    QCOMPARE(title()->text(), u"Typed"_s);
}

void TestOtherDatabase::wayOnFromTheErrorPage()
{
    QFile garbage(m_home.filePath(u"garbage.sqlite"_s));
    QVERIFY(garbage.open(QIODevice::WriteOnly));
    garbage.write(QByteArray(8192, 'x'));
    garbage.close();
    openOther(DatabaseUrl::ofFile(garbage.fileName()));
    QTRY_VERIFY(m_window->findChild<DatabaseErrorPage *>()->isVisible());
    QCOMPARE(RecentDatabases::urls(), QStringList{m_fixture->url().text()});
    test::visibleButton(*m_window, u"Open database…"_s)->click();
    auto *dialog = m_window->findChild<OpenDatabaseDialog *>();
    QVERIFY(dialog);
    test::visibleField(*dialog, u"File name:"_s)->setText(m_other->url().path());
    test::visibleButton(*dialog, u"Open"_s)->click();
    signIn();
    QTRY_VERIFY(title() && title()->text() == u"Title of omega"_s);
}

void TestOtherDatabase::openedOnesAreRemembered()
{
    openOther(m_other->url());
    QTRY_VERIFY(!isInside());
    QTRY_COMPARE(RecentDatabases::urls(), (QStringList{m_other->url().text(), m_fixture->url().text()}));
}

GATEHOUSE_TEST(TestOtherDatabase)
#include "tst_otherdatabase.moc"
