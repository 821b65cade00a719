#include "PageFixture.h"

#include "services/tasks/TaskRunner.h"
#include "support/TestProgram.h"
#include "ui/OutageNotice.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Workplace.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QVBoxLayout>

#include <optional>
#include <thread>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

/// From its making on, so that no try comes through.
class HeldDatabase
{
public:
    explicit HeldDatabase(DatabaseThread &thread)
    {
        thread.run([held = m_held](Database &) -> Result<void> {
            held->begun.release();
            held->gate.acquire();
            return {};
        });
        m_held->begun.acquire();
    }
    ~HeldDatabase() { m_held->gate.release(); }
    Q_DISABLE_COPY_MOVE(HeldDatabase)

private:
    struct Held
    {
        QSemaphore begun;
        QSemaphore gate;
    };
    std::shared_ptr<Held> m_held = std::make_shared<Held>();
};

QStringList announced;

void noteAnnouncement(QAccessibleEvent *event)
{
    if (event->type() == QAccessible::Announcement)
        announced << static_cast<QAccessibleAnnouncementEvent *>(event)->message();
}

}

/// What the window says while its server is away, which is made up here: the file answers whenever it is
/// asked.
class TestOutageNotice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void saysSoAndCounts();
    void triesAtOnce();
    void otherReasonsAreTold();
    void lookUpIsTold();

private:
    void goAway(const QString &why = u"gone"_s)
    {
        m_fixture->database().outage()->tellUnanswered({Error::Kind::Unreachable, why});
    }
    QAbstractButton *tryNow() { return test::field<QAbstractButton>(*m_window, u"Try now"_s); }

    std::unique_ptr<test::PageFixture> m_fixture;
    std::unique_ptr<TaskRunner> m_tasks;
    std::unique_ptr<Workplace> m_workplace;
    std::unique_ptr<QWidget> m_window;
    MessageBar *m_bar = nullptr;
    OutageNotice *m_notice = nullptr;
};

void TestOutageNotice::init()
{
    m_fixture = std::make_unique<test::PageFixture>();
    m_tasks = std::make_unique<TaskRunner>();
    m_workplace = std::make_unique<Workplace>(
        m_fixture->database(), *m_tasks,
        *DatabaseUrl::parse(u"postgresql://gatehouse@db1.example.com,db2.example.com/gatehouse"_s));
    m_window = std::make_unique<QWidget>();
    m_bar = new MessageBar;
    (new QVBoxLayout(m_window.get()))->addWidget(m_bar);
    m_notice = new OutageNotice(*m_workplace, {m_bar}, m_window.get());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    announced.clear();
    QAccessible::installUpdateHandler(noteAnnouncement);
}

void TestOutageNotice::cleanup()
{
    QAccessible::installUpdateHandler(nullptr);
    m_window.reset();
    m_workplace.reset();
    m_tasks.reset();
    m_fixture.reset();
}

/// The first pause is a second long; then the file answers.
void TestOutageNotice::saysSoAndCounts()
{
    QSignalSpy ended(m_notice, &OutageNotice::ended);
    QVERIFY(!m_bar->isVisible());
    goAway();
    QTRY_VERIFY(m_bar->isVisible());
    QVERIFY(m_notice->isShown());
    const QString said =
        u"None of the database servers db1.example.com, db2.example.com answers. What you typed "
        "stays here. Next try in 1 s."_s;
    QCOMPARE(m_bar->text(), said);
    QTRY_COMPARE(announced, QStringList{said});
    QTRY_COMPARE(ended.size(), 1);
    QTRY_VERIFY(!m_bar->isVisible());
    QCOMPARE(announced, (QStringList{said, u"The database server answers again."_s})); // and not each second
}

void TestOutageNotice::triesAtOnce()
{
    Outage &outage = *m_fixture->database().outage();
    std::optional<HeldDatabase> held(std::in_place, m_fixture->database());
    goAway();
    QTRY_VERIFY(outage.isDue());
    goAway();
    goAway();
    QTRY_VERIFY(m_bar->text().contains(u"Next try in 2 s."_s));
    QTRY_VERIFY(tryNow());
    QVERIFY(!tryNow()->text().isEmpty());
    tryNow()->click();
    QVERIFY(outage.isDue());
    QVERIFY(tryNow()); // the keyboard stays on it
    QTRY_VERIFY(m_bar->text().endsWith(u"Trying now."_s));
    held.reset();
    QTRY_VERIFY(!m_bar->isVisible());
}

void TestOutageNotice::otherReasonsAreTold()
{
    std::optional<HeldDatabase> held(std::in_place, m_fixture->database());
    goAway();
    QTRY_VERIFY(m_bar->isVisible());
    goAway(u"The password is refused."_s);
    QTRY_VERIFY2(m_bar->text().startsWith(u"The password is refused. What you typed stays here."_s),
                 qPrintable(m_bar->text()));
    held.reset();
    QTRY_VERIFY(!m_bar->isVisible());
}

void TestOutageNotice::lookUpIsTold()
{
    const auto outage = m_fixture->database().outage();
    std::optional<HeldDatabase> held(std::in_place, m_fixture->database());
    goAway();
    {
        std::jthread waiting([&](const std::stop_token &stop) {
            while (outage->awaitTry() && !stop.stop_requested())
                goAway();
        });
        QTRY_VERIFY(m_bar->text().contains(u"Whether the last change was saved is looked up"_s));
        waiting.request_stop();
        outage->hurry();
    }
    held.reset();
    QTRY_VERIFY(!m_bar->isVisible());
}

GATEHOUSE_TEST(TestOutageNotice)
#include "tst_outagenotice.moc"
