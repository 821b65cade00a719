#include "PageFixture.h"

#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/scopes/ApiScopesPage.h"

#include <QLineEdit>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

using Action = Page::Action;

class TestApiScopesPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<ApiScopesPage> m_page;

    QLineEdit *edit(const QString &label) const { return field<QLineEdit>(*m_page, label); }
    int listed() const { return m_page->findChild<QTableView *>()->model()->rowCount(); }
    MessageBar *messages() const { return m_page->findChild<MessageBar *>(); }
    QList<ApiScope> stored() { return m_fixture->stored(store::loadApiScopes); }

private Q_SLOTS:
    void init()
    {
        Question::answerNext(2); // whoever asks without being expected to is told to change nothing
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<ApiScopesPage>(m_fixture->database());
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        m_page->refresh();
        QTRY_COMPARE(edit(u"Name"_s)->text(), u"api"_s);
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

    void addsAScope()
    {
        m_page->trigger(Action::Add);
        QTest::keyClicks(edit(u"Name"_s), u"orders.read"_s);
        QTest::keyClicks(edit(u"Title"_s), u"Read orders"_s);
        QTest::keyClicks(edit(u"Description"_s), u"Sees every order."_s);
        m_page->trigger(Action::Save);
        QTRY_VERIFY(!m_page->isModified());
        QCOMPARE(stored().size(), 2);
        const ApiScope saved = stored().at(1);
        QCOMPARE(saved.name, u"orders.read"_s);
        QCOMPARE(saved.title, u"Read orders"_s);
        QCOMPARE(saved.description, u"Sees every order."_s);
    }

    void aBadNameIsToldWhileTypingAndRefused()
    {
        m_page->trigger(Action::Add);
        QTest::keyClicks(edit(u"Name"_s), u"orders read"_s);
        const QString told = edit(u"Name"_s)->accessibleDescription();
        QVERIFY2(told.contains("orders read"_L1) || told.contains("space"_L1), qPrintable(told));
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(edit(u"Name"_s)->text(), u"orders read"_s);
        QVERIFY(edit(u"Name"_s)->hasFocus());
        QCOMPARE(stored().size(), 1);
    }

    void aScopeThatIsUsedIsNotDeleted()
    {
        QVERIFY(m_fixture->elsewhere([](EditSession &session) {
            ClientApplication client;
            client.clientId = u"shop"_s;
            client.title = u"Shop"_s;
            client.supportApi = true;
            return edit::save(session, client);
        }));
        Question::answerNext(0);
        m_page->trigger(Action::Delete);
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().contains("shop"_L1), qPrintable(messages()->text()));
        QCOMPARE(Question::lastAsked()->buttons.first(), u"Delete API scope \"api\""_s);
        QCOMPARE(stored().size(), 1);
    }

    void anUnusedScopeIsDeleted()
    {
        Question::answerNext(0);
        m_page->trigger(Action::Delete);
        QTRY_COMPARE(listed(), 0);
        QCOMPARE(stored().size(), 0);
        QVERIFY(messages()->isHidden());
    }
};

GATEHOUSE_TEST(TestApiScopesPage)
#include "tst_apiscopespage.moc"
