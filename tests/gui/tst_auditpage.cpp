#include "PageFixture.h"

#include "draft/ClientDraft.h"
#include "ui/client/HistoryTab.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Workplace.h"
#include "ui/logging/AuditListModel.h"
#include "ui/logging/AuditPage.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

class TestAuditPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<TaskRunner> m_tasks;
    std::unique_ptr<Workplace> m_workplace;
    std::unique_ptr<AuditPage> m_page;

    QTableView *list() const { return field<QTableView>(*m_page, u"Audit trail"_s); }
    QTableView *changes() const { return field<QTableView>(*m_page, u"Changes of the selected entry"_s); }
    QPushButton *verify() const { return field<QPushButton>(*m_page, u"Verify"_s); }
    QListView *breaks() const { return field<QListView>(*m_page, u"Breaks of the audit trail"_s); }
    QString message() const { return m_page->findChild<MessageBar *>()->text(); }
    static QString cell(const QTableView &table, int row, int column)
    {
        return table.model()->index(row, column).data().toString();
    }
    void setLimits(int first, int last)
    {
        QVERIFY(m_fixture->elsewhere([&](EditSession &session) {
            Result<void> done;
            for (int limit = first; done && limit <= last; ++limit)
                done = edit::setLicenceLimit(session, limit);
            return done;
        }));
    }
    void open()
    {
        m_page->refresh();
        QTRY_COMPARE(cell(*list(), 0, AuditListModel::Name), u"licence"_s);
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_tasks = std::make_unique<TaskRunner>();
        m_workplace = std::make_unique<Workplace>(m_fixture->database(), *m_tasks, m_fixture->url());
        m_workplace->auditMemory = AuditMemory(m_fixture->path(u"state"_s));
        m_page = std::make_unique<AuditPage>(*m_workplace);
        new QAbstractItemModelTester(list()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal,
                                     m_page.get());
        new QAbstractItemModelTester(changes()->model(),
                                     QAbstractItemModelTester::FailureReportingMode::Fatal, m_page.get());
        m_page->show();
    }

    void cleanup()
    {
        m_page.reset();
        m_workplace.reset();
        m_tasks.reset();
        m_fixture.reset();
    }

    void isUsableByKeyboardAndScreenReader() { QCOMPARE(accessibilityFaults(*m_page), QStringList()); }

    void selectedEntryShowsItsChanges()
    {
        setLimits(7, 8);
        open();
        QVERIFY(cell(*list(), 0, AuditListModel::What).contains(u"Changed"_s));
        list()->setCurrentIndex(list()->model()->index(0, 0));
        QTRY_COMPARE(changes()->model()->rowCount(), 1);
        QCOMPARE(cell(*changes(), 0, 0), u"Licence limit"_s);
        QCOMPARE(cell(*changes(), 0, 1), u"7"_s);
        QCOMPARE(cell(*changes(), 0, 2), u"8"_s);
    }

    void pagesAreReadAsTheyAreAskedFor()
    {
        setLimits(10, 459);
        open();
        auto *model = list()->model();
        // The view asks, too, and nothing is read twice at a time.
        QTRY_VERIFY((model->fetchMore({}), model->rowCount() >= 450));
        QTRY_VERIFY(!model->canFetchMore({}));
        QSet<qint64> numbers;
        for (int row = 0; row < model->rowCount(); ++row)
            numbers << static_cast<AuditListModel *>(model)->rowAt(row).number;
        QCOMPARE(numbers.size(), model->rowCount());
    }

    void searchAndEmptyState()
    {
        setLimits(7, 7);
        open();
        auto *search = field<QLineEdit>(*m_page, u"Search"_s);
        QTest::keyClicks(search, u"no such thing"_s);
        QTRY_COMPARE(list()->model()->rowCount(), 0);
        const auto labels = m_page->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(
            labels, [](const QLabel *label) { return label->text().contains("No entry"_L1); }));
        search->setText(u"LICENCE"_s);
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        m_page->trigger(Page::Action::Find);
        QVERIFY(search->hasSelectedText());
    }

    void verifiesAsATask()
    {
        setLimits(7, 9);
        verify()->click();
        QVERIFY(!verify()->isEnabled());
        QTRY_VERIFY(verify()->isEnabled());
        QVERIFY2(message().contains("whole"_L1), qPrintable(message()));
        m_fixture->stored([](Database &database) {
            return database.change(u"DELETE FROM audit_entry WHERE number = 2"_s, {});
        });
        verify()->click();
        QTRY_VERIFY(verify()->isEnabled());
        QVERIFY2(message().contains("broken in"_L1), qPrintable(message()));
        QVERIFY(breaks()->isVisible());
        QCOMPARE(breaks()->model()->rowCount(), 2);
        QCOMPARE(breaks()->model()->index(0, 0).data().toString(), u"Entry 2 is missing."_s);
        QCOMPARE(accessibilityFaults(*m_page), QStringList());
    }

    void verifyTellsWhatThisMachineHasSeen()
    {
        setLimits(7, 9);
        verify()->click();
        QTRY_VERIFY(verify()->isEnabled());
        QVERIFY(!breaks()->isVisible());
        for (const QString &statement : {u"DELETE FROM audit_entry WHERE number > 2"_s,
                                         u"UPDATE setting SET value = (SELECT number || ' ' || hash FROM "
                                         u"audit_entry ORDER BY number DESC "
                                         "LIMIT 1) WHERE name = 'audit_head'"_s})
            m_fixture->stored([&](Database &database) { return database.change(statement, {}); });
        verify()->click();
        QTRY_VERIFY(verify()->isEnabled());
        QVERIFY2(message().contains("restored from a backup"_L1), qPrintable(message()));
    }

    void verifyTellsWhatItCouldNotCompare()
    {
        setLimits(7, 9);
        QFile inTheWay(m_fixture->path(u"file"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        m_workplace->auditMemory = AuditMemory(inTheWay.fileName() + u"/gatehouse"_s);
        const QString reason =
            m_fixture->database()
                .run([&](Database &database) { return m_workplace->auditMemory.look(database); })
                .result()
                .error()
                .text;
        verify()->click();
        QTRY_VERIFY(verify()->isEnabled());
        QVERIFY2(message().contains("whole"_L1) && message().contains(reason), qPrintable(message()));
        QCOMPARE(m_page->findChild<MessageBar *>()->messageType(), MessageBar::Warning);
    }

    void verifyAsksTheMemoryOfABrokenTrail()
    {
        setLimits(7, 9);
        verify()->click();
        QTRY_VERIFY(verify()->isEnabled());
        m_fixture->stored([](Database &database) {
            return database.change(u"DELETE FROM audit_entry WHERE number > 1"_s, {});
        });
        verify()->click();
        QTRY_VERIFY(verify()->isEnabled());
        QVERIFY2(message().contains("broken in"_L1) && message().contains("restored from a backup"_L1),
                 qPrintable(message()));
        QVERIFY(breaks()->isVisible());
    }

    void fieldsHaveTheNamesOfTheForm()
    {
        for (const QString &noted :
             {u"failures"_s, u"failures_before"_s, u"first_failure_at"_s, u"last_failure_at"_s, u"secrets"_s,
              u"signing_keys"_s, u"client_count"_s, u"certificates"_s, u"source"_s, u"seen"_s, u"found"_s})
            QVERIFY2(audit::fieldLabel(noted) != noted, qPrintable(noted));
        QCOMPARE(audit::fieldLabel(u"login_redirects"_s), u"Allowed login redirects"_s);
        QCOMPARE(audit::fieldLabel(u"destination"_s), u"Written to"_s);
        QCOMPARE(audit::fieldLabel(u"no_such_field"_s), u"no_such_field"_s);
    }

    void historyIsThatOfTheOpenClient()
    {
        const auto saved = [&](const QString &clientId, const QString &title,
                               const ClientApplication &before) {
            ClientApplication client = before;
            client.clientId = clientId;
            client.title = title;
            return *m_fixture->elsewhere([&](EditSession &session) { return edit::save(session, client); });
        };
        const ClientApplication other = saved(u"other"_s, u"Other"_s, {});
        const ClientApplication first = saved(u"shop"_s, u"Shop"_s, {});
        const ClientApplication second = saved(u"shop"_s, u"Books"_s, first);
        ClientDraft draft;
        draft.load(second);
        HistoryTab tab(m_fixture->database(), draft);
        auto *entries = field<QTableView>(tab, u"History"_s);
        new QAbstractItemModelTester(entries->model(), QAbstractItemModelTester::FailureReportingMode::Fatal,
                                     &tab);
        tab.show();
        QTRY_COMPARE(entries->model()->rowCount(), 2);
        QVERIFY(cell(*entries, 0, AuditListModel::What).contains(u"Changed"_s));
        draft.load(other);
        QTRY_COMPARE(entries->model()->rowCount(), 1);
        QCOMPARE(cell(*entries, 0, AuditListModel::Name), u"other"_s);
        draft.startNew();
        QTRY_COMPARE(entries->model()->rowCount(), 0);
        QCOMPARE(accessibilityFaults(tab), QStringList());
    }

    void databaseTasksNameWhoIsSignedIn()
    {
        m_workplace->signedIn = std::make_shared<SignedInUser>(u"key"_s, u"maria"_s, QByteArray());
        const auto who = m_workplace->aside(
            [](Database &database) -> Result<QString> { return database.administrator(); });
        QCOMPARE(DatabaseReply(who).result().value(), u"maria"_s);
    }
};

GATEHOUSE_TEST(TestAuditPage)
#include "tst_auditpage.moc"
