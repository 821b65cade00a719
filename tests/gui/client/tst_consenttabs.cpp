#include "../PageFixture.h"
#include "ClientFixture.h"

#include "ui/client/ClientsPage.h"
#include "ui/client/ValidationController.h"
#include "ui/client/consent/ConsentPreviewTab.h"
#include "ui/client/consent/ConsentTextsTab.h"
#include "ui/client/consent/ConsentView.h"
#include "ui/client/consent/CopyTextsDialog.h"
#include "ui/client/scopes/ScopeChoiceTab.h"
#include "ui/common/Contrast.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/MarkedTextEdit.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>

using namespace gatehouse;
using namespace Qt::StringLiterals;

class TestConsentTabs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(), m_fixture.reset(); }

    void tabsInOrderWithWholeLabels();
    void problemsLeadToTheirTab();
    void chosenResourceIsSaved();
    void writtenTextIsSavedAndShown();
    void spacesThatKeepWordsTogetherAreKept();
    void invisibleCharactersAreMarked_data();
    void invisibleCharactersAreMarked();
    void invisibleCharactersOfTheTitleAreNamedBeneath();
    void textsOfAnotherClient();
    void copyAsksBeforeOverwriting();
    void allSideBySide();
    void keysScrollThePage();
    void machineToMachineSaysWhy();
    void savedAndCopied();
    void mnemonicsOnEachTab();

private:
    template<typename Tab>
    Tab &tab()
    {
        return *m_page->findChild<Tab *>();
    }
    void showTab(const QString &label);
    QList<ConsentView *> views();
    void setTexts(const QString &clientId, const ConsentTextMap &texts);

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<ClientsPage> m_page;
};

void TestConsentTabs::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    m_fixture->addWebClient(u"alpha"_s);
    m_fixture->addWebClient(u"beta"_s);
    setTexts(u"alpha"_s, {{u"en"_s, {u"Your name for {client}"_s, {}, {}}}});
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    m_page->resize(1080, 760);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_page->refresh();
    QTRY_VERIFY(m_page->findChild<QTabWidget *>());
    QTRY_VERIFY(!m_page->validation().records().languages.isEmpty());
    QTRY_COMPARE(test::field<QLineEdit>(*m_page, u"Title"_s)->text(), u"Title of alpha"_s);
}

void TestConsentTabs::setTexts(const QString &clientId, const ConsentTextMap &texts)
{
    ClientApplication client = m_fixture->stored(clientId);
    client.requireConsent = true;
    client.defaultResources = {u"openid"_s, u"profile"_s, u"email"_s};
    client.consentTexts = texts;
    m_fixture->save(client);
}

void TestConsentTabs::showTab(const QString &label)
{
    auto *tabs = m_page->findChild<QTabWidget *>();
    for (int i = 0; i < tabs->count(); ++i) {
        if (tabs->tabText(i) == label)
            return tabs->setCurrentIndex(i);
    }
    QFAIL(qPrintable(label));
}

QList<ConsentView *> TestConsentTabs::views()
{
    QList<ConsentView *> shown;
    for (ConsentView *view : m_page->findChildren<ConsentView *>()) {
        if (view->isVisible())
            shown << view;
    }
    return shown;
}

void TestConsentTabs::tabsInOrderWithWholeLabels()
{
    const auto *tabs = m_page->findChild<QTabWidget *>();
    QStringList labels;
    for (int i = 0; i < tabs->count(); ++i)
        labels << tabs->tabText(i);
    QCOMPARE(labels,
             (QStringList{u"Form"_s, u"Secrets"_s, u"Keys"_s, u"Allowed login redirects"_s,
                          u"Allowed logout redirects"_s, u"API scopes"_s, u"Default resources"_s,
                          u"Custom resources"_s, u"Default resource translation"_s, u"Consent preview"_s,
                          u"Servers"_s, u"Other settings"_s, u"Try it"_s, u"History"_s}));
    QCOMPARE(tabs->elideMode(), Qt::ElideNone);
}

void TestConsentTabs::problemsLeadToTheirTab()
{
    const auto *tabs = m_page->findChild<QTabWidget *>();
    for (const ClientField field :
         {ClientField::DefaultResources, ClientField::CustomResources, ClientField::ConsentTexts}) {
        m_page->goTo(field, -1);
        QCOMPARE(tabs->tabText(tabs->currentIndex()), fieldLabel(field));
    }
    m_page->goTo(ClientField::Logo, -1);
    QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Form"_s);
    QCOMPARE(QApplication::focusWidget()->property("column").toString(), u"logo"_s);
}

void TestConsentTabs::chosenResourceIsSaved()
{
    showTab(u"Default resources"_s);
    auto *table = test::field<QTableView>(*m_page, u"Default resources"_s);
    QVERIFY(table && table->isVisible());
    const auto phone = table->model()->match(table->model()->index(0, 0), Qt::DisplayRole, u"phone"_s);
    QCOMPARE(phone.size(), 1);
    table->setFocus();
    table->setCurrentIndex(phone.first());
    QTest::keyClick(table, Qt::Key_Space);
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(m_fixture->stored(u"alpha"_s).defaultResources.contains(u"phone"_s));
}

void TestConsentTabs::writtenTextIsSavedAndShown()
{
    showTab(u"Default resource translation"_s);
    auto *editor = tab<ConsentTextsTab>().findChild<QPlainTextEdit *>();
    QCOMPARE(editor->toPlainText(), u"Your name for {client}"_s);
    editor->setPlainText(u"<b>Name</b> for {client}\nand {user}"_s);
    showTab(u"Consent preview"_s);
    QTRY_COMPARE(views().size(), 1);
    QTRY_VERIFY(views().first()->toPlainText().contains(u"<b>Name</b> for Title of alpha"_s));
    QVERIFY(!views().first()->toPlainText().contains(u"{user}"_s));
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).consentTexts.value(u"en"_s).profile,
                 u"<b>Name</b> for {client}\nand {user}"_s);
}

void TestConsentTabs::spacesThatKeepWordsTogetherAreKept()
{
    showTab(u"Default resource translation"_s);
    auto *editor = tab<ConsentTextsTab>().findChild<QPlainTextEdit *>();
    editor->setPlainText(u"Votre nom\u00A0: {client}\nmerci"_s);
    editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(editor, u"\u00A0!"_s);
    QCOMPARE(editor->textCursor().position(), int(editor->document()->characterCount()) - 1);
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).consentTexts.value(u"en"_s).profile,
                 u"Votre nom\u00A0: {client}\nmerci\u00A0!"_s);
}

void TestConsentTabs::invisibleCharactersAreMarked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<int>("first"); // position in the document
    QTest::newRow("override") << u"Pay\u202elap"_s << QStringList{u"U+202E RIGHT-TO-LEFT OVERRIDE"_s} << 3;
    QTest::newRow("two, in lines") << u"\U0001f600 a\u200bb\nc\u2060d"_s
                                   << QStringList{u"U+200B ZERO WIDTH SPACE"_s, u"U+2060 WORD JOINER"_s} << 4;
    QTest::newRow("Persian needs it") << u"\u0645\u06cc\u200c\u062e"_s << QStringList() << 0;
    QTest::newRow("plain") << u"Your name"_s << QStringList() << 0;
}

void TestConsentTabs::invisibleCharactersAreMarked()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, names);
    QFETCH(const int, first);
    showTab(u"Default resource translation"_s);
    auto *editor = tab<ConsentTextsTab>().findChild<MarkedTextEdit *>();
    QVERIFY(editor && editor->isVisible());
    editor->setPlainText(text);
    QCOMPARE(editor->toPlainText(), text);
    QStringList marked;
    for (const MarkedTextEdit::Mark &mark : editor->marks())
        marked << mark.name;
    QCOMPARE(marked, names);
    if (names.isEmpty())
        return;
    const QRect place = editor->marks().first().place;
    QTextCursor cursor(editor->document());
    cursor.setPosition(first);
    QCOMPARE(place.center().x(), editor->cursorRect(cursor).center().x());
    const QImage drawn = editor->viewport()->grab().toImage();
    QCOMPARE(drawn.pixelColor(place.center() * drawn.devicePixelRatio()).rgb(),
             contrast::error(editor->palette()).rgb());
}

void TestConsentTabs::invisibleCharactersOfTheTitleAreNamedBeneath()
{
    auto *title = test::field<QLineEdit>(*m_page, u"Title"_s);
    title->setText(u"Pay\u202elap"_s);
    QCOMPARE(title->text(), u"Pay\u202elap"_s);
    const auto isNamed = [](const QLabel *label) {
        return label->isVisible() && label->text().contains(u"U+202E RIGHT-TO-LEFT OVERRIDE at 4"_s);
    };
    QTRY_VERIFY(std::ranges::any_of(m_page->findChildren<QLabel *>(), isNamed));
}

void TestConsentTabs::textsOfAnotherClient()
{
    setTexts(u"beta"_s, {{u"nl"_s, {u"Uw naam"_s, u"Uw adres"_s, {}}}});
    showTab(u"Default resource translation"_s);
    test::field<QPushButton>(*m_page, u"Copy texts from another client"_s)->click();
    auto *dialog = m_page->findChild<CopyTextsDialog *>();
    QVERIFY(dialog);
    auto *clientId = test::field<QLineEdit>(*dialog, u"Client ID"_s);
    auto *copy = test::field<QPushButton>(*dialog, u"Copy texts"_s);
    QVERIFY(!copy->isEnabled());
    clientId->setText(u"nobody"_s);
    copy->click();
    const auto notes = dialog->findChildren<QLabel *>();
    QTRY_VERIFY(std::ranges::any_of(
        notes, [](const QLabel *note) { return note->text().contains(u"\"nobody\""_s); }));
    clientId->setText(u"beta"_s);
    copy->click();
    QTRY_VERIFY(m_page->isModified());
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).consentTexts.size(), 2);
    QCOMPARE(m_fixture->stored(u"alpha"_s).consentTexts.value(u"nl"_s).email, u"Uw adres"_s);
}

void TestConsentTabs::copyAsksBeforeOverwriting()
{
    showTab(u"Default resource translation"_s);
    const ConsentTextMap other{{u"en"_s, {u"Other"_s, u"Mail"_s, {}}}};
    Question::answerNext(2);
    tab<ConsentTextsTab>().takeTexts(u"beta"_s, other);
    QVERIFY(Question::lastAsked()->text.contains(u"beta"_s));
    QVERIFY(!m_page->isModified());
    Question::answerNext(1);
    tab<ConsentTextsTab>().takeTexts(u"beta"_s, other);
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).consentTexts.value(u"en"_s),
                 (ConsentTexts{u"Your name for {client}"_s, u"Mail"_s, {}}));
    QTRY_VERIFY(!m_page->isModified());
    Question::answerNext(0);
    tab<ConsentTextsTab>().takeTexts(u"beta"_s, other);
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).consentTexts.value(u"en"_s).profile, u"Other"_s);
}

void TestConsentTabs::allSideBySide()
{
    showTab(u"Consent preview"_s);
    QTRY_COMPARE(views().size(), 1);
    auto *language = test::field<KeyComboBox>(*m_page, u"Language"_s);
    QCOMPARE(language->count(), int(m_page->validation().records().languages.size()));
    test::field<QCheckBox>(*m_page, u"All side by side"_s)->setChecked(true);
    QTRY_COMPARE(views().size(), language->count());
    QVERIFY(!language->isEnabled());
    auto *missing = test::field<QTableView>(*m_page, u"Missing texts"_s);
    QVERIFY(missing->isVisible() && missing->model()->rowCount() >= language->count());
    test::field<QCheckBox>(*m_page, u"All side by side"_s)->setChecked(false);
    const int wide = views().first()->width();
    test::field<QCheckBox>(*m_page, u"Phone width"_s)->setChecked(true);
    QVERIFY(views().first()->width() < wide);
    const QString light = views().first()->html();
    auto *appearance = test::field<KeyComboBox>(*m_page, u"Appearance"_s);
    appearance->setCurrentIndex(1);
    Q_EMIT appearance->activated(1);
    QVERIFY(views().first()->html() != light);
}

void TestConsentTabs::keysScrollThePage()
{
    showTab(u"Consent preview"_s);
    QTRY_COMPARE(views().size(), 1);
    const auto *area = tab<ConsentPreviewTab>().findChild<QScrollArea *>();
    QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
    views().first()->setFocus();
    QTest::keyClick(views().first(), Qt::Key_PageDown);
    QVERIFY(area->verticalScrollBar()->value() > 0);
}

void TestConsentTabs::machineToMachineSaysWhy()
{
    auto *openId = test::field<QCheckBox>(*m_page, u"Support OpenID Connect"_s);
    openId->setChecked(false);
    auto *grantType = test::field<KeyComboBox>(*m_page, u"Grant type"_s);
    grantType->setCurrentIndex(grantType->findData(u"client_credentials"_s));
    Q_EMIT grantType->activated(grantType->currentIndex());
    showTab(u"Consent preview"_s);
    QCOMPARE(views().size(), 0);
    QVERIFY(!test::field<QPushButton>(*m_page, u"Save as PNG"_s)->isEnabled());
    const auto labels = tab<ConsentPreviewTab>().findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
        return label->isVisible() && label->text().contains(u"machine"_s);
    }));
}

void TestConsentTabs::savedAndCopied()
{
    showTab(u"Consent preview"_s);
    QTRY_COMPARE(views().size(), 1);
    const QTemporaryDir folder;
    auto *messages = m_page->findChild<MessageBar *>();
    tab<ConsentPreviewTab>().saveAs(ConsentFileKind::Png, folder.filePath(u"page.png"_s));
    QTRY_VERIFY(messages->text().contains(u"page.png"_s));
    QVERIFY(QImage(folder.filePath(u"page.png"_s)).width() > 600);
    tab<ConsentPreviewTab>().saveAs(ConsentFileKind::Pdf, folder.filePath(u"no/page.pdf"_s));
    QTRY_VERIFY(messages->messageType() == MessageBar::Error);
    test::field<QPushButton>(*m_page, u"Copy"_s)->click();
    const auto *clipboard = QGuiApplication::clipboard();
    QTRY_VERIFY(clipboard->mimeData() && clipboard->mimeData()->hasImage());
    QVERIFY(clipboard->mimeData()->html().contains(u"Title of alpha"_s));
}

void TestConsentTabs::mnemonicsOnEachTab()
{
    for (const QString &label :
         {u"Default resources"_s, u"Default resource translation"_s, u"Consent preview"_s})
        showTab(label);
    for (const QWidget *shown : std::initializer_list<QWidget *>{
             &tab<ConsentPreviewTab>(), &tab<ConsentTextsTab>(), &tab<ScopeChoiceTab>()})
        QCOMPARE(test::accessibilityFaults(*shown), QStringList());
}

GATEHOUSE_TEST(TestConsentTabs)
#include "tst_consenttabs.moc"
