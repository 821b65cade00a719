#include "ClientFixture.h"

#include "support/ManyClients.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/list/ClientList.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// What is open, selected and acted upon agree, and are named.
class TestClientSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init();
    void cleanup() { m_page.reset(), m_fixture.reset(); }

    void openIsNamed();
    void hiddenOpenIsWhatIsActedUpon_data();
    void hiddenOpenIsWhatIsActedUpon();
    void newOneIsNotActedUpon();
    void emptyListOffersNothing();
    void openOneTakenOutOpensAnother();
    void openOneAloneStaysSelected();
    void otherFilterEndsTheSelection();
    void readingAgainKeepsTheSelection();
    void readingAgainDoesNotSwallowAClick();
    void listThatMovesDoesNotSwallowAClick();
    void deletedBySomebodyElse();
    void allThatMatchAreMoreThanWereRead();
    void allThatMatchButOne();
    void othersTakeNothingOut();
    void lastRowThatMovesUpLeavesTheRest();
    void anotherRowEndsAll();
    void anotherSearchEndsAllWithoutARow();
    void enablesAllThatMatch();

private:
    QTableView *list() { return m_page->findChild<ClientList *>()->findChild<QTableView *>(); }
    QLineEdit *search() { return m_page->findChild<ClientList *>()->findChild<QLineEdit *>(); }
    MessageBar *messages() { return m_page->findChild<MessageBar *>(); }
    QString open();
    QString target() { return m_page->target(Page::Action::Delete); }
    bool offers(Page::Action action) { return m_page->available().testFlag(action); }
    bool shows(const QString &text);
    QStringList selected();
    void select(const QString &clientId, QItemSelectionModel::SelectionFlags command);
    void searchFor(const QString &text, int rows);
    void addMany();
    void changeBehindIt(const QString &sql);
    int count(const QString &where = u"1"_s);

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<ClientsPage> m_page;
};

void TestClientSelection::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    for (const QString &clientId : {u"alpha"_s, u"beta"_s, u"gamma"_s})
        m_fixture->addWebClient(clientId);
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_page->refresh();
    QTRY_VERIFY(m_page->findChild<QTabWidget *>());
    QTRY_COMPARE(open(), u"alpha"_s);
}

QString TestClientSelection::open()
{
    for (const QLineEdit *edit : m_page->findChildren<QLineEdit *>()) {
        if (edit->property("column").toString() == "client_id"_L1)
            return edit->text();
    }
    return {};
}

bool TestClientSelection::shows(const QString &text)
{
    return std::ranges::any_of(m_page->findChild<ClientList *>()->findChildren<QLabel *>(),
                               [&](const QLabel *label) { return label->text().contains(text); });
}

QStringList TestClientSelection::selected()
{
    QStringList clientIds;
    for (const QModelIndex &index : list()->selectionModel()->selectedRows())
        clientIds << index.data().toString();
    clientIds.sort();
    return clientIds;
}

void TestClientSelection::select(const QString &clientId, QItemSelectionModel::SelectionFlags command)
{
    const QModelIndexList found =
        list()->model()->match(list()->model()->index(0, 0), Qt::DisplayRole, clientId, 1, Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    list()->selectionModel()->select(found.first(), command | QItemSelectionModel::Rows);
    list()->selectionModel()->setCurrentIndex(found.first(), QItemSelectionModel::NoUpdate);
}

void TestClientSelection::searchFor(const QString &text, int rows)
{
    search()->setText(text);
    QTRY_COMPARE(list()->model()->rowCount(), rows);
}

void TestClientSelection::addMany()
{
    const auto added = m_fixture->thread()
                           .run([](Database &database) { return test::addManyClients(database, 5211); })
                           .result();
    QVERIFY(added);
    m_page->refresh();
    QTRY_VERIFY(shows(u"1 of 5,214 selected"_s));
}

int TestClientSelection::count(const QString &where)
{
    return m_fixture->thread()
        .run([where](Database &database) {
            return database.list(u"SELECT count(*) FROM client_application WHERE "_s + where, {},
                                 [](const QSqlQuery &query) { return query.value(0).toInt(); });
        })
        .result()
        .value()
        .first();
}

void TestClientSelection::openIsNamed()
{
    QCOMPARE(selected(), QStringList{u"alpha"_s});
    QCOMPARE(target(), u"client application \"alpha\""_s);
    QCOMPARE(m_page->target(Page::Action::Duplicate), u"client application \"alpha\""_s);
    QVERIFY(shows(u"1 of 3 selected"_s));
    select(u"beta"_s, QItemSelectionModel::Toggle);
    QTRY_COMPARE(open(), u"beta"_s);
    QCOMPARE(selected(), (QStringList{u"alpha"_s, u"beta"_s}));
    QVERIFY2(target().startsWith(u"2 client application"_s), qPrintable(target()));
    QCOMPARE(m_page->target(Page::Action::AddSecret), u"client application \"beta\""_s);
    QVERIFY(shows(u"2 of 3 selected"_s));
}

void TestClientSelection::hiddenOpenIsWhatIsActedUpon_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("rows");
    QTest::newRow("others match") << u"beta"_s << 1;
    QTest::newRow("none matches") << u"nobody"_s << 0;
}

void TestClientSelection::hiddenOpenIsWhatIsActedUpon()
{
    QFETCH(const QString, text);
    QFETCH(const int, rows);
    searchFor(text, rows);
    QCOMPARE(open(), u"alpha"_s);
    QCOMPARE(selected(), QStringList());
    QCOMPARE(target(), u"client application \"alpha\""_s);
    QCOMPARE(m_page->selectedClients().names.first().clientId, u"alpha"_s);
    QTRY_VERIFY(shows(u"\"alpha\" is open, but not in this list"_s));

    Question::answerNext(0);
    m_page->trigger(Page::Action::Delete);
    QCOMPARE(Question::lastAsked()->text, u"Delete client application \"alpha\"?"_s);
    QTRY_VERIFY(!m_fixture->exists(u"alpha"_s));
    QVERIFY(m_fixture->exists(u"beta"_s));
    QTRY_VERIFY(messages()->isVisible() && messages()->text().contains(u"alpha"_s));
}

void TestClientSelection::newOneIsNotActedUpon()
{
    m_page->trigger(Page::Action::Add);
    QVERIFY(!offers(Page::Action::Delete) && !offers(Page::Action::Enable));
    QCOMPARE(target(), QString());
    QVERIFY(m_page->selectedClients().isEmpty());
}

void TestClientSelection::emptyListOffersNothing()
{
    list()->selectAll();
    Question::answerNext(0);
    m_page->trigger(Page::Action::Delete);
    QTRY_COMPARE(list()->model()->rowCount(), 0);
    QTRY_VERIFY(!offers(Page::Action::Delete));
    Question::answerNext(0);
    m_page->trigger(Page::Action::Delete);
    QVERIFY(!Question::lastAsked());
}

void TestClientSelection::openOneTakenOutOpensAnother()
{
    select(u"gamma"_s, QItemSelectionModel::Toggle);
    QTRY_COMPARE(open(), u"gamma"_s);
    select(u"gamma"_s, QItemSelectionModel::Toggle);
    QTRY_COMPARE(open(), u"alpha"_s);
    QCOMPARE(selected(), QStringList{u"alpha"_s});
    QCOMPARE(target(), u"client application \"alpha\""_s);
}

void TestClientSelection::openOneAloneStaysSelected()
{
    select(u"alpha"_s, QItemSelectionModel::Toggle);
    QTRY_COMPARE(selected(), QStringList{u"alpha"_s});
    QCOMPARE(open(), u"alpha"_s);
}

void TestClientSelection::otherFilterEndsTheSelection()
{
    select(u"beta"_s, QItemSelectionModel::Toggle);
    QTRY_COMPARE(open(), u"beta"_s);
    searchFor(u"alpha"_s, 1);
    QCOMPARE(selected(), QStringList());
    QCOMPARE(target(), u"client application \"beta\""_s);
    searchFor({}, 3);
    QTRY_COMPARE(selected(), QStringList{u"beta"_s});
}

void TestClientSelection::readingAgainKeepsTheSelection()
{
    select(u"gamma"_s, QItemSelectionModel::Toggle);
    QTRY_COMPARE(open(), u"gamma"_s);
    m_fixture->addWebClient(u"beta-2"_s);
    m_page->refresh();
    QTRY_COMPARE(list()->model()->rowCount(), 4);
    QCOMPARE(selected(), (QStringList{u"alpha"_s, u"gamma"_s}));
    list()->sortByColumn(0, Qt::DescendingOrder);
    QTRY_COMPARE(list()->model()->index(0, 0).data().toString(), u"gamma"_s);
    QCOMPARE(selected(), (QStringList{u"alpha"_s, u"gamma"_s}));
    QCOMPARE(open(), u"gamma"_s);
}

void TestClientSelection::readingAgainDoesNotSwallowAClick()
{
    list()->selectAll();
    QTRY_COMPARE(selected().size(), 3);
    const QModelIndex beta =
        list()->model()->match(list()->model()->index(0, 0), Qt::DisplayRole, u"beta"_s).value(0);
    const QPoint there = list()->visualRect(beta).center();
    QTest::mousePress(list()->viewport(), Qt::LeftButton, {}, there);
    const QSignalSpy reset(list()->model(), &QAbstractItemModel::modelReset);
    m_page->refresh();
    QTRY_VERIFY(!reset.isEmpty());
    QCOMPARE(selected().size(), 3);
    QTest::mouseRelease(list()->viewport(), Qt::LeftButton, {}, there);
    QTRY_COMPARE(selected(), QStringList{u"beta"_s});
    QTRY_COMPARE(open(), u"beta"_s);
}

/// As when a message above it goes because another row was pressed.
void TestClientSelection::listThatMovesDoesNotSwallowAClick()
{
    list()->selectAll();
    QTRY_COMPARE(selected().size(), 3);
    const QModelIndex beta =
        list()->model()->match(list()->model()->index(0, 0), Qt::DisplayRole, u"beta"_s).value(0);
    const QPoint there = list()->visualRect(beta).center();
    const QPoint onScreen = list()->viewport()->mapToGlobal(there);
    QTest::mousePress(list()->viewport(), Qt::LeftButton, {}, there);
    const QPoint elsewhere = list()->visualRect(beta.siblingAtRow(2)).center();
    QMouseEvent release(QEvent::MouseButtonRelease, elsewhere, onScreen, Qt::LeftButton, {}, {});
    QApplication::sendEvent(list()->viewport(), &release);
    QTRY_COMPARE(selected(), QStringList{u"beta"_s});
    QTRY_COMPARE(open(), u"beta"_s);
}

void TestClientSelection::deletedBySomebodyElse()
{
    const ClientApplication alpha = m_fixture->stored(u"alpha"_s);
    const auto removed =
        m_fixture->thread()
            .run([alpha](Database &database) {
                return editing(database, [&](EditSession &session) { return edit::remove(session, alpha); });
            })
            .result();
    QVERIFY(removed);
    Question::answerNext(0);
    m_page->trigger(Page::Action::Delete);
    QTRY_VERIFY(messages()->isVisible());
    QVERIFY2(messages()->text().contains(u"deleted by somebody else"_s), qPrintable(messages()->text()));
    QTRY_COMPARE(open(), u"beta"_s);
    QCOMPARE(list()->model()->rowCount(), 2);
}

void TestClientSelection::allThatMatchAreMoreThanWereRead()
{
    addMany();
    list()->selectAll();
    QTRY_VERIFY(shows(u"5,214 of 5,214 selected"_s));
    QVERIFY2(target().startsWith(u"5,214 client application"_s), qPrintable(target()));
    QVERIFY2(list()->model()->rowCount() < 1000, "rows were read only to be selected");

    Question::answerNext(0);
    m_page->trigger(Page::Action::Delete);
    QTRY_VERIFY(Question::lastAsked());
    QVERIFY(Question::lastAsked()->text.startsWith(u"Delete 5,214 client application"_s));
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 0, 60'000);
    QCOMPARE(count(), 0);
}

void TestClientSelection::allThatMatchButOne()
{
    addMany();
    search()->setText(u"client-"_s);
    const int matching = count(u"client_id LIKE 'client-%'"_s);
    QTRY_VERIFY(shows(QLocale().toString(matching) + u" client application"_s));
    list()->selectAll();
    QTRY_VERIFY(shows(u"%1 of %1 selected"_s.arg(QLocale().toString(matching))));
    const QString spared = list()->model()->index(1, 0).data().toString();
    list()->selectionModel()->select(list()->model()->index(1, 0),
                                     QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
    QTRY_VERIFY(
        shows(u"%1 of %2 selected"_s.arg(QLocale().toString(matching - 1), QLocale().toString(matching))));

    list()->scrollToBottom();
    QTRY_VERIFY(list()->model()->rowCount() > 200);
    QVERIFY(list()->selectionModel()->isRowSelected(201));

    Question::answerNext(0);
    m_page->trigger(Page::Action::Delete);
    QTRY_COMPARE_WITH_TIMEOUT(count(), 5214 - (matching - 1), 60'000);
    QVERIFY(m_fixture->exists(spared));
    QVERIFY(m_fixture->exists(u"alpha"_s));
}

/// As somebody else does, whose work the list follows.
void TestClientSelection::changeBehindIt(const QString &sql)
{
    QVERIFY(m_fixture->thread().run([sql](Database &database) { return database.execute(sql); }).result());
    m_page->findChild<ClientList *>()->model().follow();
}

void TestClientSelection::othersTakeNothingOut()
{
    addMany();
    list()->selectAll();
    QTRY_VERIFY(shows(u"5,214 of 5,214 selected"_s));
    changeBehindIt(u"DELETE FROM client_application WHERE client_id = 'beta'"_s);
    QTRY_VERIFY(shows(u"5,213 of 5,213 selected"_s));
    QVERIFY2(target().startsWith(u"5,213 client application"_s), qPrintable(target()));
}

void TestClientSelection::lastRowThatMovesUpLeavesTheRest()
{
    addMany();
    const int read = list()->model()->rowCount();
    const QString last = list()->model()->index(read - 1, 0).data().toString();
    changeBehindIt(u"UPDATE client_application SET client_id = '0-first' WHERE client_id = '%1'"_s.arg(last));
    QTRY_COMPARE(list()->model()->index(0, 0).data().toString(), u"0-first"_s);
    QVERIFY(list()->model()->rowCount() >= read);
    QCOMPARE(selected(), QStringList{u"alpha"_s});
}

void TestClientSelection::anotherRowEndsAll()
{
    addMany();
    list()->selectAll();
    QTRY_VERIFY(shows(u"5,214 of 5,214 selected"_s));
    select(u"beta"_s, QItemSelectionModel::ClearAndSelect);
    QTRY_COMPARE(open(), u"beta"_s);
    QVERIFY(shows(u"1 of 5,214 selected"_s));
    QCOMPARE(target(), u"client application \"beta\""_s);
}

void TestClientSelection::anotherSearchEndsAllWithoutARow()
{
    addMany();
    const auto searchForMany = [this](const QString &text) {
        const int matching = count(u"client_id LIKE '%"_s + text + u"%'"_s);
        QVERIFY(matching > 500);
        search()->setText(text);
        QTRY_VERIFY(shows(QLocale().toString(matching) + u" client application"_s));
    };
    searchForMany(u"client-"_s);
    QCOMPARE(selected(), QStringList());
    list()->selectAll();
    QVERIFY2(!target().contains(u"alpha"_s), qPrintable(target()));
    QItemSelectionModel *selection = list()->selectionModel();
    selection->select(selection->selection(), QItemSelectionModel::Deselect | QItemSelectionModel::Rows);
    QCOMPARE(selected(), QStringList());

    searchForMany(u"client-000"_s);
    QCOMPARE(target(), u"client application \"alpha\""_s);
    QCOMPARE(m_page->selectedClients().count, 1);
    QCOMPARE(m_page->selectedClients().names.first().clientId, u"alpha"_s);
}

void TestClientSelection::enablesAllThatMatch()
{
    addMany();
    search()->setText(u"title of"_s); // of the web clients alone
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    const int enabledBefore = count(u"enabled = 1"_s);
    list()->selectAll();
    m_page->trigger(Page::Action::Enable);
    QTRY_COMPARE(count(u"enabled = 1"_s), enabledBefore + 3);
    QTRY_VERIFY(messages()->isVisible());
}

GATEHOUSE_TEST(TestClientSelection)
#include "tst_clientselection.moc"
