#include "ServerDialogFixture.h"

#include "ui/common/KeyComboBox.h"
#include "ui/servers/PushDialog.h"
#include "ui/tables/MergeTable.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

class TestPushDialog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ServerDialogFixture> m_fixture;
    std::unique_ptr<PushDialog> m_dialog;

    void open(const ServerTarget &target = {})
    {
        m_dialog = std::make_unique<PushDialog>(m_fixture->workplace(), target, m_fixture->connector());
        m_dialog->show();
        QTRY_VERIFY(button(u"Show plan"_s)->isEnabled());
        for (const QAbstractItemView *view : {list(), static_cast<QTableView *>(merge())})
            new QAbstractItemModelTester(
                view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_dialog.get());
    }

    QPushButton *button(const QString &text) const { return field<QPushButton>(*m_dialog, text); }
    QTableView *list() const { return field<QTableView>(*m_dialog, u"What happens"_s); }
    MergeTable *merge() const { return m_dialog->findChild<MergeTable *>(); }
    MessageBar *messages() const { return m_dialog->findChild<MessageBar *>(); }
    json::Json &there(const QString &clientId) { return *m_fixture->shared().server.client(clientId); }
    QStringList rows() const { return rowsOf(*list()); }

    void plan()
    {
        button(u"Show plan"_s)->click();
        QTRY_VERIFY(button(u"Show plan"_s)->isEnabled());
    }

    void push()
    {
        QTRY_VERIFY(button(u"Push"_s)->isEnabled());
        button(u"Push"_s)->click();
        QTRY_VERIFY(button(u"Show plan"_s)->isEnabled());
    }

    /// Pushed once, so that both sides are known to have been the same.
    void pushNew(const QString &clientId)
    {
        m_fixture->addClient(clientId);
        open();
        plan();
        push();
        QCOMPARE(messages()->messageType(), MessageBar::Positive);
    }

    /// The title changed on both sides.
    void makeConflict(const QString &clientId)
    {
        pushNew(clientId);
        ClientApplication client = m_fixture->stored(clientId);
        client.title = u"Changed here"_s;
        m_fixture->saved(client);
        there(clientId)["name"] = "Changed there";
        open();
        plan();
    }

    /// As a person does in the table; gives whether there was such a row.
    bool choose(const QString &label, const QString &key) const
    {
        MergeModel &model = merge()->mergeModel();
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, MergeModel::Field).data().toString() == label)
                return model.setData(model.index(row, MergeModel::Chosen), key, Qt::EditRole);
        }
        return false;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(u"gatehouse-test"_s);
        QCoreApplication::setApplicationName(u"tst_pushdialog"_s);
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
        makeConflict(u"web"_s);
        QCOMPARE(accessibilityFaults(*m_dialog).join(u'\n'), QString());
        QVERIFY(m_dialog->minimumSizeHint().height() <= 700);
        QVERIFY(m_dialog->minimumSizeHint().width() <= 1000);
    }

    void nothingIsSentBeforeItIsPushed()
    {
        m_fixture->addClient(u"web"_s);
        open();
        QVERIFY(!button(u"Push"_s)->isEnabled());
        QCOMPARE(m_fixture->connections(), 0);
        plan();
        QCOMPARE(rows(), QStringList{u"web | Add"_s});
        QCOMPARE(m_fixture->shared().server.writtenIds, QStringList());
        QSignalSpy changed(m_dialog.get(), &ServerDialog::changed);
        push();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_fixture->shared().server.writtenIds, QStringList{u"web"_s});
        QCOMPARE(rows(), QStringList{u"web | Written"_s});
        QVERIFY(!button(u"Push"_s)->isEnabled());
        QCOMPARE(m_fixture->tasks().tasks().first().state, TaskState::Done);
        plan();
        QCOMPARE(rows(), QStringList{u"web | Nothing"_s});
        QVERIFY(!button(u"Push"_s)->isEnabled());
    }

    void whatIsNewIsShownFieldByField()
    {
        m_fixture->addClient(u"web"_s);
        open();
        plan();
        const MergeModel &model = merge()->mergeModel();
        QVERIFY(model.rowCount() > 3);
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY(!model.flags(model.index(row, MergeModel::Chosen)).testFlag(Qt::ItemIsEditable));
    }

    void whatIsGoneThereIsAddedByChoice()
    {
        pushNew(u"web"_s);
        m_fixture->shared().server.clients() = json::Json::array();
        open();
        plan();
        QCOMPARE(rows().size(), 1);
        QVERIFY2(rows().first().startsWith(u"web | Conflict: It was on "_s), qPrintable(rows().first()));
        QCOMPARE(merge()->mergeModel().rowCount(), 0);
        QVERIFY(!button(u"Push"_s)->isEnabled());
        button(u"In all conflicts take what is here"_s)->click();
        QTRY_COMPARE(rows(), QStringList{u"web | Add"_s});
        QVERIFY(merge()->mergeModel().rowCount() > 0);
        push();
        QCOMPARE(rows(), QStringList{u"web | Written"_s});

        m_fixture->shared().server.clients() = json::Json::array();
        open();
        plan();
        button(u"Leave what is there"_s)->click();
        QTRY_COMPARE(rows(), QStringList{u"web | Nothing"_s});
        QVERIFY(!button(u"Push"_s)->isEnabled());
    }

    void whatHasToBeMadeComesFirst()
    {
        m_fixture->addClient(u"web"_s);
        m_fixture->shared().server.needed = {{.text = u"Make client scope orders.read"_s}};
        open();
        plan();
        QCOMPARE(rows(), (QStringList{u"Make client scope orders.read | Made first"_s, u"web | Add"_s}));
        push();
        QCOMPARE(m_fixture->shared().server.madeTexts, QStringList{u"Make client scope orders.read"_s});
        QCOMPARE(rows(), (QStringList{u"Make client scope orders.read | Made"_s, u"web | Written"_s}));
    }

    void whatHasToBeMadeNowIsShownBeforeItIsMade()
    {
        m_fixture->addClient(u"web"_s);
        open();
        plan();
        m_fixture->shared().server.needed = {{.text = u"Turn on internationalization"_s}};
        push();
        QCOMPARE(messages()->messageType(), MessageBar::Warning);
        QCOMPARE(m_fixture->shared().server.writtenIds, QStringList());
        QCOMPARE(rows().first(), u"Turn on internationalization | Made first"_s);
        push();
        QCOMPARE(m_fixture->shared().server.writtenIds, QStringList{u"web"_s});
    }

    void aConflictWaitsForAChoice_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("title");
        QTest::newRow("here") << u"here"_s << u"Changed here"_s;
        QTest::newRow("there") << u"there"_s << u"Changed there"_s;
    }
    void aConflictWaitsForAChoice()
    {
        QFETCH(const QString, key);
        QFETCH(const QString, title);
        makeConflict(u"web"_s);
        QVERIFY2(rows().first().startsWith("web | Conflict"_L1), qPrintable(rows().first()));
        QVERIFY(!button(u"Push"_s)->isEnabled());
        const QStringList merged = rowsOf(*merge());
        QVERIFY2(merged.contains(u"Title | Web shop | Changed here | Changed there | Choose…"_s),
                 qPrintable(merged.join(u'\n')));
        // Something else changed here, so that there is something to send in any case.
        ClientApplication client = m_fixture->stored(u"web"_s);
        client.loginRedirects << u"https://added.example.com/cb"_s;
        m_fixture->saved(client);
        plan();
        QVERIFY(choose(u"Title"_s, key));
        QTRY_VERIFY2(rows().first().startsWith("web | Change"_L1), qPrintable(rows().first()));
        push();
        QVERIFY2(rows().first() == "web | Written"_L1, qPrintable(rows().first()));
        QCOMPARE(json::toText(there(u"web"_s)["name"].get<std::string>()), title);
    }

    void allConflictsAreChosenAtOnce()
    {
        makeConflict(u"web"_s);
        QVERIFY(button(u"In all conflicts take what is here"_s)->isVisible());
        button(u"In all conflicts take what is here"_s)->click();
        QTRY_VERIFY(button(u"Push"_s)->isEnabled());
        QVERIFY(!button(u"In all conflicts take what is here"_s)->isVisible());
        push();
        QCOMPARE(json::toText(there(u"web"_s)["name"].get<std::string>()), u"Changed here"_s);
    }

    void aConflictCanBeLeftOut()
    {
        makeConflict(u"web"_s);
        m_fixture->addClient(u"zoo"_s);
        plan();
        QVERIFY(!button(u"Push"_s)->isEnabled());
        const QModelIndex web = list()->model()->index(0, 0);
        QVERIFY(list()->model()->setData(web, Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(rows().first(), u"web | Left out"_s);
        m_fixture->shared().server.writtenIds.clear();
        push();
        QCOMPARE(m_fixture->shared().server.writtenIds, QStringList{u"zoo"_s});
        QCOMPARE(json::toText(there(u"web"_s)["name"].get<std::string>()), u"Changed there"_s);
    }

    void choicesOfManyAreAllWorkedOut()
    {
        for (const auto &id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            m_fixture->addClient(id);
        open();
        plan();
        push();
        for (const auto &id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s}) {
            ClientApplication client = m_fixture->stored(id);
            client.title = u"Here"_s;
            m_fixture->saved(client);
            there(id)["name"] = "There";
        }
        plan();
        button(u"In all conflicts take what is here"_s)->click();
        QTRY_VERIFY(button(u"Push"_s)->isEnabled());
        push();
        for (const auto &id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            QCOMPARE(json::toText(there(id)["name"].get<std::string>()), u"Here"_s);
    }

    void aUsedPlanIsNotSentAgain()
    {
        m_fixture->addClient(u"web"_s);
        open();
        plan();
        m_fixture->shared().isUnreachable = true;
        push();
        m_fixture->shared().isUnreachable = false;
        m_fixture->tasks().retry(m_fixture->tasks().tasks().first().id);
        QTRY_VERIFY(!m_fixture->tasks().isAnyRunning());
        QCOMPARE(m_fixture->tasks().tasks().first().state, TaskState::Failed);
        QCOMPARE(m_fixture->shared().server.writtenIds, QStringList());
    }

    void thePlanIsSaved()
    {
        makeConflict(u"web"_s);
        const QString path = m_fixture->pages().path(u"plan.txt"_s);
        button(u"Save plan as text…"_s)->click();
        auto *files = m_dialog->findChild<QFileDialog *>();
        QVERIFY(files);
        Q_EMIT files->fileSelected(path);
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(messages()->messageType(), MessageBar::Positive);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        QVERIFY2(text.contains("Changed here"_L1) && text.contains("Conflict"_L1), qPrintable(text));
    }

    void whatIsOutOfReachIsToldAndPlannedAgain()
    {
        m_fixture->addClient(u"web"_s);
        open();
        plan();
        m_fixture->shared().isUnreachable = true;
        push();
        QCOMPARE(messages()->messageType(), MessageBar::Error);
        QVERIFY2(messages()->text().contains("out of reach"_L1), qPrintable(messages()->text()));
        QCOMPARE(m_fixture->tasks().tasks().first().state, TaskState::Failed);
        m_fixture->shared().isUnreachable = false;
        messages()->actions().first()->trigger();
        QTRY_VERIFY(button(u"Push"_s)->isEnabled());
        QVERIFY(!messages()->isVisible());
        push();
        QCOMPARE(rows(), QStringList{u"web | Written"_s});
    }

    void somebodyWhoIsQuickerIsNotOverwritten()
    {
        pushNew(u"web"_s);
        ClientApplication client = m_fixture->stored(u"web"_s);
        client.title = u"Changed here"_s;
        m_fixture->saved(client);
        plan();
        m_fixture->shared().server.beforeWrite = [this] { there(u"web"_s)["name"] = "Quicker"; };
        push();
        QVERIFY2(rows().first().startsWith("web | Not written: "_L1), qPrintable(rows().first()));
        QCOMPARE(json::toText(there(u"web"_s)["name"].get<std::string>()), u"Quicker"_s);
    }

    void escapeStopsAServerThatDoesNotAnswer()
    {
        m_fixture->addClient(u"web"_s);
        open();
        plan();
        m_fixture->shared().isSilent = true;
        button(u"Push"_s)->click();
        QTRY_VERIFY(m_fixture->shared().asked.available() > 0);
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QTRY_VERIFY(button(u"Show plan"_s)->isEnabled());
        QCOMPARE(messages()->messageType(), MessageBar::Information);
        QCOMPARE(m_fixture->tasks().tasks().first().state, TaskState::Cancelled);
        QCOMPARE(rows(), QStringList{u"web | Not written"_s});
    }
};

GATEHOUSE_TEST(TestPushDialog)
#include "tst_pushdialog.moc"
