#include "ServerDialogFixture.h"

#include "ui/servers/TakeDialog.h"
#include "ui/tables/MergeTable.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QPushButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

class TestTakeDialog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ServerDialogFixture> m_fixture;
    std::unique_ptr<TakeDialog> m_dialog;

    void open(const ServerTarget &target = {})
    {
        m_dialog = std::make_unique<TakeDialog>(m_fixture->workplace(), target, m_fixture->connector());
        m_dialog->show();
        QTRY_VERIFY(button(u"Show plan"_s)->isEnabled());
        new QAbstractItemModelTester(tree()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_dialog.get());
    }

    QPushButton *button(const QString &text) const { return field<QPushButton>(*m_dialog, text); }
    QTreeView *tree() const { return field<QTreeView>(*m_dialog, u"What happens"_s); }
    MessageBar *messages() const { return m_dialog->findChild<MessageBar *>(); }

    void plan()
    {
        button(u"Show plan"_s)->click();
        QTRY_VERIFY(button(u"Show plan"_s)->isEnabled());
    }

    void putThere(const QString &clientId, const QString &title)
    {
        m_fixture->shared().server.clients().push_back(
            {{"clientId", json::fromText(clientId)},
             {"name", json::fromText(title)},
             {"enabled", true},
             {"publicClient", true},
             {"standardFlowEnabled", true},
             {"attributes", {{"pkce.code.challenge.method", "S256"}}},
             {"redirectUris", {"https://shop.example.com/callback"}},
             {"protocol", "openid-connect"}});
    }

    std::optional<ClientApplication> found(const QString &clientId)
    {
        return m_fixture->pages().stored(
            [&](Database &database) { return store::findClient(database, clientId); });
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"gatehouse-test"_s);
        QCoreApplication::setApplicationName(u"tst_takedialog"_s);
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
        putThere(u"web"_s, u"Web"_s);
        open();
        plan();
        QCOMPARE(accessibilityFaults(*m_dialog).join(u'\n'), QString());
        QVERIFY(m_dialog->minimumSizeHint().height() <= 700);
        QVERIFY(m_dialog->minimumSizeHint().width() <= 1000);
    }

    void takesWhatIsChosen()
    {
        putThere(u"web"_s, u"Web"_s);
        putThere(u"zoo"_s, u"Zoo"_s);
        open();
        QVERIFY(!button(u"Take"_s)->isEnabled());
        plan();
        QVERIFY(!found(u"web"_s));
        QAbstractItemModel &model = *tree()->model();
        QCOMPARE(model.index(0, 0).data().toString(), u"web"_s);
        QCOMPARE(model.index(1, 0).data().toString(), u"zoo"_s);
        const int connections = m_fixture->connections();
        QVERIFY(model.setData(model.index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
        QTRY_VERIFY(button(u"Take"_s)->isEnabled());
        QCOMPARE(m_fixture->connections(), connections); // what was read is planned anew
        button(u"Take"_s)->click();
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Positive);
        QVERIFY(found(u"web"_s));
        QCOMPARE(found(u"web"_s)->title, u"Web"_s);
        QVERIFY(!found(u"zoo"_s));
        QVERIFY(!button(u"Take"_s)->isEnabled());
        QCOMPARE(m_fixture->tasks().tasks().first().state, TaskState::Done);
    }

    void whatBothChangedIsChosen()
    {
        putThere(u"web"_s, u"Web"_s);
        open();
        plan();
        QTRY_VERIFY(button(u"Take"_s)->isEnabled());
        button(u"Take"_s)->click();
        QTRY_VERIFY(found(u"web"_s));
        QTRY_VERIFY(!m_fixture->tasks().isAnyRunning());
        m_dialog.reset();

        ClientApplication client = m_fixture->stored(u"web"_s);
        client.title = u"Ours"_s;
        m_fixture->saved(client);
        (*m_fixture->shared().server.client(u"web"_s))["name"] = "Theirs";
        open();
        plan();
        auto *fields = field<MergeTable>(*m_dialog, u"Fields of the client application"_s);
        QVERIFY(fields->isVisible());
        QCOMPARE(accessibilityFaults(*m_dialog).join(u'\n'), QString());
        QVERIFY(m_dialog->minimumSizeHint().height() <= 700);
        QCOMPARE(rowsOf(*fields).size(), 1);
        QVERIFY(!button(u"Take"_s)->isEnabled());
        MergeModel &model = fields->mergeModel();
        QVERIFY(model.setData(model.index(0, MergeModel::Chosen), u"here"_s, Qt::EditRole));
        QTRY_VERIFY(button(u"Show plan"_s)->isEnabled() && !button(u"Take"_s)->isEnabled());
        QCOMPARE(model.rows().first().choice, MergeSide::Here);
        QVERIFY(model.setData(model.index(0, MergeModel::Chosen), u"there"_s, Qt::EditRole));
        QTRY_VERIFY(button(u"Take"_s)->isEnabled());
        button(u"Take"_s)->click();
        QTRY_COMPARE(found(u"web"_s)->title, u"Theirs"_s);
    }

    void whatIsNotThereIsNamed()
    {
        putThere(u"web"_s, u"Web"_s);
        open({.clientIds = {u"nobody"_s}});
        plan();
        QCOMPARE(messages()->messageType(), MessageBar::Error);
        QVERIFY2(messages()->text().contains("nobody"_L1), qPrintable(messages()->text()));
        QVERIFY(!button(u"Take"_s)->isEnabled());
    }

    void whatIsOutOfReachIsToldAndTriedAgain()
    {
        putThere(u"web"_s, u"Web"_s);
        m_fixture->shared().isUnreachable = true;
        open();
        plan();
        QCOMPARE(messages()->messageType(), MessageBar::Error);
        m_fixture->shared().isUnreachable = false;
        messages()->actions().first()->trigger();
        QTRY_VERIFY(button(u"Take"_s)->isEnabled());
        QVERIFY(!messages()->isVisible());
    }
};

GATEHOUSE_TEST(TestTakeDialog)
#include "tst_takedialog.moc"
