#include "../PageFixture.h"
#include "ClientFixture.h"

#include "draft/ClientDraft.h"
#include "draft/TextListTable.h"
#include "store/edit/EditSession.h"
#include "store/edit/ServerEdits.h"
#include "support/DraftTyping.h"
#include "support/SampleServers.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/ValidationController.h"
#include "ui/client/tryit/AddressView.h"
#include "ui/client/tryit/ExplainGroup.h"
#include "ui/client/tryit/ProblemView.h"
#include "ui/client/tryit/RequestEdit.h"
#include "ui/client/tryit/TryItTab.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/MessageBar.h"
#include "ui/layout/ListedTabs.h"
#include "ui/records/HelpLabel.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>
#include <QUndoStack>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// The tab Try it: a request is pasted and explained.
class TestTryIt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(), m_fixture.reset(); }

    void tabStandsBeforeHistory();
    void everythingHasAName();
    void allIsSeenOnASmallScreen();
    void takenIsSaid();
    void redirectIsAddedOnAClick();
    void differingCharactersAreMarked();
    void switchIsTurnedOn();
    void tabIsGoneTo();
    void whatIsAnsweredIsSeen();
    void typingJudgesAgain();
    void serverIsChosen();
    void whatIsForOneServerIsAddedForIt();
    void secretsAreMaskedAtOnce();
    void typedSecretsAreMaskedToo();
    void largeIsShownInPart();
    void noRequestIsSaid();
    void otherClientIsOpened();

private:
    TryItTab *tab() { return m_page->findChild<TryItTab *>(); }
    RequestEdit *edit() { return tab()->findChild<RequestEdit *>(); }
    ClientDraft &draft() { return *m_page->findChild<ClientDraft *>(); }
    QString verdict()
    {
        const auto *bar = tab()->findChild<ExplainGroup *>()->findChild<MessageBar *>();
        return bar->isVisible() ? bar->text() : QString();
    }
    QList<ProblemView *> problems();
    QPushButton *button(const QString &text);
    void paste(const QString &text);
    bool isSaid(const QString &text);

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<ClientsPage> m_page;
};

namespace {

QString request(const QString &redirect, const QString &clientId = u"alpha"_s)
{
    return u"https://idp.example.com/auth?response_type=code&client_id=%1&scope=openid&redirect_uri=%2"
           "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"_s.arg(
               clientId, QString::fromLatin1(QUrl::toPercentEncoding(redirect)));
}

const QString known = u"https://alpha.example.com/cb"_s;
const QString other = u"https://alpha.example.com/cb/"_s;

}

void TestTryIt::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    for (const QString &id : {u"alpha"_s, u"beta"_s}) {
        ClientApplication client = m_fixture->addWebClient(id);
        client.enabled = true;
        m_fixture->save(client);
    }
    const auto saved = m_fixture->thread()
                           .run([](Database &database) {
                               return editing(database, [](EditSession &session) {
                                   return edit::save(session, test::sampleHydra(u"test"_s));
                               });
                           })
                           .result();
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().text));
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    m_page->resize(1100, 800);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->refresh();
    QTRY_COMPARE(draft().typed().clientId, u"alpha"_s);
    QTRY_VERIFY(!m_page->validation().records().apiScopes.isEmpty());
    auto *tabs = m_page->findChild<ListedTabs *>();
    for (int at = 0; at < tabs->count(); ++at) {
        if (tabs->tabText(at) == "Try it"_L1)
            tabs->setCurrentIndex(at);
    }
    QTRY_VERIFY(tab());
}

QList<ProblemView *> TestTryIt::problems()
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return tab()->findChildren<ProblemView *>();
}

QPushButton *TestTryIt::button(const QString &text)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    for (auto *candidate : tab()->findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    return nullptr;
}

void TestTryIt::paste(const QString &text)
{
    edit()->selectAll();
    QGuiApplication::clipboard()->setText(text);
    edit()->paste();
}

bool TestTryIt::isSaid(const QString &text)
{
    return std::ranges::any_of(tab()->findChildren<QLabel *>(),
                               [&](const QLabel *label) { return label->text().contains(text); });
}

void TestTryIt::tabStandsBeforeHistory()
{
    const auto *tabs = m_page->findChild<ListedTabs *>();
    QCOMPARE(tabs->tabText(tabs->count() - 3), u"Other settings"_s);
    QCOMPARE(tabs->tabText(tabs->count() - 2), u"Try it"_s);
    QCOMPARE(tabs->tabText(tabs->count() - 1), u"History"_s);
}

void TestTryIt::everythingHasAName()
{
    QCOMPARE(test::accessibilityFaults(*tab()), QStringList());
    paste(request(other));
    QTRY_VERIFY(button(u"Add to Allowed login redirects"_s));
    QCOMPARE(test::accessibilityFaults(*tab()), QStringList());
    QCOMPARE(test::field<RequestEdit>(*tab(), u"Request"_s), edit());
}

/// Of 1024 by 700 the list, the tabs and the navigation leave it some 320 pixels.
void TestTryIt::allIsSeenOnASmallScreen()
{
    QScrollArea *area = nullptr;
    for (QWidget *around = tab(); around && !area; around = around->parentWidget())
        area = qobject_cast<QScrollArea *>(around);
    QVERIFY(area);
    area->setFixedWidth(335);
    QTRY_COMPARE(area->width(), 335);
    QCOMPARE(area->horizontalScrollBar()->maximum(), 0);
    const auto helps = tab()->findChildren<HelpLabel *>();
    QVERIFY(helps.size() >= 3);
    for (const HelpLabel *help : helps) {
        if (help->isVisibleTo(tab()))
            QTRY_VERIFY2(help->height() >= help->heightForWidth(help->width()), qPrintable(help->text()));
    }
}

void TestTryIt::takenIsSaid()
{
    paste(request(known));
    QTRY_COMPARE(verdict(), u"Authorization request of \"alpha\": taken."_s);
    QVERIFY(problems().isEmpty());
    edit()->clear();
    QTRY_COMPARE(verdict(), QString());
}

void TestTryIt::redirectIsAddedOnAClick()
{
    paste(request(other));
    QTRY_COMPARE(verdict(), u"Authorization request of \"alpha\": refused."_s);
    QCOMPARE(problems().size(), 1);
    button(u"Add to Allowed login redirects"_s)->click();
    QCOMPARE(draft().typed().loginRedirects, (QStringList{known, other}));
    QTRY_COMPARE(verdict(), u"Authorization request of \"alpha\": taken."_s);
    m_page->undoStack()->undo();
    QCOMPARE(draft().typed().loginRedirects, QStringList{known});
    QTRY_COMPARE(verdict(), u"Authorization request of \"alpha\": refused."_s);
}

void TestTryIt::differingCharactersAreMarked()
{
    paste(request(other));
    QTRY_COMPARE(tab()->findChildren<AddressView *>().size(), 2);
    AddressView *sent = tab()->findChildren<AddressView *>().first();
    QCOMPARE(sent->accessibleName(), u"Sent"_s);
    QCOMPARE(sent->toPlainText(), other);
    QTextCursor cursor(sent->document());
    cursor.setPosition(int(other.size()));
    QVERIFY(cursor.charFormat().fontUnderline());
    QVERIFY(cursor.charFormat().foreground() != QBrush());
    cursor.setPosition(int(other.size()) - 1);
    QVERIFY(!cursor.charFormat().fontUnderline());
    QCOMPARE(tab()->findChildren<AddressView *>().last()->toPlainText(), known + u'\u2038');
}

void TestTryIt::switchIsTurnedOn()
{
    paste(request(known) + u"+offline_access"_s);
    edit()->selectAll();
    paste(request(known).replace("scope=openid"_L1, "scope=openid+offline_access"_L1));
    QTRY_VERIFY(button(u"Turn on Support refresh tokens"_s));
    button(u"Turn on Support refresh tokens"_s)->click();
    QVERIFY(draft().typed().supportRefreshTokens);
    QTRY_COMPARE(verdict(), u"Authorization request of \"alpha\": taken."_s);
}

void TestTryIt::tabIsGoneTo()
{
    paste(u"https://idp.example.com/"
          u"auth?client_id=alpha&response_type=code&scope=openid&code_challenge_method=S256"
          "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"_s);
    QTRY_VERIFY(button(u"Go to Allowed login redirects"_s));
    button(u"Go to Allowed login redirects"_s)->click();
    const auto *tabs = m_page->findChild<ListedTabs *>();
    QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Allowed login redirects"_s);
}

void TestTryIt::whatIsAnsweredIsSeen()
{
    m_page->resize(1100, 620);
    QScrollArea *area = nullptr;
    for (QWidget *around = tab(); around && !area; around = around->parentWidget())
        area = qobject_cast<QScrollArea *>(around);
    QVERIFY(area);
    QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
    paste(request(other));
    const auto *bar = tab()->findChild<ExplainGroup *>()->findChild<MessageBar *>();
    const auto isWholeSeen = [](const QWidget *part) {
        return part->isVisible() && part->visibleRegion().boundingRect().size() == part->size();
    };
    QTRY_VERIFY(isWholeSeen(bar) && isWholeSeen(edit()));
    QTRY_VERIFY(!problems().isEmpty() && !problems().first()->visibleRegion().isEmpty());

    area->verticalScrollBar()->setValue(0); // as a person does
    draft().redirects(ClientField::LoginRedirects).addText(other);
    QTRY_VERIFY(verdict().contains(u"taken"_s));
    QCOMPARE(area->verticalScrollBar()->value(), 0);
}

void TestTryIt::typingJudgesAgain()
{
    paste(request(known));
    QTRY_COMPARE(verdict(), u"Authorization request of \"alpha\": taken."_s);
    test::type(draft(), ClientField::Enabled, false);
    QTRY_COMPARE(verdict(), u"Authorization request of \"alpha\": refused."_s);
    QVERIFY(button(u"Turn on Enabled"_s));
}

void TestTryIt::serverIsChosen()
{
    paste(request(known).remove("&scope=openid"_L1));
    QTRY_COMPARE(verdict(), u"Authorization request of \"alpha\": servers differ."_s);
    auto *server = test::field<KeyComboBox>(*tab(), u"Judge as"_s);
    QCOMPARE(server->key(), u"standard"_s);
    server->setKey(u"keycloak"_s);
    Q_EMIT server->keyChosen(u"keycloak"_s);
    QTRY_COMPARE(verdict(), u"Authorization request of \"alpha\": taken."_s);
}

/// A server of the list stands behind the kinds.
void TestTryIt::whatIsForOneServerIsAddedForIt()
{
    const QString there = u"https://test.example.com/cb"_s;
    draft().redirects(ClientField::LoginRedirects).editTextsOn(u"test"_s, {there});
    QTRY_VERIFY(!draft().typed().onServers.isEmpty());
    auto *box = test::field<KeyComboBox>(*tab(), u"Judge as"_s);
    QTRY_VERIFY(box->findText(u"test (Ory Hydra)"_s) > 0);
    const QString state = u"&state=12345678"_s;
    paste(request(there) + state);
    QTRY_VERIFY2(verdict().contains(": refused"_L1), qPrintable(verdict()));
    box->setCurrentIndex(box->findText(u"test (Ory Hydra)"_s));
    Q_EMIT box->keyChosen(box->key());
    QTRY_VERIFY2(verdict().contains(": taken"_L1), qPrintable(verdict()));
    paste(request(other) + state);
    QTRY_VERIFY2(verdict().contains(": refused"_L1), qPrintable(verdict()));
    QTRY_VERIFY(button(u"Add to Allowed login redirects"_s));
    button(u"Add to Allowed login redirects"_s)->click();
    QTRY_VERIFY2(verdict().contains(": taken"_L1), qPrintable(verdict()));
    QCOMPARE(draft().typed().onServers[u"test"_s].loginRedirects, (QStringList{there, other}));
    QVERIFY(!draft().typed().loginRedirects.contains(other));
}

void TestTryIt::secretsAreMaskedAtOnce()
{
    const QString secret = u"Vq7sT2hR9mK4xZ8bN3cW6yD1fG5jL0pQ"_s;
    paste(u"grant_type=authorization_code&client_id=alpha&code=%1&client_secret=%1&code_verifier=%1"
          "&redirect_uri=https://alpha.example.com/cb"_s.arg(secret));
    QCOMPARE(edit()->text(),
             u"grant_type=authorization_code&client_id=alpha&code=***&client_secret=***&code_verifier=***"
             "&redirect_uri=https://alpha.example.com/cb"_s);
    QTRY_COMPARE(verdict(), u"Token request of \"alpha\": refused."_s);
    QVERIFY(isSaid(u"none of those of the client application"_s));
    edit()->undo();
    for (const auto *label : tab()->findChildren<QLabel *>())
        QVERIFY(!label->text().contains(secret));
    QVERIFY(!edit()->text().contains(secret));
}

void TestTryIt::typedSecretsAreMaskedToo()
{
    QTest::keyClicks(edit(), u"client_id=alpha&client_secret=abc&scope=x"_s);
    QCOMPARE(edit()->text(), u"client_id=alpha&client_secret=***&scope=x"_s);
}

void TestTryIt::largeIsShownInPart()
{
    paste(request(known + u"?"_s + QString(1024 * 1024, u'a')));
    QVERIFY(edit()->text().size() < 30'000);
    QTRY_COMPARE(verdict(), u"Authorization request of \"alpha\": refused."_s);
    QVERIFY(tab()->findChildren<AddressView *>().first()->toPlainText().size() < 1000);
}

void TestTryIt::noRequestIsSaid()
{
    paste(u"It does not work."_s);
    QTRY_VERIFY(verdict().contains(u"No request was found"_s));
}

void TestTryIt::otherClientIsOpened()
{
    paste(request(u"https://beta.example.com/cb/"_s, u"beta"_s));
    QTRY_COMPARE(verdict(), u"Authorization request of \"beta\": refused."_s);
    QVERIFY(isSaid(u"not of the one that is open"_s));
    QVERIFY(!button(u"Add to Allowed login redirects"_s));
    button(u"Open \"beta\""_s)->click();
    QTRY_COMPARE(draft().typed().clientId, u"beta"_s);
    QTRY_VERIFY(button(u"Add to Allowed login redirects"_s));
    QVERIFY(!button(u"Open \"beta\""_s));
}

GATEHOUSE_TEST(TestTryIt)
#include "tst_tryit.moc"
