#include "PageFixture.h"

#include "ui/common/MessageBar.h"
#include "ui/merge/MergeDialog.h"
#include "ui/settings/LicencePage.h"

#include <QCheckBox>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

using Action = Page::Action;

class TestLicencePage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<LicencePage> m_page;

    QSpinBox *limit() const { return field<QSpinBox>(*m_page, u"Limit"_s); }
    QCheckBox *unlimited() const { return field<QCheckBox>(*m_page, u"Unlimited"_s); }
    store::LicenceLimit stored() { return m_fixture->stored(store::loadLicence).limit; }
    bool isShown(const QString &text) const
    {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) { return label->text() == text; });
    }
    void addClient(const QString &id)
    {
        QVERIFY(m_fixture->elsewhere([&](EditSession &session) {
            ClientApplication client;
            client.clientId = id;
            client.title = id;
            return edit::save(session, client);
        }));
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        addClient(u"one"_s);
        addClient(u"two"_s);
        m_page = std::make_unique<LicencePage>(m_fixture->database());
        m_page->show();
        QVERIFY(!m_page->isModified());
        m_page->refresh();
        QTRY_VERIFY(isShown(u"2 of 5"_s));
    }

    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void isUsableByKeyboardAndScreenReader()
    {
        QCOMPARE(accessibilityFaults(*m_page).join(u'\n'), QString());
    }

    void showsTheFirstLimit()
    {
        QCOMPARE(limit()->value(), 5);
        QVERIFY(!unlimited()->isChecked());
        QCOMPARE(m_page->available(), Page::Actions());
    }

    void savesALimit()
    {
        limit()->setValue(12);
        QCOMPARE(m_page->available(), Action::Save | Action::Revert);
        m_page->trigger(Action::Save);
        QTRY_VERIFY(isShown(u"2 of 12"_s));
        QVERIFY(!m_page->isModified());
        QCOMPARE(stored(), 12);
    }

    void savesUnlimitedAndBack()
    {
        unlimited()->click();
        QVERIFY(!limit()->isEnabled());
        m_page->trigger(Action::Save);
        QTRY_VERIFY(isShown(u"2, unlimited"_s));
        QCOMPARE(stored(), store::LicenceLimit());
        unlimited()->click();
        QVERIFY(limit()->isEnabled());
        m_page->trigger(Action::Save);
        QTRY_COMPARE(stored(), 5);
    }

    void reverts()
    {
        limit()->setValue(12);
        m_page->trigger(Action::Revert);
        QCOMPARE(limit()->value(), 5);
        QVERIFY(!m_page->isModified());
        QCOMPARE(stored(), 5);
    }

    void tellsOfALimitBelowWhatThereIs()
    {
        limit()->setValue(1);
        QVERIFY(isShown(u"There are 2 already. They stay, but none can be added."_s));
        m_page->trigger(Action::Save);
        QTRY_COMPARE(stored(), 1);
    }

    void somebodyElsesChangeIsNotOverwritten()
    {
        limit()->setValue(12);
        QVERIFY(m_fixture->elsewhere([](EditSession &session) { return edit::setLicenceLimit(session, 7); }));
        addClient(u"three"_s);
        m_page->refresh();
        QTRY_VERIFY(isShown(u"3 of 5"_s));
        m_page->trigger(Action::Save);
        QTRY_VERIFY(m_page->findChild<MergeDialog *>());
        m_page->findChild<MergeDialog *>()->reject();
        auto *messages = m_page->findChild<MessageBar *>();
        QTRY_VERIFY(messages->isVisible());
        QCOMPARE(limit()->value(), 12);
        QCOMPARE(stored(), 7);
        m_page->trigger(Action::Revert);
        QTRY_COMPARE(limit()->value(), 7);
        limit()->setValue(12);
        m_page->trigger(Action::Save);
        QTRY_COMPARE(stored(), 12);
    }

    void typingDuringASaveIsKept()
    {
        limit()->setValue(12);
        QSemaphore gate;
        m_fixture->holdBack(gate);
        m_page->trigger(Action::Save);
        limit()->setValue(13);
        gate.release();
        QTRY_VERIFY(isShown(u"2 of 12"_s));
        QCOMPARE(limit()->value(), 13);
        QVERIFY(m_page->isModified());
        QTRY_VERIFY(m_page->available().testFlag(Action::Save));
        m_page->trigger(Action::Save);
        QTRY_COMPARE(stored(), 13);
    }
};

GATEHOUSE_TEST(TestLicencePage)
#include "tst_licencepage.moc"
