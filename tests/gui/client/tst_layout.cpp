#include "ClientFixture.h"

#include "support/Administrator.h"
#include "support/CertificateStorage.h"
#include "support/TestDatabase.h"

#include "ui/MainWindow.h"
#include "ui/ProblemsPanel.h"
#include "ui/client/ClientEditor.h"
#include "ui/client/form/ClientForm.h"
#include "ui/client/list/ClientFilterBar.h"
#include "ui/client/list/ClientList.h"
#include "ui/layout/ListedTabs.h"

#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace gatehouse;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize smallScreen{1280, 800};
constexpr QSize doubledScreen{960, 540}; // what is left of 1920 x 1080 at 200 %
constexpr int titleBar = 30;             // what a window manager may take of a screen's height

}

/// Where things stand in the window, and what of them can be seen.
class TestLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(), m_thread.reset(), m_fixture.reset(); }

    void formHasRoomBesideTheList();
    void formHasRoomBelowTheList();
    void clientApplicationsAreToldApartBesideTheForm();
    void placeIsRemembered();
    void widthIsRemembered();
    void listIsFoldedAway();
    void findUnfoldsTheList();
    void foldedListDoesNotKeepTheTabsWaiting();
    void everyTabIsSeen();
    void tabsAreWalkedByKeys_data();
    void tabsAreWalkedByKeys();
    void arrowsWalkInTheList();
    void tabsAreMarked();
    void screenReadersKnowTheTabs();
    void problemsAreALineWhereTheyAreFolded();
    void problemUnfoldsItsGroup();
    void fitsWhereEverythingIsTwiceAsLarge();
    void nothingIsCutWhereEverythingIsTwiceAsLarge();
    void sideThatWasChosenIsKept();
    void dialogFits_data();
    void dialogFits();

private:
    void openWindow(QSize size = {smallScreen.width(), smallScreen.height() - titleBar});
    QAction *action(const QString &text);
    ClientList *list() { return m_window->findChild<ClientList *>(); }
    ListedTabs *tabs() { return m_window->findChild<ListedTabs *>(); }
    ClientForm *form() { return m_window->findChild<ClientForm *>(); }
    QWidget *editor() { return m_window->findChild<ClientEditor *>(); }
    int seenRows();
    QPoint place(const QWidget *part) { return part->mapTo(m_window.get(), QPoint()); }
    QLineEdit *field(const char *column);
    int tabOf(const QString &name);
    QString whyMarked(const QString &name) { return tabs()->tabToolTip(tabOf(name)); }

    QTemporaryDir m_home;
    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<DatabaseThread> m_thread;
    std::unique_ptr<MainWindow> m_window;
};

void TestLayout::initTestCase()
{
    QCoreApplication::setOrganizationName(u"gatehouse-test"_s);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
}

void TestLayout::init()
{
    QSettings().clear();
    m_fixture = std::make_unique<test::ClientFixture>();
    for (const QString &clientId :
         {u"alpha"_s, u"beta"_s, u"delta"_s, u"gamma"_s, u"kappa"_s, u"lambda"_s, u"sigma"_s})
        m_fixture->addWebClient(clientId);
    m_fixture->thread()
        .run([](Database &database) {
            return test::setCertificateStorage(database, CertificateStorage::Database).and_then([&] {
                return test::makeAdministrator(database);
            });
        })
        .waitForFinished(); // with storage the window does not ask for it
    openWindow();
}

void TestLayout::openWindow(QSize size)
{
    // With a task at work it would be asked about.
    const auto *work = m_window ? m_window->statusBar()->findChild<QProgressBar *>() : nullptr;
    QTRY_VERIFY(!work || (work->isHidden() && m_window->close()));
    m_window.reset(); // before the thread that it uses
    m_thread = std::make_unique<DatabaseThread>();
    m_window = std::make_unique<MainWindow>(*m_thread, m_fixture->url());
    m_window->resize(size);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    for (const auto &[label, text] : {std::pair{u"User ID:"_s, test::administratorId},
                                      std::pair{u"Password:"_s, test::administratorPassword}}) {
        QTRY_VERIFY(test::visibleField(*m_window, label));
        test::visibleField(*m_window, label)->setText(text);
    }
    QTRY_VERIFY(test::visibleButton(*m_window, u"Sign in"_s));
    QTRY_VERIFY(test::visibleButton(*m_window, u"Sign in"_s)->isEnabled());
    test::visibleButton(*m_window, u"Sign in"_s)->click();
    QTRY_VERIFY(form());
    QTRY_COMPARE(field("client_id")->text(), u"alpha"_s);
}

QAction *TestLayout::action(const QString &text)
{
    const auto actions = m_window->findChildren<QAction *>();
    const auto found = std::ranges::find_if(
        actions, [&](const QAction *one) { return QString(one->text()).remove(u'&') == text; });
    return found == actions.end() ? nullptr : *found;
}

QLineEdit *TestLayout::field(const char *column)
{
    const auto edits = form()->findChildren<QLineEdit *>();
    for (QLineEdit *edit : edits) {
        if (edit->property("column").toString() == QLatin1StringView(column))
            return edit;
    }
    qFatal("no field %s", column);
}

int TestLayout::tabOf(const QString &name)
{
    for (int tab = 0; tab < tabs()->count(); ++tab) {
        if (tabs()->tabText(tab) == name)
            return tab;
    }
    qFatal("no tab %s", qPrintable(name));
}

int TestLayout::seenRows()
{
    const auto *table = list()->findChild<QTableView *>();
    return table->viewport()->height() / table->verticalHeader()->defaultSectionSize();
}

void TestLayout::formHasRoomBesideTheList()
{
    QVERIFY(action(u"List beside the form"_s)->isChecked());
    QTRY_COMPARE_GE(form()->viewport()->height(), 560);
    QCOMPARE_LE(place(list()).x() + list()->width(), place(editor()).x());
    QVERIFY(form()->horizontalScrollBar()->maximum() == 0);
    QCOMPARE_GE(seenRows(), 12);
}

void TestLayout::formHasRoomBelowTheList()
{
    action(u"List above the form"_s)->trigger();
    QTRY_COMPARE_GE(form()->viewport()->height(), 400);
    QCOMPARE_LE(place(list()).y() + list()->height(), place(editor()).y());
    QCOMPARE_GE(seenRows(), 6);
    QVERIFY(list()->findChild<QTableView *>()->horizontalScrollBar()->maximum() == 0);
}

void TestLayout::clientApplicationsAreToldApartBesideTheForm()
{
    const auto *table = list()->findChild<QTableView *>();
    const QHeaderView *header = table->horizontalHeader();
    for (const auto column :
         {store::ClientColumn::ClientId, store::ClientColumn::Problems, store::ClientColumn::Title}) {
        const int start = header->sectionViewportPosition(int(column));
        const int end = std::min(start + header->sectionSize(int(column)), table->viewport()->width());
        const int wanted =
            column == store::ClientColumn::Problems ? header->sectionSizeHint(int(column)) : 100;
        QCOMPARE_GE(end - start, wanted);
    }
}

void TestLayout::placeIsRemembered()
{
    action(u"List above the form"_s)->trigger();
    openWindow();
    QVERIFY(action(u"List above the form"_s)->isChecked());
    QTRY_COMPARE_LE(place(list()).y() + list()->height(), place(editor()).y());
    action(u"List beside the form"_s)->trigger();
    openWindow();
    QTRY_COMPARE_LE(place(list()).x() + list()->width(), place(editor()).x());
}

void TestLayout::widthIsRemembered()
{
    auto *view = static_cast<QSplitter *>(list()->parentWidget());
    const int narrower = list()->width() - 40;
    QTest::mousePress(view->handle(1), Qt::LeftButton, {}, {1, 100});
    QTest::mouseMove(view->handle(1), {1 - 40, 100});
    QTest::mouseRelease(view->handle(1), Qt::LeftButton, {}, {1, 100});
    QTRY_COMPARE(list()->width(), narrower);
    openWindow();
    QTRY_COMPARE(list()->width(), narrower);
}

void TestLayout::listIsFoldedAway()
{
    const int before = form()->width();
    QTest::keyClick(m_window.get(), Qt::Key_F9);
    QVERIFY(!list()->isVisible());
    QTRY_COMPARE_GT(form()->width(), before);
    action(u"List above the form"_s)->trigger();
    QVERIFY(list()->isVisible());
}

void TestLayout::findUnfoldsTheList()
{
    action(u"List of client applications"_s)->trigger();
    QVERIFY(!list()->isVisible());
    action(u"Find"_s)->trigger();
    QVERIFY(list()->isVisible());
    QVERIFY(list()->isAncestorOf(QApplication::focusWidget()));
}

void TestLayout::foldedListDoesNotKeepTheTabsWaiting()
{
    action(u"List of client applications"_s)->trigger();
    openWindow();
    QVERIFY(!list()->isVisible());
    QTRY_VERIFY(form()->isVisible());
}

void TestLayout::everyTabIsSeen()
{
    const TabList &bar = tabs()->list();
    for (int tab = 0; tab < bar.count(); ++tab)
        QVERIFY2(bar.rect().contains(bar.tabRect(tab)), qPrintable(bar.tabText(tab)));
    const int fourteen = 14 * bar.tabRect(0).height();
    QCOMPARE_LE(fourteen, form()->viewport()->height());
    action(u"List above the form"_s)->trigger();
    QTRY_COMPARE_LE(fourteen, form()->viewport()->height());
}

void TestLayout::tabsAreWalkedByKeys_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<int>("by");
    const Qt::KeyboardModifiers control = Qt::ControlModifier;
    QTest::newRow("Ctrl+Tab") << int(Qt::Key_Tab) << control << 1;
    QTest::newRow("Ctrl+Shift+Tab") << int(Qt::Key_Backtab) << (control | Qt::ShiftModifier) << -1;
    QTest::newRow("Ctrl+Page Down") << int(Qt::Key_PageDown) << control << 1;
    QTest::newRow("Ctrl+Page Up") << int(Qt::Key_PageUp) << control << -1;
}

/// Through all of them, whatever has the keyboard there, and back to where it began.
void TestLayout::tabsAreWalkedByKeys()
{
    QFETCH(const int, key);
    QFETCH(const Qt::KeyboardModifiers, modifiers);
    QFETCH(const int, by);
    field("title")->setFocus();
    int expected = 0;
    for (int i = 0; i < tabs()->count(); ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
        expected = (expected + by + tabs()->count()) % tabs()->count();
        QCOMPARE(tabs()->currentIndex(), expected);
        QVERIFY2(tabs()->isAncestorOf(QApplication::focusWidget()),
                 qPrintable(tabs()->tabText(tabs()->currentIndex())));
    }
    list()->focusSearch();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
    QCOMPARE(tabs()->currentIndex(), (by + tabs()->count()) % tabs()->count());
}

void TestLayout::arrowsWalkInTheList()
{
    TabList &bar = tabs()->list();
    bar.setFocus();
    QTest::keyClick(&bar, Qt::Key_Up);
    QCOMPARE(tabs()->currentIndex(), 0);
    QTest::keyClick(&bar, Qt::Key_Down);
    QTest::keyClick(&bar, Qt::Key_Down);
    QCOMPARE(tabs()->currentIndex(), 2);
    QTest::keyClick(&bar, Qt::Key_Up);
    QCOMPARE(tabs()->currentIndex(), 1);
    QTest::keyClick(&bar, Qt::Key_End);
    QCOMPARE(tabs()->currentIndex(), tabs()->count() - 1);
    QTest::keyClick(&bar, Qt::Key_Down);
    QCOMPARE(tabs()->currentIndex(), tabs()->count() - 1);
    QTest::keyClick(&bar, Qt::Key_Home);
    QCOMPARE(tabs()->currentIndex(), 0);
    QVERIFY(bar.hasFocus());
}

void TestLayout::tabsAreMarked()
{
    const TabList &bar = tabs()->list();
    const auto mark = [&](const QString &name) { return bar.mark(tabOf(name)); };
    const ClientApplication alpha = m_fixture->stored(u"alpha"_s);
    QCOMPARE(mark(u"Allowed login redirects"_s).rows, int(alpha.loginRedirects.size()));
    QCOMPARE(mark(u"Secrets"_s).rows, int(alpha.secrets.size()));
    QCOMPARE(mark(u"Default resources"_s).rows, int(alpha.defaultResources.size()));
    QVERIFY(!mark(u"Form"_s).rows);
    QVERIFY(!mark(u"Form"_s).severity);

    field("client_id")->setText(u""_s);
    QCOMPARE(mark(u"Form"_s).severity, Severity::Error);
    QVERIFY2(whyMarked(u"Form"_s).contains("1 error"_L1), qPrintable(whyMarked(u"Form"_s)));
    field("client_id")->setText(u"alpha"_s);
    QVERIFY(!mark(u"Form"_s).severity);
}

void TestLayout::screenReadersKnowTheTabs()
{
    QAccessibleInterface *bar = QAccessible::queryAccessibleInterface(&tabs()->list());
    QCOMPARE(bar->role(), QAccessible::PageTabList);
    const int tab = tabOf(u"Allowed login redirects"_s);
    QAccessibleInterface *entry = bar->child(tab);
    QCOMPARE(entry->role(), QAccessible::PageTab);
    QCOMPARE(entry->text(QAccessible::Name), u"Allowed login redirects"_s);
    QCOMPARE(entry->text(QAccessible::Description), whyMarked(u"Allowed login redirects"_s));
    QVERIFY2(entry->text(QAccessible::Description).startsWith("1 row"_L1),
             qPrintable(entry->text(QAccessible::Description)));
    entry->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(tabs()->currentIndex(), tab);
}

void TestLayout::problemsAreALineWhereTheyAreFolded()
{
    auto *panel = m_window->findChild<ProblemsPanel *>();
    auto *problems = panel->findChild<QTreeWidget *>();
    field("client_id")->setText(u""_s);
    QVERIFY(problems->isVisible());
    auto *heading = panel->findChild<QToolButton *>();
    heading->click();
    QVERIFY(!problems->isVisible());
    QTRY_COMPARE_LT(panel->height(), 2 * panel->fontMetrics().height());
    QTRY_COMPARE_GE(form()->viewport()->height(), 560);
    heading->click();
    QVERIFY(problems->isVisible());
}

void TestLayout::problemUnfoldsItsGroup()
{
    QLineEdit *logo = field("logo_uri");
    QToolButton *heading = nullptr;
    for (auto *button : form()->findChildren<QToolButton *>()) {
        if (button->text() == "Consent and looks"_L1)
            heading = button;
    }
    QVERIFY(heading && logo->isVisible());
    heading->click();
    QVERIFY(!logo->isVisible());
    openWindow();
    QVERIFY(!field("logo_uri")->isVisible());
    QVERIFY(form()->focusField(ClientField::LogoUri));
    QVERIFY(field("logo_uri")->hasFocus());
}

void TestLayout::fitsWhereEverythingIsTwiceAsLarge()
{
    for (int tab = 0; tab < tabs()->count(); ++tab)
        tabs()->setCurrentIndex(tab);
    auto *navigation = m_window->findChild<QTreeWidget *>();
    for (QTreeWidgetItemIterator page(navigation); *page; ++page) {
        if ((*page)->parent()) {
            navigation->setCurrentItem(*page);
            QTRY_COMPARE((*page)->isSelected(), true);
        }
    }
    QTRY_COMPARE_LE(m_window->minimumSizeHint().width(), doubledScreen.width());
    QCOMPARE_LE(m_window->minimumSizeHint().height(), doubledScreen.height() - titleBar);
    action(u"List above the form"_s)->trigger();
    QTRY_COMPARE_LE(m_window->minimumSizeHint().height(), doubledScreen.height() - titleBar);
}

void TestLayout::nothingIsCutWhereEverythingIsTwiceAsLarge()
{
    QSettings().clear();
    openWindow({doubledScreen.width(), doubledScreen.height() - titleBar});
    QTRY_VERIFY(action(u"List above the form"_s)->isChecked());
    QTRY_COMPARE_LT(place(list()).y(), place(editor()).y());
    QTRY_COMPARE(place(list()).x(), place(editor()).x());
    auto *filters = m_window->findChild<ClientFilterBar *>();
    const auto isCut = [&](const QWidget *part) {
        const auto *box = qobject_cast<const QComboBox *>(part);
        const int text = box ? part->fontMetrics().horizontalAdvance(box->currentText()) +
                                   part->fontMetrics().height() + 2 * part->fontMetrics().averageCharWidth()
                             : part->sizeHint().width();
        return part->isVisible() && (part->width() < text || !filters->rect().contains(part->geometry()));
    };
    for (const auto *part : filters->findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        if (qobject_cast<const QComboBox *>(part) || qobject_cast<const QCheckBox *>(part))
            QTRY_VERIFY2(!isCut(part), part->metaObject()->className());
    }
    const QHeaderView *header = list()->findChild<QTableView *>()->horizontalHeader();
    for (int column = 0; column < header->count(); ++column)
        QCOMPARE_GE(header->sectionSize(column), header->sectionSizeHint(column));
    QTRY_COMPARE(form()->horizontalScrollBar()->maximum(), 0);
}

void TestLayout::sideThatWasChosenIsKept()
{
    action(u"List beside the form"_s)->trigger();
    openWindow({doubledScreen.width(), doubledScreen.height() - titleBar});
    QVERIFY(action(u"List beside the form"_s)->isChecked());
    QSettings().clear();
}

void TestLayout::dialogFits_data()
{
    QTest::addColumn<QString>("opener");
    for (const QString &opener : {u"Export"_s, u"Import"_s, u"Add secret"_s})
        QTest::addRow("%s", qPrintable(opener)) << opener;
}

void TestLayout::dialogFits()
{
    QFETCH(const QString, opener);
    QTRY_VERIFY(action(opener)->isEnabled());
    action(opener)->trigger();
    QTRY_VERIFY(QApplication::activeModalWidget());
    const QWidget *dialog = QApplication::activeModalWidget();
    QVERIFY(dialog->findChild<QDialogButtonBox *>());
    QCOMPARE_LE(dialog->width(), smallScreen.width());
    QCOMPARE_LE(dialog->height(), smallScreen.height() - titleBar);
    QTRY_COMPARE_LE(dialog->minimumSizeHint().width(), doubledScreen.width());
    QCOMPARE_LE(dialog->minimumSizeHint().height(), doubledScreen.height() - titleBar);
}

GATEHOUSE_TEST(TestLayout)
#include "tst_layout.moc"
