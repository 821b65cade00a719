#include "ui/common/Page.h"
#include "ui/common/ReadOnlyGuard.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

/// A field and its buttons, as a tab has them.
class GuardedPage : public Page
{
public:
    GuardedPage()
    {
        auto *layout = new QVBoxLayout(this);
        for (QWidget *widget : std::initializer_list<QWidget *>{&title, &flag, &store, &frame})
            layout->addWidget(widget);
        auto *inner = new QVBoxLayout(&frame);
        inner->addWidget(&addRow);
        ReadOnlyGuard::holdFields(title);
        ReadOnlyGuard::holdFields(flag);
        ReadOnlyGuard::keepsInDraft(frame);
    }

    void refresh() override {}
    Actions available() const override { return {}; }
    void trigger(Action) override {}

    QWidget frame;
    QLineEdit title;
    QCheckBox flag;
    QPushButton store;
    QPushButton addRow;
};

}

class TestReadOnlyGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QMainWindow>();
        m_page = new GuardedPage;
        m_window->setCentralWidget(m_page);
        m_guard = new ReadOnlyGuard(*m_window);
        m_window->show();
    }

    void everythingIsHeldWithItsReason()
    {
        m_page->store.setToolTip(u"Stores it"_s);
        m_guard->setReason(u"Read-only."_s);
        QVERIFY(!m_page->store.isEnabled() && !m_page->addRow.isEnabled() && !m_page->flag.isEnabled());
        QVERIFY(m_page->title.isReadOnly() && m_page->title.isEnabled());
        QCOMPARE(m_page->store.toolTip(), u"Read-only."_s);
        m_guard->setReason({});
        QVERIFY(m_page->store.isEnabled() && m_page->addRow.isEnabled() && m_page->flag.isEnabled());
        QVERIFY(!m_page->title.isReadOnly());
        QCOMPARE(m_page->store.toolTip(), u"Stores it"_s);
    }

    void whatIsTypedCanWait()
    {
        m_guard->setReason(u"For now."_s, ReadOnlyGuard::Holds::Buttons);
        QVERIFY(!m_page->store.isEnabled());
        QVERIFY(m_page->addRow.isEnabled() && m_page->flag.isEnabled());
        QTest::keyClicks(&m_page->title, u"typed"_s);
        QCOMPARE(m_page->title.text(), u"typed"_s);
        m_guard->setReason(u"For good."_s);
        QVERIFY(m_page->title.isReadOnly() && !m_page->addRow.isEnabled());
    }

    void whatThePageTurnsOffMeanwhileStaysOff()
    {
        m_guard->setReason(u"For now."_s, ReadOnlyGuard::Holds::Buttons);
        m_page->store.setEnabled(false);
        m_guard->setReason({});
        QVERIFY(!m_page->store.isEnabled());
    }

    void whatThePageTurnsOnMeanwhileIsOnAfterwards()
    {
        m_page->store.setEnabled(false);
        m_guard->setReason(u"For now."_s);
        m_page->store.setEnabled(true);
        QVERIFY(!m_page->store.isEnabled());
        m_guard->setReason({});
        QVERIFY(m_page->store.isEnabled());
    }

    void aFrameThatIsTurnedOnDoesNotTurnItOn()
    {
        m_page->frame.setEnabled(false);
        m_guard->setReason(u"Read-only."_s);
        m_page->frame.setEnabled(true);
        QVERIFY(!m_page->addRow.isEnabled());
        m_page->frame.setEnabled(false);
        m_guard->setReason({});
        QVERIFY(!m_page->addRow.isEnabled());
        m_page->frame.setEnabled(true);
        QVERIFY(m_page->addRow.isEnabled());
    }

private:
    std::unique_ptr<QMainWindow> m_window;
    GuardedPage *m_page = nullptr; ///< of the window
    ReadOnlyGuard *m_guard = nullptr;
};

GATEHOUSE_TEST(TestReadOnlyGuard)
#include "tst_readonlyguard.moc"
