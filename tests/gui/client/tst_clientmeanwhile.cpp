#include "ClientFixture.h"

#include "draft/ClientDraft.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/list/ClientList.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/merge/MergeDialog.h"

#include <QLineEdit>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// What somebody else does to the client application that is open, or to others in the list.
class TestClientMeanwhile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(), m_fixture.reset(); }

    void conflictReadsTheListAgain();
    void refreshReadsWhatIsOpen();
    void refreshKeepsWhatIsTyped_data();
    void refreshKeepsWhatIsTyped();
    void refreshSaysNothingWhereNothingChanged();
    void refreshTakesTheCellThatIsTyped();
    void deletedWhileNothingIsTyped();
    void deletedOneIsDuplicatedAsTyped_data();
    void deletedOneIsDuplicatedAsTyped();
    void newOneThatIsStoredAfterAll_data();
    void newOneThatIsStoredAfterAll();

private:
    QTableView *list() { return m_page->findChild<ClientList *>()->findChild<QTableView *>(); }
    MessageBar *messages() { return m_page->findChild<MessageBar *>(); }
    QLineEdit *field(QLatin1StringView column);
    QString listed(int row, store::ClientColumn column)
    {
        return list()->model()->index(row, int(column)).data().toString();
    }
    void changeElsewhere(const QString &clientId, const QString &title);
    void removeElsewhere(const QString &clientId);

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<ClientsPage> m_page;
};

void TestClientMeanwhile::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    m_fixture->addWebClient(u"alpha"_s);
    m_fixture->addWebClient(u"beta"_s);
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_page->refresh();
    QTRY_VERIFY(m_page->findChild<QTabWidget *>());
    QTRY_COMPARE(field("client_id"_L1)->text(), u"alpha"_s);
}

QLineEdit *TestClientMeanwhile::field(QLatin1StringView column)
{
    for (QLineEdit *edit : m_page->findChildren<QLineEdit *>()) {
        if (edit->property("column").toString() == column)
            return edit;
    }
    qFatal("no such field");
}

void TestClientMeanwhile::changeElsewhere(const QString &clientId, const QString &title)
{
    ClientApplication theirs = m_fixture->stored(clientId);
    theirs.title = title;
    m_fixture->save(theirs);
}

void TestClientMeanwhile::removeElsewhere(const QString &clientId)
{
    const ClientApplication theirs = m_fixture->stored(clientId);
    const auto removed =
        m_fixture->thread()
            .run([theirs](Database &database) {
                return editing(database, [&](EditSession &session) { return edit::remove(session, theirs); });
            })
            .result();
    QVERIFY(removed);
}

void TestClientMeanwhile::conflictReadsTheListAgain()
{
    field("title"_L1)->setText(u"Mine"_s);
    changeElsewhere(u"alpha"_s, u"Theirs"_s);
    changeElsewhere(u"beta"_s, u"Theirs, too"_s);
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(m_page->findChild<MergeDialog *>());
    m_page->findChild<MergeDialog *>()->reject();
    QTRY_COMPARE(listed(0, store::ClientColumn::Title), u"Theirs"_s);
    QCOMPARE(listed(1, store::ClientColumn::Title), u"Theirs, too"_s);
    QCOMPARE(field("title"_L1)->text(), u"Mine"_s);
    QVERIFY(m_page->isModified());
    QTRY_VERIFY2(messages()->text().contains(u"Title is now \"Theirs\""_s), qPrintable(messages()->text()));
    QVERIFY2(messages()->text().contains(u"What you typed is kept"_s), qPrintable(messages()->text()));
    QVERIFY2(messages()->text().contains(u"Revert"_s), qPrintable(messages()->text()));
}

void TestClientMeanwhile::refreshReadsWhatIsOpen()
{
    changeElsewhere(u"alpha"_s, u"Theirs"_s);
    m_fixture->addWebClient(u"gamma"_s);
    m_page->refresh();
    QTRY_COMPARE(field("title"_L1)->text(), u"Theirs"_s);
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    QVERIFY(!m_page->isModified());
    QVERIFY(!messages()->isVisible());
}

void TestClientMeanwhile::refreshKeepsWhatIsTyped_data()
{
    QTest::addColumn<bool>("isDeleted");
    QTest::addColumn<QString>("told");
    QTest::newRow("changed") << false << u"Title is now \"Theirs\""_s;
    QTest::newRow("deleted") << true << u"was deleted by somebody else"_s;
}

void TestClientMeanwhile::refreshKeepsWhatIsTyped()
{
    QFETCH(const bool, isDeleted);
    QFETCH(const QString, told);
    field("logo_uri"_L1)->setText(u"https://mine.example/logo.png"_s);
    if (isDeleted)
        removeElsewhere(u"alpha"_s);
    else
        changeElsewhere(u"alpha"_s, u"Theirs"_s);
    m_page->refresh();
    QTRY_VERIFY(messages()->isVisible());
    QVERIFY2(messages()->text().contains(told), qPrintable(messages()->text()));
    QVERIFY2(messages()->text().contains(u"What you typed is kept"_s), qPrintable(messages()->text()));
    QCOMPARE(field("logo_uri"_L1)->text(), u"https://mine.example/logo.png"_s);
    QCOMPARE(field("title"_L1)->text(), u"Title of alpha"_s);
    QVERIFY(m_page->isModified());
    QTRY_COMPARE(list()->model()->rowCount(), isDeleted ? 1 : 2);
}

void TestClientMeanwhile::refreshSaysNothingWhereNothingChanged()
{
    field("title"_L1)->setText(u"Mine"_s);
    changeElsewhere(u"beta"_s, u"Theirs"_s);
    m_page->refresh();
    QTRY_COMPARE(listed(1, store::ClientColumn::Title), u"Theirs"_s);
    test::HeldBack(m_fixture->thread()).letGo();
    QVERIFY(!messages()->isVisible());
    QCOMPARE(field("title"_L1)->text(), u"Mine"_s);
}

void TestClientMeanwhile::refreshTakesTheCellThatIsTyped()
{
    m_page->goTo(ClientField::LoginRedirects, 0);
    auto *redirects = qobject_cast<QTableView *>(QApplication::focusWidget());
    QVERIFY(redirects);
    redirects->edit(redirects->currentIndex());
    auto *cell = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(cell);
    cell->setText(u"https://alpha.example.com/typed"_s);
    m_page->refresh();
    test::HeldBack(m_fixture->thread()).letGo();
    QVERIFY(m_page->isModified());
    QCOMPARE(redirects->model()->index(0, 0).data().toString(), u"https://alpha.example.com/typed"_s);
}

void TestClientMeanwhile::deletedWhileNothingIsTyped()
{
    removeElsewhere(u"alpha"_s);
    m_page->refresh();
    QTRY_VERIFY(messages()->isVisible());
    QVERIFY2(messages()->text().contains(u"\"alpha\" was deleted by somebody else"_s),
             qPrintable(messages()->text()));
    QTRY_COMPARE(field("client_id"_L1)->text(), u"beta"_s);
    QCOMPARE(list()->model()->rowCount(), 1);
}

void TestClientMeanwhile::deletedOneIsDuplicatedAsTyped_data()
{
    QTest::addColumn<bool>("bySaving");
    QTest::newRow("found by saving") << true;
    QTest::newRow("found by reading again") << false;
}

void TestClientMeanwhile::deletedOneIsDuplicatedAsTyped()
{
    QFETCH(const bool, bySaving);
    field("title"_L1)->setText(u"Mine"_s);
    removeElsewhere(u"alpha"_s);
    if (bySaving)
        m_page->trigger(Page::Action::Save);
    else
        m_page->refresh();
    QTRY_VERIFY(messages()->isVisible() && messages()->text().contains(u"was deleted by somebody else"_s));

    Question::answerNext(2); // keep editing, if it asked
    m_page->trigger(Page::Action::Duplicate);
    QVERIFY(!Question::lastAsked());
    QCOMPARE(field("title"_L1)->text(), u"Mine (copy)"_s);
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(m_fixture->stored(u"alpha-copy"_s).title, u"Mine (copy)"_s);
}

void TestClientMeanwhile::newOneThatIsStoredAfterAll_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<bool>("isAsked");
    QTest::newRow("nothing typed since") << u"Gamma"_s << false;
    QTest::newRow("typed on") << u"Gamma, typed on"_s << true;
}

/// The answer to its first save never came, and it was told that it is not known.
void TestClientMeanwhile::newOneThatIsStoredAfterAll()
{
    QFETCH(const QString, title);
    QFETCH(const bool, isAsked);
    m_page->trigger(Page::Action::Add);
    field("client_id"_L1)->setText(u"gamma"_s);
    field("title"_L1)->setText(u"Gamma"_s);
    m_fixture->save(m_page->findChild<ClientDraft *>()->normalized());
    field("title"_L1)->setText(title);
    m_page->trigger(Page::Action::Save);
    if (isAsked) {
        QTRY_VERIFY(m_page->findChild<MergeDialog *>());
        return;
    }
    QTRY_VERIFY(!m_page->isModified());
    QVERIFY(!m_page->findChild<MergeDialog *>());
    QVERIFY2(!messages()->text().contains(u"Not saved"_s), qPrintable(messages()->text()));
    QCOMPARE(m_fixture->stored(u"gamma"_s).version, 1);
}

GATEHOUSE_TEST(TestClientMeanwhile)
#include "tst_clientmeanwhile.moc"
