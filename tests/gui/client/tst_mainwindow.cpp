#include "ClientFixture.h"

#include "ui/DatabaseErrorPage.h"
#include "ui/MainWindow.h"
#include "ui/common/Question.h"

#include <QAction>
#include <QLineEdit>
#include <QSettings>
#include <QStackedWidget>
#include <QTest>
#include <QTreeWidget>

using namespace gatehouse;
using namespace Qt::StringLiterals;

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
    void otherPageAsks();
    void undoIsOneForTheWholeForm();
    void shortcutsAreUnique();
    void noDatabaseGivesAWayOn();
    void windowStateIsRemembered();

private:
    QLineEdit *title();
    QStackedWidget *pages() { return m_window->findChild<QStackedWidget *>(); }
    void choosePage(const QString &name);
    void openWindow(const DatabaseUrl &url);

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
    openWindow(m_fixture->url());
    QTRY_VERIFY(title());
    QTRY_COMPARE(title()->text(), u"Title of alpha"_s);
}

void TestMainWindow::openWindow(const DatabaseUrl &url)
{
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

void TestMainWindow::everyPageOpens()
{
    for (const QString &name : {u"Custom resources"_s, u"API scopes"_s, u"Users"_s, u"Languages"_s,
                                u"Licence"_s, u"Client applications"_s}) {
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
    QTRY_VERIFY(qobject_cast<DatabaseErrorPage *>(pages()->currentWidget()));
    QVERIFY(!m_window->findChild<QTreeWidget *>()->isEnabled());
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

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
