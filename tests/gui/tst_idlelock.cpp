#include "ui/signin/IdleLock.h"

#include <QDeadlineTimer>
#include <QDialog>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace std::chrono_literals;

class TestIdleLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAfterPatience();
    void neverWithoutPatience();
    void inputStartsAnew();
    void theSamePatienceDoesNot();
    void hiddenDialogsAreGivenUp();
};

void TestIdleLock::tellsAfterPatience()
{
    IdleLock lock;
    QSignalSpy idle(&lock, &IdleLock::idle);
    lock.setPatience(20ms);
    QVERIFY(idle.wait(5000));
    QCOMPARE(idle.size(), 1);
}

void TestIdleLock::neverWithoutPatience()
{
    IdleLock lock;
    QSignalSpy idle(&lock, &IdleLock::idle);
    lock.setPatience(20ms);
    lock.setPatience(0ms);
    IdleLock other;
    QSignalSpy otherIdle(&other, &IdleLock::idle);
    other.setPatience(100ms);
    QVERIFY(otherIdle.wait(5000));
    QCOMPARE(idle.size(), 0);
}

void TestIdleLock::inputStartsAnew()
{
    QLineEdit edit;
    edit.show();
    QVERIFY(QTest::qWaitForWindowExposed(&edit));
    IdleLock lock;
    QSignalSpy idle(&lock, &IdleLock::idle);
    lock.setPatience(1s);
    for (const QDeadlineTimer busy(1500ms); !busy.hasExpired();) {
        QTest::keyClick(edit.windowHandle(), Qt::Key_A);
        QCoreApplication::processEvents(QEventLoop::AllEvents);
    }
    QCOMPARE(idle.size(), 0);
    QVERIFY(idle.wait(5000));
}

/// Others save settings all day long.
void TestIdleLock::theSamePatienceDoesNot()
{
    IdleLock lock;
    QSignalSpy idle(&lock, &IdleLock::idle);
    for (const QDeadlineTimer patience(5s); !patience.hasExpired() && idle.isEmpty();) {
        lock.setPatience(200ms);
        QCoreApplication::processEvents(QEventLoop::AllEvents);
    }
    QCOMPARE(idle.size(), 1);
}

void TestIdleLock::hiddenDialogsAreGivenUp()
{
    QWidget window;
    window.show();
    auto *outer = new QDialog(&window);
    outer->setAttribute(Qt::WA_DeleteOnClose);
    outer->open();
    auto *inner = new QDialog(outer);
    inner->open();
    QSignalSpy rejected(outer, &QDialog::rejected);
    QSignalSpy gone(outer, &QObject::destroyed);
    HiddenDialogs hidden;
    hidden.hideThoseOf(window);
    QVERIFY(!outer->isVisible() && !inner->isVisible());
    hidden.drop();
    QCOMPARE(rejected.size(), 1);
    QVERIFY(gone.wait(5000));
    hidden.showAgain();
}

GATEHOUSE_TEST(TestIdleLock)
#include "tst_idlelock.moc"
