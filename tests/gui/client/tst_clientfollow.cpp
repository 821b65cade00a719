#include "ClientFixture.h"

#include "store/watch/ChangeWatch.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/ValidationController.h"
#include "ui/client/list/ClientList.h"
#include "ui/client/redirects/RedirectsTab.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"

#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// What others save while the page is open appears by itself, and nothing that a person does is disturbed.
class TestClientFollow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_watch.reset(), m_page.reset(), m_others.reset(), m_fixture.reset(); }

    void listChangesWithoutAReset();
    void listStaysWhereItIsScrolledTo();
    void severalStaySelected();
    void cleanEditorFollowsWithTabFocusAndCursor();
    void cleanTextFollowsWithItsCursor();
    void selectedRedirectStaysSelected();
    void typedTextIsLeftAloneAndTheSaveIsTold();
    void otherSavesAreNotToldWhereSomethingIsTyped();
    void deletedWhileNothingIsTyped();
    void deletedWhileSomethingIsTyped();
    void cellThatIsEditedIsNotClosed();
    void problemsFollowTheUsers();
    void openRowThatLeavesTheListStaysOpen();

private:
    QTableView *list() { return m_page->findChild<ClientList *>()->findChild<QTableView *>(); }
    QAbstractItemModel &model() { return *list()->model(); }
    MessageBar *messages() { return m_page->findChild<MessageBar *>(); }
    template<typename Edit = QLineEdit>
    Edit *field(QLatin1StringView column);
    QString current() { return list()->currentIndex().siblingAtColumn(0).data().toString(); }
    QStringList listed(store::ClientColumn column = store::ClientColumn::ClientId);
    QStringList selected();
    ClientApplication stored(const QString &clientId);
    template<typename Record>
    void saveElsewhere(const Record &record);
    void addElsewhere(const QString &clientId);
    void changeElsewhere(const QString &clientId, const QString &title);
    void removeElsewhere(const QString &clientId);

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<Database> m_others;
    std::unique_ptr<ClientsPage> m_page;
    std::unique_ptr<ChangeWatch> m_watch;
};

void TestClientFollow::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    for (const char *name : {"beta", "delta", "gamma"})
        m_fixture->addWebClient(QString::fromLatin1(name));
    auto opened = Database::open(m_fixture->url(), Database::IfMissing::Refuse);
    QVERIFY(opened);
    m_others = std::make_unique<Database>(*opened);
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_watch = std::make_unique<ChangeWatch>(m_fixture->thread());
    connect(m_watch.get(), &ChangeWatch::changed, m_page.get(), &ClientsPage::follow);
    m_watch->begin();
    m_page->refresh();
    QTRY_VERIFY(m_page->findChild<QTabWidget *>());
    QTRY_COMPARE(field("client_id"_L1)->text(), u"beta"_s);
}

template<typename Edit>
Edit *TestClientFollow::field(QLatin1StringView column)
{
    for (Edit *edit : m_page->findChildren<Edit *>()) {
        if (edit->property("column").toString() == column)
            return edit;
    }
    qFatal("no such field");
}

QStringList TestClientFollow::listed(store::ClientColumn column)
{
    QStringList texts;
    for (int row = 0; row < model().rowCount(); ++row)
        texts << model().index(row, int(column)).data().toString();
    return texts;
}

QStringList TestClientFollow::selected()
{
    QStringList texts;
    for (const QModelIndex &index : list()->selectionModel()->selectedRows())
        texts << index.data().toString();
    texts.sort();
    return texts;
}

ClientApplication TestClientFollow::stored(const QString &clientId)
{
    return store::findClient(*m_others, clientId).value().value();
}

template<typename Record>
void TestClientFollow::saveElsewhere(const Record &record)
{
    const auto saved = editing(*m_others, [&](EditSession &session) { return edit::save(session, record); });
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().text));
}

void TestClientFollow::addElsewhere(const QString &clientId)
{
    ClientApplication client = stored(u"gamma"_s);
    client.key.clear();
    client.version = 0;
    client.clientId = clientId;
    client.title = u"Title of "_s + clientId;
    for (ClientSecret &secret : client.secrets)
        secret.key.clear();
    saveElsewhere(client);
}

void TestClientFollow::changeElsewhere(const QString &clientId, const QString &title)
{
    ClientApplication theirs = stored(clientId);
    theirs.title = title;
    saveElsewhere(theirs);
}

void TestClientFollow::removeElsewhere(const QString &clientId)
{
    const ClientApplication theirs = stored(clientId);
    QVERIFY(editing(*m_others, [&](EditSession &session) { return edit::remove(session, theirs); }));
}

void TestClientFollow::listChangesWithoutAReset()
{
    bool isReset = false;
    connect(&model(), &QAbstractItemModel::modelReset, this, [&] { isReset = true; });
    addElsewhere(u"alpha"_s);
    QTRY_COMPARE(listed(), (QStringList{u"alpha"_s, u"beta"_s, u"delta"_s, u"gamma"_s}));
    QCOMPARE(current(), u"beta"_s);
    QCOMPARE(selected(), QStringList{u"beta"_s});
    changeElsewhere(u"delta"_s, u"Theirs"_s);
    QTRY_COMPARE(listed(store::ClientColumn::Title).at(2), u"Theirs"_s);
    ClientApplication renamed = stored(u"delta"_s);
    renamed.clientId = u"omega"_s;
    saveElsewhere(renamed);
    QTRY_COMPARE(listed(), (QStringList{u"alpha"_s, u"beta"_s, u"gamma"_s, u"omega"_s}));
    removeElsewhere(u"gamma"_s);
    QTRY_COMPARE(listed(), (QStringList{u"alpha"_s, u"beta"_s, u"omega"_s}));
    QCOMPARE(current(), u"beta"_s);
    QCOMPARE(selected(), QStringList{u"beta"_s});
    QCOMPARE(field("client_id"_L1)->text(), u"beta"_s);
    QVERIFY(!isReset);
    QVERIFY(!messages()->isVisible());
}

void TestClientFollow::listStaysWhereItIsScrolledTo()
{
    for (int more = 0; more < 60; ++more)
        addElsewhere(u"client-%1"_s.arg(more, 2, 10, QChar(u'0')));
    QTRY_COMPARE(model().rowCount(), 63);
    QScrollBar *bar = list()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 30);
    bar->setValue(30);
    const QString top = list()->indexAt({1, 1}).siblingAtColumn(0).data().toString();
    addElsewhere(u"aaa"_s);
    QTRY_COMPARE(listed().first(), u"aaa"_s);
    QCOMPARE(list()->indexAt({1, 1}).siblingAtColumn(0).data().toString(), top);
    removeElsewhere(u"client-00"_s);
    removeElsewhere(u"client-01"_s);
    QTRY_COMPARE(model().rowCount(), 62);
    QCOMPARE(list()->indexAt({1, 1}).siblingAtColumn(0).data().toString(), top);
    QCOMPARE(selected(), QStringList{u"beta"_s});
}

void TestClientFollow::severalStaySelected()
{
    list()->selectionModel()->select(model().index(2, 0),
                                     QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QCOMPARE(selected(), (QStringList{u"beta"_s, u"gamma"_s}));
    addElsewhere(u"alpha"_s);
    removeElsewhere(u"delta"_s);
    QTRY_COMPARE(listed(), (QStringList{u"alpha"_s, u"beta"_s, u"gamma"_s}));
    QCOMPARE(selected(), (QStringList{u"beta"_s, u"gamma"_s}));
    QCOMPARE(current(), u"beta"_s);
}

void TestClientFollow::cleanEditorFollowsWithTabFocusAndCursor()
{
    m_page->activateWindow();
    QLineEdit *title = field("title"_L1);
    title->setFocus();
    title->setSelection(9, -3);
    QCOMPARE(title->selectedText(), u"of "_s);
    changeElsewhere(u"beta"_s, u"Title of theirs"_s);
    QTRY_COMPARE(title->text(), u"Title of theirs"_s);
    QCOMPARE(m_page->focusWidget(), title);
    QCOMPARE(title->selectedText(), u"of "_s);
    QCOMPARE(title->cursorPosition(), 6);
    changeElsewhere(u"beta"_s, u"Short"_s);
    QTRY_COMPARE(title->text(), u"Short"_s);
    QCOMPARE(m_page->focusWidget(), title);
    QVERIFY(title->cursorPosition() <= 5);
    QVERIFY(!m_page->isModified());
    QVERIFY(!messages()->isVisible());
    // And it is saved over what is stored now.
    title->setText(u"Mine"_s);
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(stored(u"beta"_s).title, u"Mine"_s);
}

void TestClientFollow::cleanTextFollowsWithItsCursor()
{
    m_page->activateWindow();
    ClientApplication theirs = stored(u"beta"_s);
    theirs.description = u"one\ntwo\nthree\nfour\nfive\nsix"_s;
    saveElsewhere(theirs);
    auto *description = field<QPlainTextEdit>("description"_L1);
    QTRY_VERIFY(description->toPlainText().startsWith(u"one"_s));
    description->setFocus();
    QTextCursor cursor = description->textCursor();
    cursor.setPosition(20);
    description->setTextCursor(cursor);
    const int scrolled = description->verticalScrollBar()->value();
    theirs = stored(u"beta"_s);
    theirs.description += u"\nseven"_s;
    saveElsewhere(theirs);
    QTRY_VERIFY(description->toPlainText().endsWith(u"seven"_s));
    QCOMPARE(description->textCursor().position(), 20);
    QCOMPARE(description->verticalScrollBar()->value(), scrolled);
    QCOMPARE(m_page->focusWidget(), description);
}

void TestClientFollow::selectedRedirectStaysSelected()
{
    ClientApplication theirs = stored(u"beta"_s);
    theirs.loginRedirects << u"https://beta.example.com/two"_s << u"https://beta.example.com/three"_s;
    saveElsewhere(theirs);
    m_page->goTo(ClientField::LoginRedirects, 0);
    auto *redirects = qobject_cast<QTableView *>(QApplication::focusWidget());
    QVERIFY(redirects);
    QTRY_COMPARE(redirects->model()->rowCount(), 3);
    redirects->selectRow(2);
    auto *entry = redirects->parentWidget()->findChild<QLineEdit *>();
    entry->setText(u"https://beta.example.com/half"_s); // typed, and not added yet
    theirs = stored(u"beta"_s);
    theirs.loginRedirects.insert(1, u"https://beta.example.com/new"_s);
    saveElsewhere(theirs);
    QTRY_COMPARE(redirects->model()->rowCount(), 4);
    QCOMPARE(redirects->currentIndex().data().toString(), u"https://beta.example.com/three"_s);
    QCOMPARE(redirects->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(entry->text(), u"https://beta.example.com/half"_s);
    QVERIFY(redirects->isVisible());
}

void TestClientFollow::typedTextIsLeftAloneAndTheSaveIsTold()
{
    m_page->activateWindow();
    QLineEdit *title = field("title"_L1);
    title->setFocus();
    QTest::keyClicks(title, u" mine"_s);
    title->setCursorPosition(3);
    changeElsewhere(u"beta"_s, u"Theirs"_s);
    QTRY_VERIFY(messages()->isVisible());
    QVERIFY2(messages()->text().contains(u"saved client application \"beta\" at"_s),
             qPrintable(messages()->text()));
    QVERIFY2(messages()->text().contains(u"Save merges"_s), qPrintable(messages()->text()));
    QCOMPARE(title->text(), u"Title of beta mine"_s);
    QCOMPARE(title->cursorPosition(), 3);
    QCOMPARE(m_page->focusWidget(), title);
    QTRY_COMPARE(listed(store::ClientColumn::Title).first(), u"Theirs"_s);
    QVERIFY(m_page->isModified());
}

void TestClientFollow::otherSavesAreNotToldWhereSomethingIsTyped()
{
    field("title"_L1)->setText(u"Mine"_s);
    changeElsewhere(u"delta"_s, u"Theirs"_s);
    QTRY_COMPARE(listed(store::ClientColumn::Title).at(1), u"Theirs"_s);
    test::HeldBack(m_fixture->thread()).letGo();
    QVERIFY(!messages()->isVisible());
    QCOMPARE(field("title"_L1)->text(), u"Mine"_s);
}

void TestClientFollow::deletedWhileNothingIsTyped()
{
    removeElsewhere(u"beta"_s);
    QTRY_VERIFY(messages()->isVisible());
    QVERIFY2(messages()->text().contains(u"\"beta\" was deleted by somebody else"_s),
             qPrintable(messages()->text()));
    QTRY_COMPARE(listed(), (QStringList{u"delta"_s, u"gamma"_s}));
    QCOMPARE(selected(), QStringList());
    QCOMPARE(m_page->openKey(), QString());
    QVERIFY(!Question::lastAsked());
}

void TestClientFollow::deletedWhileSomethingIsTyped()
{
    field("title"_L1)->setText(u"Mine"_s);
    removeElsewhere(u"beta"_s);
    QTRY_VERIFY(messages()->isVisible());
    QVERIFY2(messages()->text().contains(u"was deleted by somebody else"_s), qPrintable(messages()->text()));
    QVERIFY2(messages()->text().contains(u"What you typed is kept"_s), qPrintable(messages()->text()));
    QTRY_COMPARE(listed(), (QStringList{u"delta"_s, u"gamma"_s}));
    QCOMPARE(field("title"_L1)->text(), u"Mine"_s);
    QVERIFY(!Question::lastAsked());
    m_page->trigger(Page::Action::Duplicate);
    QCOMPARE(field("title"_L1)->text(), u"Mine (copy)"_s);
}

void TestClientFollow::cellThatIsEditedIsNotClosed()
{
    m_page->activateWindow();
    m_page->goTo(ClientField::LoginRedirects, 0);
    auto *redirects = qobject_cast<QTableView *>(QApplication::focusWidget());
    QVERIFY(redirects);
    redirects->edit(redirects->currentIndex());
    QPointer<QLineEdit> cell = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(cell);
    cell->setText(u"https://beta.example.com/typed"_s);
    ClientApplication theirs = stored(u"beta"_s);
    theirs.loginRedirects << u"https://beta.example.com/theirs"_s;
    saveElsewhere(theirs);
    changeElsewhere(u"delta"_s, u"Theirs"_s);
    QTRY_COMPARE(listed(store::ClientColumn::Title).at(1), u"Theirs"_s); // so it has been seen
    test::HeldBack(m_fixture->thread()).letGo();
    QVERIFY(cell);
    QCOMPARE(cell->text(), u"https://beta.example.com/typed"_s);
    QTest::keyClick(cell, Qt::Key_Escape);
    QTRY_COMPARE(redirects->model()->rowCount(), 2);
}

void TestClientFollow::problemsFollowTheUsers()
{
    ClientApplication theirs = stored(u"beta"_s);
    theirs.alsoClientCredentials = true;
    theirs.identity = u"price-bot"_s;
    saveElsewhere(theirs);
    QTRY_COMPARE(m_page->validation().problemsOf(ClientField::Identity).size(), 0);
    User user = store::loadUser(*m_others, u"price-bot"_s).value().value();
    user.enabled = false;
    saveElsewhere(user);
    QTRY_VERIFY(!m_page->validation().problemsOf(ClientField::Identity).isEmpty());
    QTRY_VERIFY(!listed(store::ClientColumn::Problems).first().isEmpty());
}

void TestClientFollow::openRowThatLeavesTheListStaysOpen()
{
    auto &clients = m_page->findChild<ClientList *>()->model();
    clients.setFilter({.search = u"beta"_s});
    QTRY_COMPARE(listed(), QStringList{u"beta"_s});
    ClientApplication renamed = stored(u"beta"_s);
    renamed.clientId = u"zeta"_s;
    renamed.title = u"Zeta"_s;
    saveElsewhere(renamed);
    QTRY_COMPARE(model().rowCount(), 0);
    QTRY_COMPARE(field("client_id"_L1)->text(), u"zeta"_s);
    QCOMPARE(m_page->openKey(), renamed.key);
    clients.setFilter({});
    QTRY_COMPARE(selected(), QStringList{u"zeta"_s});
}

GATEHOUSE_TEST(TestClientFollow)
#include "tst_clientfollow.moc"
