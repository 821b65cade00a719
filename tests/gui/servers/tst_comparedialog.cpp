#include "ServerDialogFixture.h"

#include "ui/common/KeyComboBox.h"
#include "ui/servers/CompareDialog.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QFileDialog>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

class TestCompareDialog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ServerDialogFixture> m_fixture;
    std::unique_ptr<CompareDialog> m_dialog;

    void open(const ServerTarget &target = {})
    {
        m_dialog = std::make_unique<CompareDialog>(m_fixture->workplace(), target, m_fixture->connector());
        m_dialog->show();
        QTRY_VERIFY(button(u"Compare"_s)->isEnabled());
        for (const QAbstractItemView *view : {clients(), differences()})
            new QAbstractItemModelTester(
                view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_dialog.get());
    }

    QPushButton *button(const QString &text) const { return field<QPushButton>(*m_dialog, text); }
    QTableView *clients() const { return field<QTableView>(*m_dialog, u"Compared client applications"_s); }
    QTableView *differences() const { return field<QTableView>(*m_dialog, u"Fields that differ"_s); }
    KeyComboBox *filter() const { return field<KeyComboBox>(*m_dialog, u"Show"_s); }
    MessageBar *messages() const { return m_dialog->findChild<MessageBar *>(); }

    void compare()
    {
        button(u"Compare"_s)->click();
        QTRY_VERIFY(button(u"Compare"_s)->isEnabled());
    }

    void choose(const QString &shown)
    {
        filter()->setCurrentIndex(filter()->findText(shown));
        Q_EMIT filter()->keyChosen(filter()->key());
    }

    /// The same on both sides but for its title.
    void pairUp(const QString &clientId, const QString &titleThere)
    {
        m_fixture->addClient(clientId);
        m_fixture->shared().server.clients().push_back(
            {{"clientId", json::fromText(clientId)},
             {"name", json::fromText(titleThere)},
             {"enabled", true},
             {"publicClient", false},
             {"standardFlowEnabled", true},
             {"redirectUris", {"https://shop.example.com/callback"}},
             {"protocol", "openid-connect"}});
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"gatehouse-test"_s);
        QCoreApplication::setApplicationName(u"tst_comparedialog"_s);
    }

    void init()
    {
        m_fixture = std::make_unique<ServerDialogFixture>();
        m_fixture->addServer();
    }

    void cleanup()
    {
        m_dialog.reset();
        m_fixture.reset();
    }

    void isUsableByKeyboardAndScreenReader()
    {
        m_fixture->addClient(u"web"_s);
        open();
        compare();
        QCOMPARE(accessibilityFaults(*m_dialog).join(u'\n'), QString());
        QVERIFY(m_dialog->minimumSizeHint().height() <= 700);
        QVERIFY(m_dialog->minimumSizeHint().width() <= 1000);
    }

    void saysInWhichFieldAClientDiffers()
    {
        pairUp(u"web"_s, u"Changed there"_s);
        m_fixture->addClient(u"zoo"_s);
        open();
        compare();
        QVERIFY2(!messages()->isVisible(), qPrintable(messages()->text()));
        const QStringList rows = rowsOf(*clients());
        QCOMPARE(rows.size(), 2);
        QVERIFY2(rows.first().startsWith("web | Differs | "_L1), qPrintable(rows.first()));
        QVERIFY2(rows.last().startsWith("zoo | Only here"_L1), qPrintable(rows.last()));
        QVERIFY2(rowsOf(*differences()).contains(u"Title | Web shop | Changed there"_s),
                 qPrintable(rowsOf(*differences()).join(u'\n')));

        choose(u"Only here"_s);
        QCOMPARE(rowsOf(*clients()).size(), 1);
        QCOMPARE(rowsOf(*differences()).size(), 0);
        choose(u"The same"_s);
        QCOMPARE(rowsOf(*clients()).size(), 0);
        choose(u"Drifted"_s);
        QCOMPARE(rowsOf(*clients()).size(), 2);
    }

    void isNotedInTheListAndInTasks()
    {
        pairUp(u"web"_s, u"Changed there"_s);
        open();
        compare();
        const auto known = m_fixture->pages().stored(
            [](Database &database) { return store::loadPage(database, {.filter = {.withDrift = true}}); });
        QCOMPARE(known.size(), 1);
        QCOMPARE(known.first().drift.size(), 1);
        QCOMPARE(known.first().drift.first().server, u"Test"_s);
        QCOMPARE(known.first().drift.first().state, store::ServerClientState::Differs);
        QVERIFY(known.first().drift.first().comparedAt.isValid());
        const TaskInfo task = m_fixture->tasks().tasks().first();
        QCOMPARE(task.state, TaskState::Done);
        QVERIFY2(task.outcome.contains("Differs: 1"_L1), qPrintable(task.outcome));
    }

    void handsOnWhatIsSelected()
    {
        pairUp(u"web"_s, u"Changed there"_s);
        m_fixture->addClient(u"zoo"_s);
        open();
        QVERIFY(!button(u"Take…"_s)->isEnabled() && !button(u"Push…"_s)->isEnabled());
        compare();
        clients()->selectAll();
        ServerTarget taken;
        ServerTarget pushed;
        connect(m_dialog.get(), &CompareDialog::takeWanted, this,
                [&](const ServerTarget &target) { taken = target; });
        connect(m_dialog.get(), &CompareDialog::pushWanted, this,
                [&](const ServerTarget &target) { pushed = target; });
        button(u"Take…"_s)->click();
        button(u"Push…"_s)->click();
        QCOMPARE(taken.clientIds, QStringList{u"web"_s});
        QCOMPARE(pushed.clientIds, (QStringList{u"web"_s, u"zoo"_s}));
        QVERIFY(!pushed.serverKey.isEmpty());
    }

    void whatIsOutOfReachIsToldAndTriedAgain()
    {
        pairUp(u"web"_s, u"Changed there"_s);
        m_fixture->shared().isUnreachable = true;
        open();
        compare();
        QVERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Error);
        QCOMPARE(messages()->text(), u"The server is out of reach. Start it."_s);
        QCOMPARE(messages()->actions().size(), 1);
        m_fixture->shared().isUnreachable = false;
        messages()->actions().first()->trigger();
        QTRY_COMPARE(rowsOf(*clients()).size(), 1);
        QVERIFY(!messages()->isVisible());
    }

    void escapeStopsAServerThatDoesNotAnswer()
    {
        m_fixture->addClient(u"web"_s);
        m_fixture->shared().isSilent = true;
        open();
        button(u"Compare"_s)->click();
        QTRY_VERIFY(m_fixture->shared().asked.available() > 0);
        QVERIFY(!button(u"Compare"_s)->isEnabled());
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(m_dialog->isVisible());
        QTRY_VERIFY(button(u"Compare"_s)->isEnabled());
        QVERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Information);
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
    }

    void remembersTheServer()
    {
        const Server other = m_fixture->addServer(u"Another"_s);
        open();
        auto *servers = field<KeyComboBox>(*m_dialog, u"Server"_s);
        QVERIFY(servers->key() == other.key); // the first by name
        servers->setCurrentIndex(1);
        Q_EMIT servers->keyChosen(servers->key());
        open();
        QCOMPARE(field<KeyComboBox>(*m_dialog, u"Server"_s)->currentText(), u"Test (File)"_s);
        QCOMPARE(m_fixture->connections(), 0);
    }
};

GATEHOUSE_TEST(TestCompareDialog)
#include "tst_comparedialog.moc"
