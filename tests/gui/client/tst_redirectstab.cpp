#include "ClientFixture.h"

#include "draft/ClientDraft.h"
#include "draft/TextListTable.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/ValidationController.h"
#include "ui/client/redirects/RedirectsTab.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSqlQuery>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QUndoStack>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// The tab Allowed login redirects, and what its rows in the working copy are to the rest of the page.
class TestRedirectsTab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(), m_fixture.reset(); }

    void pasteOfAnyLengthIsWholeAndOneStep_data();
    void pasteOfAnyLengthIsWholeAndOneStep();
    void noteTellsWhatCameOfIt();
    void nothingIsCutOff();
    void undoIsThatOfThePage();
    void removedOnesComeBackInOrder();
    void cellIsTypedInOneStep();
    void selectionStaysWithItsRows();
    void sqlIsSeenByFormRulesAndSave();

private:
    RedirectsTab *tab() { return m_page->findChild<RedirectsTab *>(); }
    QLineEdit *entry() { return tab()->findChild<QLineEdit *>(); }
    QTableView *list() { return tab()->findChild<QTableView *>(); }
    ClientDraft &draft() { return *m_page->findChild<ClientDraft *>(); }
    QStringList typed() { return draft().typed().loginRedirects; }
    bool says(const QString &text);

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<ClientsPage> m_page;
};

namespace {

const QStringList stored{u"https://alpha.example.com/1"_s, u"https://alpha.example.com/2"_s,
                         u"https://alpha.example.com/3"_s, u"https://alpha.example.com/4"_s};

/// So long that a line edit of Qt's own would cut one in the middle.
QStringList many()
{
    QStringList uris;
    for (qsizetype length = 0; length < 100'000; length += uris.last().size() + 1)
        uris << u"https://shop.example.com/callback/%1"_s.arg(uris.size());
    return uris;
}

}

void TestRedirectsTab::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    ClientApplication client = m_fixture->addWebClient(u"alpha"_s);
    client.loginRedirects = stored;
    m_fixture->save(client);
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->refresh();
    QTRY_VERIFY(m_page->findChild<QTabWidget *>());
    QTRY_VERIFY(!m_page->validation().records().apiScopes.isEmpty());
    QTRY_COMPARE(typed(), stored);
    m_page->goTo(ClientField::LoginRedirects, -1);
    QCOMPARE(QApplication::focusWidget(), entry());
}

bool TestRedirectsTab::says(const QString &text)
{
    return std::ranges::any_of(tab()->findChildren<QLabel *>(), [&](const QLabel *label) {
        return label->isVisible() && label->text().contains(text);
    });
}

void TestRedirectsTab::pasteOfAnyLengthIsWholeAndOneStep_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("key") << true;
    QTest::newRow("menu") << false;
}

void TestRedirectsTab::pasteOfAnyLengthIsWholeAndOneStep()
{
    QFETCH(const bool, byKey);
    QGuiApplication::clipboard()->setText(many().join(u'\n'));
    if (byKey)
        QTest::keySequence(entry(), QKeySequence::Paste);
    else
        entry()->paste();
    QCOMPARE(typed(), stored + many());
    QCOMPARE(entry()->text(), QString());
    QCOMPARE(m_page->undoStack()->count(), 1);
    QVERIFY(says(u"%1 redirect"_s.arg(many().size())));
    m_page->undoStack()->undo();
    QCOMPARE(typed(), stored);
    QVERIFY(!m_page->isModified());
    QVERIFY(!says(u"redirect(s) added"_s));
    m_page->undoStack()->redo();
    QCOMPARE(typed(), stored + many());
}

void TestRedirectsTab::noteTellsWhatCameOfIt()
{
    QGuiApplication::clipboard()->setText(stored.join(u'\n') +
                                          u"\nhttps://new.example.com/\nhttp://bad.example.com/\n"_s +
                                          u"https://shop.example.com/a/much/longer/one"_s);
    QTest::keySequence(entry(), QKeySequence::Paste);
    QVERIFY(says(u"3 redirect"_s));
    QVERIFY(says(u"1 of them refused"_s));
    QVERIFY(says(u"in the list already: "_s + stored.first()));
    QCOMPARE(typed().size(), 7);
}

/// One line, longer than a line edit of Qt's own takes.
void TestRedirectsTab::nothingIsCutOff()
{
    const QString uri = u"https://shop.example.com/"_s + QString(40'000, u'x');
    QGuiApplication::clipboard()->setText(uri);
    QTest::keySequence(entry(), QKeySequence::Paste);
    QCOMPARE(entry()->text(), uri);
    for (auto *edit : m_page->findChildren<QLineEdit *>()) {
        if (!edit->isEnabled())
            continue; // what does not apply shows nothing
        edit->setText(uri);
        QVERIFY2(edit->text() == uri, qPrintable(edit->property("column").toString()));
    }
}

void TestRedirectsTab::undoIsThatOfThePage()
{
    QTest::keyClicks(entry(), u"https://shop.example.com/a"_s);
    QTest::keyClick(entry(), Qt::Key_Return);
    QCOMPARE(typed().size(), 5);
    QTest::keyClicks(entry(), u"not added"_s);
    QTest::keySequence(entry(), QKeySequence::Undo);
    QContextMenuEvent asked(QContextMenuEvent::Keyboard, {}, entry()->mapToGlobal(QPoint()));
    QCoreApplication::sendEvent(entry(), &asked);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QStringList offered;
    for (const QAction *action : menu->actions())
        offered << (action->isVisible() ? action->text().section(u'\t', 0, 0).remove(u'&') : QString());
    QVERIFY(offered.contains(u"Paste"_s) && !offered.contains(u"Undo"_s) && !offered.contains(u"Redo"_s));
    menu->close();
    QCOMPARE(entry()->text(), u"not added"_s); // the window's menu has the key, which this page alone has not
    m_page->undoStack()->undo();
    QCOMPARE(typed(), stored);
    QCOMPARE(entry()->text(), u"not added"_s);
}

void TestRedirectsTab::removedOnesComeBackInOrder()
{
    list()->setFocus();
    for (const int row : {0, 1, 3})
        list()->selectionModel()->select(list()->model()->index(row, 0),
                                         QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(typed(), QStringList{stored.at(2)});
    QCOMPARE(m_page->undoStack()->count(), 1);
    m_page->undoStack()->undo();
    QCOMPARE(typed(), stored);
    m_page->undoStack()->redo();
    QCOMPARE(typed(), QStringList{stored.at(2)});
}

void TestRedirectsTab::cellIsTypedInOneStep()
{
    list()->setFocus();
    list()->setCurrentIndex(list()->model()->index(1, 0));
    list()->edit(list()->currentIndex());
    auto *cell = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(cell);
    QTest::keyClick(cell, Qt::Key_End);
    QTest::keyClicks(cell, u"/new"_s);
    QCOMPARE(typed().at(1), stored.at(1) + u"/new"_s);
    QCOMPARE(cell->text(), typed().at(1));
    QCOMPARE(m_page->undoStack()->count(), 1);
    m_page->undoStack()->undo();
    QCOMPARE(cell->text(), stored.at(1));
    QTest::keyClicks(cell, u"5"_s);
    QTest::keyClick(cell, Qt::Key_Escape);
    QCOMPARE(typed(), stored);
    QVERIFY(!m_page->isModified());
}

void TestRedirectsTab::selectionStaysWithItsRows()
{
    list()->selectRow(2);
    QTest::keyClicks(entry(), u"https://shop.example.com/a"_s);
    QTest::keyClick(entry(), Qt::Key_Return);
    QCOMPARE(list()->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(list()->currentIndex().data().toString(), stored.at(2));
    static_cast<RedirectTable *>(list()->model())->removeRow(0);
    QCOMPARE(list()->currentIndex().row(), 1);
    QCOMPARE(list()->selectionModel()->selectedRows().first().data().toString(), stored.at(2));
}

void TestRedirectsTab::sqlIsSeenByFormRulesAndSave()
{
    DraftTable &plain = draft().table(ClientField::Title);
    QSqlQuery query(plain.database());
    QVERIFY(query.exec(u"UPDATE client_application SET title = 'By SQL'"_s));
    QVERIFY(plain.select());
    QLineEdit *title = nullptr;
    for (auto *edit : m_page->findChildren<QLineEdit *>())
        title = edit->property("column") == u"title"_s ? edit : title;
    QCOMPARE(title->text(), u"By SQL"_s);

    RedirectTable &redirects = draft().redirects(ClientField::LoginRedirects);
    QVERIFY(
        query.exec(u"UPDATE client_redirect SET uri = 'http://bad.example.com/cb' WHERE uri LIKE '%/1'"_s));
    QVERIFY(redirects.select());
    QVERIFY(std::ranges::any_of(
        m_page->validation().problemsOf(ClientField::LoginRedirects), [](const Problem &problem) {
            return problem.row == 0 && problem.text.contains(u"http://bad.example.com/cb"_s);
        }));
    QCOMPARE(list()->model()->index(0, 0).data(DraftTable::SeverityRole).toInt(), int(Severity::Error));

    QVERIFY(query.exec(
        u"UPDATE client_redirect SET uri = 'https://good.example.com/cb' WHERE uri LIKE 'http:%'"_s));
    QVERIFY(redirects.select());
    QVERIFY(m_page->validation().problemsOf(ClientField::LoginRedirects).isEmpty());
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).title, u"By SQL"_s);
    QCOMPARE(m_fixture->stored(u"alpha"_s).loginRedirects.first(), u"https://good.example.com/cb"_s);
}

GATEHOUSE_TEST(TestRedirectsTab)
#include "tst_redirectstab.moc"
