#include "PageFixture.h"

#include "store/edit/SettingEdits.h"
#include "store/records/SecurityStore.h"
#include "ui/common/MessageBar.h"
#include "ui/merge/MergeDialog.h"
#include "ui/settings/SignInSettingsPage.h"

#include <QSignalSpy>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

using Action = Page::Action;

class TestSignInSettingsPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<SignInSettingsPage> m_page;

    QSpinBox *lockAfter() const { return field<QSpinBox>(*m_page, u"Lock after"_s); }
    int stored() { return m_fixture->stored(store::loadSignInSettings).lockAfterMinutes; }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<SignInSettingsPage>(m_fixture->database());
        m_page->show();
        QVERIFY(!lockAfter()->isEnabled());
        m_page->refresh();
        QTRY_VERIFY(lockAfter()->isEnabled());
    }

    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void isUsableByKeyboardAndScreenReader()
    {
        QCOMPARE(accessibilityFaults(*m_page).join(u'\n'), QString());
        QVERIFY(lockAfter()->accessibleDescription().contains(u"asks for the password"_s));
    }

    void savesAndTells()
    {
        QCOMPARE(lockAfter()->value(), 10);
        QCOMPARE(m_page->available(), Page::Actions());
        QSignalSpy saved(m_page.get(), &SignInSettingsPage::saved);
        lockAfter()->setValue(25);
        QCOMPARE(m_page->available(), Action::Save | Action::Revert);
        m_page->trigger(Action::Save);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(stored(), 25);
        QVERIFY(!m_page->isModified());
    }

    void reverts()
    {
        lockAfter()->setValue(25);
        m_page->trigger(Action::Revert);
        QCOMPARE(lockAfter()->value(), 10);
        QCOMPARE(stored(), 10);
    }

    void somebodyElsesChangeIsNotOverwritten()
    {
        lockAfter()->setValue(25);
        auto theirs = m_fixture->stored(store::loadSignInSettings);
        theirs.lockAfterMinutes = 30;
        QVERIFY(m_fixture->elsewhere(
            [&](EditSession &session) { return edit::setSignInSettings(session, theirs); }));
        m_page->trigger(Action::Save);
        QTRY_VERIFY(m_page->findChild<MergeDialog *>());
        m_page->findChild<MergeDialog *>()->reject();
        auto *messages = m_page->findChild<MessageBar *>();
        QTRY_VERIFY(messages->isVisible());
        QVERIFY2(messages->text().contains("Lock after is now \"30 min\""_L1), qPrintable(messages->text()));
        QCOMPARE(lockAfter()->value(), 25);
        QCOMPARE(stored(), 30);
        m_page->trigger(Action::Revert);
        QTRY_COMPARE(lockAfter()->value(), 30);
        QVERIFY(!messages->isVisible());
    }

    void somebodyElsesChangeIsChosen_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<int>("minutes");
        QTest::newRow("mine") << u"Keep mine in all"_s << 25;
        QTest::newRow("theirs") << u"Take theirs in all"_s << 30;
    }

    void somebodyElsesChangeIsChosen()
    {
        QFETCH(const QString, button);
        QFETCH(const int, minutes);
        lockAfter()->setValue(25);
        auto theirs = m_fixture->stored(store::loadSignInSettings);
        theirs.lockAfterMinutes = 30;
        QVERIFY(m_fixture->elsewhere(
            [&](EditSession &session) { return edit::setSignInSettings(session, theirs); }));
        m_page->trigger(Action::Save);
        QTRY_VERIFY(m_page->findChild<MergeDialog *>());
        auto *dialog = m_page->findChild<MergeDialog *>();
        field<QAbstractButton>(*dialog, button)->click();
        field<QAbstractButton>(*dialog, u"Save"_s)->click();
        QTRY_COMPARE(stored(), minutes);
        QTRY_VERIFY(!m_page->isModified());
        QCOMPARE(lockAfter()->value(), minutes);
    }

    void theVerySameIsSaved()
    {
        lockAfter()->setValue(25);
        auto theirs = m_fixture->stored(store::loadSignInSettings);
        theirs.lockAfterMinutes = 25;
        QVERIFY(m_fixture->elsewhere(
            [&](EditSession &session) { return edit::setSignInSettings(session, theirs); }));
        m_page->trigger(Action::Save);
        QTRY_VERIFY(!m_page->isModified());
        QVERIFY(!m_page->findChild<MergeDialog *>());
        lockAfter()->setValue(26);
        QVERIFY(m_page->available().testFlag(Action::Save));
    }

    void typingDuringASaveIsKept()
    {
        lockAfter()->setValue(25);
        QSemaphore gate;
        m_fixture->holdBack(gate);
        m_page->trigger(Action::Save);
        lockAfter()->setValue(26);
        gate.release();
        QTRY_VERIFY(m_page->available().testFlag(Action::Save));
        QCOMPARE(lockAfter()->value(), 26);
        QCOMPARE(stored(), 25);
        m_page->trigger(Action::Save);
        QTRY_COMPARE(stored(), 26);
    }
};

GATEHOUSE_TEST(TestSignInSettingsPage)
#include "tst_signinsettingspage.moc"
