#include "ClientFixture.h"

#include "ui/client/ClientsPage.h"
#include "ui/client/ValidationController.h"
#include "ui/client/list/ClientList.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/merge/MergeDialog.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

using namespace gatehouse;
using namespace Qt::StringLiterals;

class TestClientsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(), m_fixture.reset(); }

    void firstClientIsShown();
    void addAndSave();
    void refusedByRuleKeepsWhatWasTyped();
    void refusedByDatabaseKeepsWhatWasTyped();
    void changedBySomebodyElse();
    void otherRowAsks_data();
    void otherRowAsks();
    void undoByKey();
    void fieldsFollowTheRules();
    void problemLeadsToField();
    void pastedLinesBecomeRows();
    void enableSelected();
    void deleteSelected();
    void deleteCancelled();
    void duplicateIsNewWithoutSecrets();
    void revertOfNewGivesItUp();
    void everyFieldHasALabel();
    void clearButtonFollowsTheText();
    void redirectTypedForAnotherClientIsGone();
    void otherRowEndsTheMessage();
    void saveTakesTheCellThatIsTyped();
    void savingTwiceIsNoConflict();
    void lateAnswerLeavesTheNewOne();
    void lastRowChosenIsShown();
    void manyAreNotAllNamed();
    void refusalGoesWithItsCause_data();
    void refusalGoesWithItsCause();
    void refusalGoesWithItsCauseElsewhere();
    void whatTheWindowTellsIsNotToldTwice();
    void readOnlyOffersNoSave_data();
    void readOnlyOffersNoSave();

private:
    template<typename Widget>
    Widget *field(const char *column)
    {
        const auto widgets = m_page->findChildren<Widget *>();
        for (Widget *widget : widgets) {
            if (widget->property("column").toString() == QLatin1StringView(column))
                return widget;
        }
        qFatal("no field %s", column);
    }
    QTableView *list() { return m_page->findChild<ClientList *>()->findChild<QTableView *>(); }
    QTabWidget *tabs() { return m_page->findChild<QTabWidget *>(); }
    MessageBar *messages() { return m_page->findChild<MessageBar *>(); }
    void showPage();
    void choose(const QString &clientId);

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<ClientsPage> m_page;
};

void TestClientsPage::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    m_fixture->addWebClient(u"alpha"_s);
    m_fixture->addWebClient(u"beta"_s);
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    showPage();
}

void TestClientsPage::showPage()
{
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_page->refresh();
    QTRY_VERIFY(tabs());
    QTRY_COMPARE(field<QLineEdit>("client_id")->text(), u"alpha"_s);
    QTRY_VERIFY(!m_page->validation().records().apiScopes.isEmpty());
}

void TestClientsPage::choose(const QString &clientId)
{
    const QModelIndexList found =
        list()->model()->match(list()->model()->index(0, 0), Qt::DisplayRole, clientId, 1, Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    list()->setCurrentIndex(found.first());
}

void TestClientsPage::firstClientIsShown()
{
    QCOMPARE(list()->model()->rowCount(), 2);
    QCOMPARE(list()->currentIndex().row(), 0);
    QVERIFY(!m_page->isModified());
}

void TestClientsPage::addAndSave()
{
    m_page->trigger(Page::Action::Add);
    QCOMPARE(QApplication::focusWidget(), field<QLineEdit>("client_id"));
    QTest::keyClicks(field<QLineEdit>("client_id"), u"gamma"_s);
    QTest::keyClicks(field<QLineEdit>("title"), u"Gamma"_s);
    QVERIFY(m_page->isModified());
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    QCOMPARE(m_fixture->stored(u"gamma"_s).title, u"Gamma"_s);
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    QTRY_COMPARE(list()->currentIndex().siblingAtColumn(0).data().toString(), u"gamma"_s);
}

void TestClientsPage::refusedByRuleKeepsWhatWasTyped()
{
    field<QLineEdit>("client_id")->setText(u"has space"_s);
    m_page->trigger(Page::Action::Save);
    QVERIFY(messages()->isVisible());
    QVERIFY(messages()->text().contains(u"has space"_s));
    QCOMPARE(field<QLineEdit>("client_id")->text(), u"has space"_s);
    QVERIFY(m_page->isModified());
    QVERIFY(m_fixture->exists(u"alpha"_s));
}

void TestClientsPage::refusedByDatabaseKeepsWhatWasTyped()
{
    field<QLineEdit>("title")->setText(u"Typed"_s);
    field<QLineEdit>("client_id")->setText(u"BETA"_s);
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(messages()->isVisible());
    QVERIFY(messages()->text().contains(u"beta"_s));
    QCOMPARE(field<QLineEdit>("client_id")->text(), u"BETA"_s);
    QCOMPARE(field<QLineEdit>("title")->text(), u"Typed"_s);
    QCOMPARE(QApplication::focusWidget(), field<QLineEdit>("client_id"));
    QCOMPARE(m_fixture->stored(u"alpha"_s).title, u"Title of alpha"_s);
}

void TestClientsPage::changedBySomebodyElse()
{
    field<QLineEdit>("title")->setText(u"Mine"_s);
    ClientApplication theirs = m_fixture->stored(u"alpha"_s);
    theirs.title = u"Theirs"_s;
    m_fixture->save(theirs);
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(m_page->findChild<MergeDialog *>());
    m_page->findChild<MergeDialog *>()->reject();
    QTRY_VERIFY(messages()->isVisible());
    QCOMPARE(field<QLineEdit>("title")->text(), u"Mine"_s);
    QCOMPARE(m_fixture->stored(u"alpha"_s).title, u"Theirs"_s);

    m_page->trigger(Page::Action::Revert);
    QTRY_COMPARE(field<QLineEdit>("title")->text(), u"Theirs"_s);
    field<QLineEdit>("title")->setText(u"Mine again"_s);
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).title, u"Mine again"_s);
}

void TestClientsPage::otherRowAsks_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("stored");
    QTest::newRow("save") << 0 << u"beta"_s << u"Typed"_s;
    QTest::newRow("discard") << 1 << u"beta"_s << u"Title of alpha"_s;
    QTest::newRow("keep editing") << 2 << u"alpha"_s << u"Title of alpha"_s;
}

void TestClientsPage::otherRowAsks()
{
    QFETCH(int, answer);
    QFETCH(QString, shown);
    QFETCH(QString, stored);
    field<QLineEdit>("title")->setText(u"Typed"_s);
    Question::answerNext(answer);
    choose(u"beta"_s);
    QTRY_VERIFY(Question::lastAsked());
    const auto asked = Question::lastAsked();
    QVERIFY(asked->text.contains(u"alpha"_s));
    QTRY_COMPARE(field<QLineEdit>("client_id")->text(), shown);
    QTRY_COMPARE(list()->currentIndex().siblingAtColumn(0).data().toString(), shown);
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).title, stored);
    QCOMPARE(m_page->isModified(), answer == 2);
}

void TestClientsPage::undoByKey()
{
    QTest::keyClicks(field<QLineEdit>("title"), u" more"_s);
    QVERIFY(m_page->isModified());
    m_page->undoStack()->undo();
    QCOMPARE(field<QLineEdit>("title")->text(), u"Title of alpha"_s);
    QVERIFY(!m_page->isModified());
}

void TestClientsPage::fieldsFollowTheRules()
{
    auto *openId = field<QCheckBox>("support_openid");
    auto *api = field<QCheckBox>("support_api");
    auto *grantType = field<KeyComboBox>("grant_type");
    auto *identity = field<KeyComboBox>("identity");
    auto *pkce = field<QCheckBox>("require_pkce");
    QVERIFY(!grantType->isEnabled());
    QVERIFY(!identity->isEnabled());

    openId->setChecked(false);
    QVERIFY(grantType->isEnabled());
    QVERIFY(api->isChecked() && !api->isEnabled());
    grantType->setCurrentIndex(grantType->findData(u"client_credentials"_s));
    Q_EMIT grantType->activated(grantType->currentIndex());
    QVERIFY(identity->isEnabled());
    QVERIFY(!pkce->isChecked() && !pkce->isEnabled());

    openId->setChecked(true);
    QCOMPARE(grantType->key(), u"authorization_code"_s);
    QVERIFY(pkce->isChecked() && pkce->isEnabled());
}

void TestClientsPage::problemLeadsToField()
{
    m_page->goTo(ClientField::LoginRedirects, 0);
    QCOMPARE(tabs()->tabText(tabs()->currentIndex()), u"Allowed login redirects"_s);
    m_page->goTo(ClientField::LogoUri, -1);
    QCOMPARE(tabs()->tabText(tabs()->currentIndex()), u"Form"_s);
    QCOMPARE(QApplication::focusWidget(), field<QLineEdit>("logo_uri"));
}

void TestClientsPage::pastedLinesBecomeRows()
{
    m_page->goTo(ClientField::LogoutRedirects, -1);
    auto *entry = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(entry);
    entry->insert(u"https://alpha.example.com/a\nhttps://alpha.example.com/b\n"_s);
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).logoutRedirects,
                 (QStringList{u"https://alpha.example.com/a"_s, u"https://alpha.example.com/b"_s}));
}

void TestClientsPage::enableSelected()
{
    ClientApplication bare;
    bare.clientId = u"bare"_s;
    m_fixture->save(bare);
    m_page->refresh();
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    list()->selectAll();
    m_page->trigger(Page::Action::Enable);
    QTRY_VERIFY(m_fixture->stored(u"alpha"_s).enabled && m_fixture->stored(u"beta"_s).enabled);
    QVERIFY(!m_fixture->stored(u"bare"_s).enabled);
    QTRY_VERIFY(messages()->text().contains(u"bare"_s));
    QTRY_VERIFY(field<QCheckBox>("enabled")->isChecked());
    QVERIFY(messages()->isVisible());
}

void TestClientsPage::deleteSelected()
{
    Question::answerNext(0);
    m_page->trigger(Page::Action::Delete);
    const auto asked = Question::lastAsked();
    QVERIFY(asked && asked->text.contains(u"alpha"_s) && asked->details.contains(u"1 secret"_s));
    QTRY_VERIFY(!m_fixture->exists(u"alpha"_s));
    QTRY_COMPARE(field<QLineEdit>("client_id")->text(), u"beta"_s);
    QVERIFY(messages()->isVisible() && messages()->text().contains(u"alpha"_s));
}

void TestClientsPage::deleteCancelled()
{
    Question::answerNext(1);
    m_page->trigger(Page::Action::Delete);
    QVERIFY(m_fixture->exists(u"alpha"_s));
    QCOMPARE(field<QLineEdit>("client_id")->text(), u"alpha"_s);
}

void TestClientsPage::duplicateIsNewWithoutSecrets()
{
    m_page->trigger(Page::Action::Duplicate);
    QVERIFY(m_page->isModified());
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(m_fixture->exists(u"alpha-copy"_s));
    QVERIFY(m_fixture->stored(u"alpha-copy"_s).secrets.isEmpty());
    QCOMPARE(m_fixture->stored(u"alpha"_s).secrets.size(), 1);
}

void TestClientsPage::revertOfNewGivesItUp()
{
    m_page->trigger(Page::Action::Add);
    QTest::keyClicks(field<QLineEdit>("client_id"), u"never"_s);
    m_page->trigger(Page::Action::Revert);
    QTRY_COMPARE(field<QLineEdit>("client_id")->text(), u"alpha"_s);
    QVERIFY(!m_fixture->exists(u"never"_s));
}

void TestClientsPage::everyFieldHasALabel()
{
    for (int tab = 0; tab < tabs()->count(); ++tab) {
        tabs()->setCurrentIndex(tab);
        for (QWidget *widget : m_page->findChildren<QWidget *>()) {
            const bool isField = qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget) ||
                                 qobject_cast<QTableView *>(widget);
            if (!isField || !widget->isVisible() || qobject_cast<QComboBox *>(widget->parentWidget()))
                continue;
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            const bool isNamed =
                !widget->accessibleName().isEmpty() || !accessible->relations(QAccessible::Label).isEmpty();
            QVERIFY2(isNamed, widget->metaObject()->className());
        }
    }
}

void TestClientsPage::clearButtonFollowsTheText()
{
    const auto *clear = field<QLineEdit>("title")->findChild<QToolButton *>();
    QVERIFY(clear);
    QTRY_COMPARE(clear->property("opacity").toReal(), 1.0);
    m_page->trigger(Page::Action::Add);
    QTRY_COMPARE(clear->property("opacity").toReal(), 0.0);
    choose(u"beta"_s);
    QTRY_COMPARE(clear->property("opacity").toReal(), 1.0);
}

void TestClientsPage::redirectTypedForAnotherClientIsGone()
{
    tabs()->setCurrentIndex(2);
    auto *entry = tabs()->currentWidget()->findChild<QLineEdit *>();
    QTest::keyClicks(entry, u"https://alpha.example.com/new"_s);
    choose(u"beta"_s);
    QTRY_COMPARE(field<QLineEdit>("client_id")->text(), u"beta"_s);
    QCOMPARE(entry->text(), QString());
}

void TestClientsPage::otherRowEndsTheMessage()
{
    messages()->showText(MessageBar::Positive, u"Done."_s);
    choose(u"beta"_s);
    QTRY_COMPARE(field<QLineEdit>("client_id")->text(), u"beta"_s);
    QVERIFY(!messages()->isVisible());
}

void TestClientsPage::saveTakesTheCellThatIsTyped()
{
    field<QLineEdit>("title")->setText(u"Typed"_s);
    m_page->goTo(ClientField::LoginRedirects, 0);
    auto *redirects = qobject_cast<QTableView *>(QApplication::focusWidget());
    QVERIFY(redirects);
    redirects->edit(redirects->currentIndex());
    auto *cell = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(cell);
    cell->setText(u"https://alpha.example.com/typed"_s);
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(m_fixture->stored(u"alpha"_s).title, u"Typed"_s);
    QCOMPARE(m_fixture->stored(u"alpha"_s).loginRedirects, {u"https://alpha.example.com/typed"_s});
    QCOMPARE(QApplication::focusWidget(), redirects);
}

void TestClientsPage::savingTwiceIsNoConflict()
{
    QList<bool> answers;
    for (const QString &typed : {u"One"_s, u"Two"_s}) {
        field<QLineEdit>("title")->setText(typed);
        m_page->save([&answers](bool saved) { answers << saved; });
    }
    QTRY_COMPARE(answers.size(), 2);
    QCOMPARE(answers, (QList{true, true}));
    QCOMPARE(m_fixture->stored(u"alpha"_s).title, u"Two"_s);
    QVERIFY(!m_page->isModified() && !messages()->isVisible());
}

void TestClientsPage::lateAnswerLeavesTheNewOne()
{
    test::HeldBack held(m_fixture->thread());
    choose(u"beta"_s);
    QCoreApplication::processEvents();
    m_page->trigger(Page::Action::Add);
    held.letGo();
    QCOMPARE(field<QLineEdit>("client_id")->text(), QString());
    QVERIFY(!list()->currentIndex().isValid());
}

void TestClientsPage::lastRowChosenIsShown()
{
    m_fixture->addWebClient(u"gamma"_s);
    m_page->refresh();
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    test::HeldBack held(m_fixture->thread());
    for (const QString &clientId : {u"beta"_s, u"gamma"_s}) {
        choose(clientId);
        QCoreApplication::processEvents();
    }
    held.letGo();
    QCOMPARE(field<QLineEdit>("client_id")->text(), u"gamma"_s);
    QCOMPARE(list()->currentIndex().siblingAtColumn(0).data().toString(), u"gamma"_s);
}

void TestClientsPage::manyAreNotAllNamed()
{
    for (int number = 10; number < 20; ++number)
        m_fixture->addWebClient(u"client-%1"_s.arg(number));
    m_page->refresh();
    QTRY_COMPARE(list()->model()->rowCount(), 12);
    list()->selectAll();
    Question::answerNext(0);
    m_page->trigger(Page::Action::Delete);
    const QString ends = u"client-17 and 2 more"_s;
    QVERIFY2(Question::lastAsked()->details.contains(ends), qPrintable(Question::lastAsked()->details));
    QTRY_VERIFY2(messages()->text().contains(ends), qPrintable(messages()->text()));
    QTRY_COMPARE(list()->model()->rowCount(), 0);
}

void TestClientsPage::refusalGoesWithItsCause_data()
{
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QString>("told");
    QTest::newRow("by a rule") << u"my app"_s << u"Not saved."_s;
    QTest::newRow("by the database") << u"BETA"_s << u"beta"_s;
}

void TestClientsPage::refusalGoesWithItsCause()
{
    QFETCH(const QString, clientId);
    QFETCH(const QString, told);
    field<QLineEdit>("client_id")->setText(clientId);
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(messages()->isVisible());
    QVERIFY2(messages()->text().contains(told), qPrintable(messages()->text()));
    field<QLineEdit>("title")->setText(u"Another"_s);
    QVERIFY(messages()->isVisible());
    field<QLineEdit>("client_id")->setText(u"my-app"_s);
    QTRY_VERIFY(!messages()->isVisible());
    QVERIFY(m_page->isModified());
}

void TestClientsPage::refusalGoesWithItsCauseElsewhere()
{
    const auto limit = [this](int most) {
        return m_fixture->thread()
            .run([most](Database &database) {
                return editing(database,
                               [&](EditSession &session) { return edit::setLicenceLimit(session, most); });
            })
            .result();
    };
    QVERIFY(limit(2));
    m_page->trigger(Page::Action::Add);
    field<QLineEdit>("client_id")->setText(u"gamma"_s);
    field<QLineEdit>("title")->setText(u"Gamma"_s);
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(messages()->isVisible());
    QVERIFY(limit(3));
    m_page->refresh();
    QTRY_VERIFY(!messages()->isVisible());
    QCOMPARE(field<QLineEdit>("client_id")->text(), u"gamma"_s);
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(m_fixture->exists(u"gamma"_s));
}

void TestClientsPage::whatTheWindowTellsIsNotToldTwice()
{
    bool isLost = false;
    connect(&m_fixture->thread(), &DatabaseThread::lost, m_page.get(), [&] { isLost = true; });
    field<QLineEdit>("title")->setText(u"Typed"_s);
    QVERIFY(QFile::rename(m_fixture->url().path(), m_fixture->path(u"away"_s)));
    bool isAnswered = false;
    m_page->save([&](bool saved) { isAnswered = !saved; });
    QTRY_VERIFY(isAnswered);
    QVERIFY(isLost);
    QVERIFY2(!messages()->isVisible(), qPrintable(messages()->text()));
    QCOMPARE(field<QLineEdit>("title")->text(), u"Typed"_s);
}

void TestClientsPage::readOnlyOffersNoSave_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<QString>("shown");
    QTest::newRow("discard") << 0 << u"beta"_s;
    QTest::newRow("keep editing") << 1 << u"alpha"_s;
}

void TestClientsPage::readOnlyOffersNoSave()
{
    QFETCH(const int, answer);
    QFETCH(const QString, shown);
    field<QLineEdit>("title")->setText(u"Typed"_s); // it is read-only since then
    m_page->setWhyReadOnly([] { return u"The file is read-only."_s; });
    Question::answerNext(answer);
    choose(u"beta"_s);
    QTRY_VERIFY(Question::lastAsked());
    const auto asked = Question::lastAsked();
    QCOMPARE(asked->buttons, (QStringList{u"Discard changes"_s, u"Keep editing"_s}));
    QVERIFY2(asked->details.contains(u"The file is read-only."_s), qPrintable(asked->details));
    QTRY_COMPARE(field<QLineEdit>("client_id")->text(), shown);
    QCOMPARE(m_page->isModified(), answer == 1);
}

GATEHOUSE_TEST(TestClientsPage)
#include "tst_clientspage.moc"
