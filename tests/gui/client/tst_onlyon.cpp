#include "../PageFixture.h"
#include "ClientFixture.h"

#include "domain/servers/OnServers.h"
#include "draft/ClientDraft.h"
#include "draft/SecretTable.h"
#include "draft/ServerTable.h"
#include "draft/TextListTable.h"
#include "store/edit/ServerEdits.h"
#include "support/SampleServers.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/ValidationController.h"
#include "ui/client/form/OriginsEdit.h"
#include "ui/client/redirects/RedirectsTab.h"
#include "ui/client/secrets/AddSecretDialog.h"
#include "ui/client/secrets/SecretsTab.h"
#include "ui/client/servers/ServersTab.h"
#include "ui/common/KeyComboBox.h"

#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QUndoStack>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// Redirects, secrets and CORS origins for one server alone, and the tab Servers.
class TestOnlyOn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(), m_fixture.reset(); }

    void nothingIsShownWithoutServers();
    void redirectIsGivenToOneServer();
    void problemGoesToItsRow();
    void secretIsGivenToOneServer();
    void secretIsAddedForOneServer_data();
    void secretIsAddedForOneServer();
    void saveClosesAnOpenCell_data();
    void saveClosesAnOpenCell();
    void originsOfEachServer();
    void originsStayWithTheirServerOnUndo();
    void enabledThere();
    void tabTellsWhatIsKnown();
    void draftComesBackAsItWas();

private:
    void open(ClientField field, bool withServers = true);
    void addServers();
    void store(const std::function<Result<void>(EditSession &)> &edit);
    ClientDraft &draft() { return *m_page->findChild<ClientDraft *>(); }
    const ClientApplication &typed() { return draft().typed(); }
    template<typename Tab>
    QTableView *listOf()
    {
        return m_page->findChild<Tab *>()->template findChild<QTableView *>();
    }
    /// Chooses in the cell as a person would in its combo box.
    void choose(QTableView *list, const QModelIndex &cell, const QString &text);
    static QString shown(QTableView *list, int row, int column)
    {
        return list->model()->index(row, column).data().toString();
    }

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<ClientsPage> m_page;
};

void TestOnlyOn::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    ClientApplication client = m_fixture->addWebClient(u"alpha"_s);
    client.loginRedirects << u"https://test.example.com/cb"_s;
    client.allowedCorsOrigins = {u"https://alpha.example.com"_s};
    m_fixture->save(client);
}

void TestOnlyOn::store(const std::function<Result<void>(EditSession &)> &edit)
{
    const auto done =
        m_fixture->thread().run([&](Database &database) { return editing(database, edit); }).result();
    QVERIFY2(done, done ? "" : qPrintable(done.error().text));
}

void TestOnlyOn::addServers()
{
    store([](EditSession &session) -> Result<void> {
        for (const QString &name : {u"production"_s, u"test"_s}) {
            if (const auto saved = edit::save(session, test::sampleHydra(name)); !saved)
                return std::unexpected(saved.error());
        }
        return {};
    });
}

void TestOnlyOn::open(ClientField field, bool withServers)
{
    if (withServers)
        addServers();
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    m_page->resize(1100, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->refresh();
    QTRY_VERIFY(m_page->findChild<QTabWidget *>());
    QTRY_VERIFY(!m_page->validation().records().apiScopes.isEmpty());
    QTRY_COMPARE(typed().clientId, u"alpha"_s);
    m_page->goTo(field, -1);
}

void TestOnlyOn::choose(QTableView *list, const QModelIndex &cell, const QString &text)
{
    list->setCurrentIndex(cell);
    list->edit(cell);
    auto *combo = list->findChild<KeyComboBox *>();
    QVERIFY(combo);
    const int item = combo->findText(text);
    QVERIFY2(item >= 0, qPrintable(text));
    combo->setCurrentIndex(item);
    Q_EMIT combo->activated(item);
    QTest::keyClick(combo, Qt::Key_Enter);
    QTRY_VERIFY(!list->findChild<KeyComboBox *>());
}

void TestOnlyOn::nothingIsShownWithoutServers()
{
    open(ClientField::LoginRedirects, false);
    QVERIFY(listOf<RedirectsTab>()->isColumnHidden(RedirectTable::OnlyOn));
    m_page->goTo(ClientField::Secrets, -1);
    QVERIFY(listOf<SecretsTab>()->isColumnHidden(SecretTable::OnlyOn));
    QTRY_VERIFY(m_page->available().testFlag(Page::Action::AddSecret));
    m_page->trigger(Page::Action::AddSecret);
    auto *dialog = m_page->findChild<AddSecretDialog *>();
    QVERIFY(!test::field<KeyComboBox>(*dialog, u"Only on"_s)->isVisible());
    dialog->reject();
    m_page->goTo(ClientField::AllowedCorsOrigins, -1);
    QVERIFY(!m_page->findChild<OriginsEdit *>()->withChoice()->findChild<KeyComboBox *>()->isVisible());
    m_page->goTo(ClientField::OnServers, -1);
    auto *tab = m_page->findChild<ServersTab *>();
    const auto *button = tab->findChild<QPushButton *>();
    QVERIFY(button->isVisible() && !tab->findChild<QTableView *>()->isVisible());
    QSignalSpy wanted(m_page.get(), &ClientsPage::serversWanted);
    tab->findChild<QPushButton *>()->click();
    QCOMPARE(wanted.size(), 1);
}

void TestOnlyOn::redirectIsGivenToOneServer()
{
    open(ClientField::LoginRedirects);
    QTableView *list = listOf<RedirectsTab>();
    QTRY_VERIFY(!list->isColumnHidden(RedirectTable::OnlyOn));
    QCOMPARE(list->model()->headerData(RedirectTable::OnlyOn, Qt::Horizontal).toString(), u"Only on"_s);
    QCOMPARE(shown(list, 0, RedirectTable::OnlyOn), u"All servers"_s);
    choose(list, list->model()->index(1, RedirectTable::OnlyOn), u"test"_s);
    QCOMPARE(shown(list, 1, RedirectTable::OnlyOn), u"test"_s);
    QCOMPARE(typed().loginRedirects, QStringList({u"https://alpha.example.com/cb"_s}));
    QCOMPARE(typed().onServers.value(u"test"_s).loginRedirects,
             QStringList({u"https://test.example.com/cb"_s}));
    QVERIFY(m_page->isModified());
    m_page->undoStack()->undo();
    QVERIFY(!m_page->isModified());
    m_page->undoStack()->redo();
    m_page->save([](bool) {});
    QTRY_VERIFY(!m_page->isModified());
    QCOMPARE(m_fixture->stored(u"alpha"_s).onServers, typed().onServers);
}

/// The rules count those for all servers first, and the table has them as they were typed.
void TestOnlyOn::problemGoesToItsRow()
{
    open(ClientField::LoginRedirects);
    RedirectTable &table = draft().redirects(ClientField::LoginRedirects);
    table.setData(table.index(0, RedirectTable::OnlyOn), u"test"_s);
    table.addText(u"no address"_s);
    table.addText(u"https://third.example.com/cb"_s);
    const auto problems = m_page->validation().problemsOf(ClientField::LoginRedirects);
    QVERIFY(!problems.isEmpty());
    QCOMPARE(problems.first().row, 1);
    QCOMPARE(table.index(2, 0).data(DraftTable::SeverityRole).toInt(), int(Severity::Error));
    QCOMPARE(table.index(1, 0).data(DraftTable::SeverityRole).toInt(), -1);
    m_page->goTo(ClientField::LoginRedirects, 1);
    QCOMPARE(listOf<RedirectsTab>()->currentIndex().row(), 2);
    m_page->goTo(ClientField::LoginRedirects, 3);
    QCOMPARE(listOf<RedirectsTab>()->currentIndex().row(), 0);
}

void TestOnlyOn::secretIsGivenToOneServer()
{
    open(ClientField::Secrets);
    QTableView *list = listOf<SecretsTab>();
    QTRY_VERIFY(!list->isColumnHidden(SecretTable::OnlyOn));
    choose(list, list->model()->index(0, SecretTable::OnlyOn), u"production"_s);
    QCOMPARE(typed().secrets.first().onlyOn, u"production"_s);
    const auto problems = m_page->validation().problemsOf(ClientField::Secrets);
    QVERIFY(!problems.isEmpty() || !typed().enabled); // told of the other server once it is enabled
    m_page->undoStack()->undo();
    QVERIFY(!m_page->isModified());
}

void TestOnlyOn::secretIsAddedForOneServer_data()
{
    QTest::addColumn<Page::Action>("action");
    QTest::newRow("hashed") << Page::Action::AddSecret;
    QTest::newRow("encrypted") << Page::Action::AddEncryptedSecret;
}

void TestOnlyOn::secretIsAddedForOneServer()
{
    QFETCH(const Page::Action, action);
    m_fixture->makeEncryptionKey();
    open(ClientField::Secrets);
    QTRY_VERIFY(!m_page->validation().records().servers.isEmpty());
    QTRY_VERIFY(m_page->available().testFlag(action));
    m_page->trigger(action);
    auto *dialog = m_page->findChild<AddSecretDialog *>();
    QVERIFY(dialog);
    auto *onlyOn = test::field<KeyComboBox>(*dialog, u"Only on"_s);
    QVERIFY(onlyOn->isVisible());
    QCOMPARE(onlyOn->currentText(), u"All servers"_s);
    onlyOn->setKey(u"test"_s);
    dialog->accept();
    QTRY_COMPARE(typed().secrets.size(), 2);
    QCOMPARE(typed().secrets.last().onlyOn, u"test"_s);
    QCOMPARE(typed().secrets.last().isRecoverable(), action == Page::Action::AddEncryptedSecret);
    QCOMPARE(shown(listOf<SecretsTab>(), 1, 1), u"test"_s);
}

void TestOnlyOn::originsOfEachServer()
{
    open(ClientField::AllowedCorsOrigins);
    auto *origins = m_page->findChild<OriginsEdit *>();
    auto *combo = origins->withChoice()->findChild<KeyComboBox *>();
    QTRY_VERIFY(combo->isVisible());
    QCOMPARE(origins->text(), u"https://alpha.example.com"_s);
    combo->setCurrentIndex(combo->findData(u"test"_s));
    Q_EMIT combo->activated(combo->currentIndex());
    QCOMPARE(origins->text(), QString());
    origins->setFocus();
    QTest::keyClicks(origins, u"https://test.example.com"_s);
    QCOMPARE(typed().allowedCorsOrigins, QStringList({u"https://alpha.example.com"_s}));
    QCOMPARE(typed().onServers.value(u"test"_s).allowedCorsOrigins,
             QStringList({u"https://test.example.com"_s}));
    QCOMPARE(combo->currentText(), u"test (1)"_s);
    combo->setCurrentIndex(0);
    Q_EMIT combo->activated(0);
    QCOMPARE(origins->text(), u"https://alpha.example.com"_s);
    m_page->goTo(ClientField::AllowedCorsOrigins, 1);
    QCOMPARE(origins->server(), u"test"_s);
    QCOMPARE(origins->text(), u"https://test.example.com"_s);
}

void TestOnlyOn::originsStayWithTheirServerOnUndo()
{
    open(ClientField::AllowedCorsOrigins);
    ServerTextTable &table = draft().serverTexts(ClientField::AllowedCorsOrigins);
    const QStringList three{u"https://a.example.com"_s, u"https://b.example.com"_s,
                            u"https://c.example.com"_s};
    table.editTextsOn(u"test"_s, three);
    table.editTextsOn({}, three);
    table.editTextsOn(u"test"_s, {three.last()});
    QCOMPARE(table.textsOn({}), three);
    QCOMPARE(table.textsOn(u"test"_s), QStringList({three.last()}));
    m_page->undoStack()->undo();
    QCOMPARE(table.textsOn(u"test"_s), three);
    QCOMPARE(table.textsOn({}), three);
    while (m_page->undoStack()->canUndo())
        m_page->undoStack()->undo();
    QVERIFY(!m_page->isModified());
}

void TestOnlyOn::enabledThere()
{
    open(ClientField::OnServers);
    QTableView *list = listOf<ServersTab>();
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QCOMPARE(shown(list, 0, ClientServersModel::ServerName), u"production"_s);
    QCOMPARE(shown(list, 0, ClientServersModel::Enabled), u"As here (disabled)"_s);
    choose(list, list->model()->index(0, ClientServersModel::Enabled), u"Enabled"_s);
    QVERIFY(typed().onServers.value(u"production"_s).enabled == true);
    QCOMPARE(shown(list, 0, ClientServersModel::Enabled), u"Enabled"_s);
    choose(list, list->model()->index(1, ClientServersModel::Enabled), u"Disabled"_s);
    QCOMPARE(typed().onServers.size(), 2);
    choose(list, list->model()->index(0, ClientServersModel::Enabled), u"As here (disabled)"_s);
    QCOMPARE(typed().onServers.keys(), QStringList({u"test"_s}));
    while (m_page->undoStack()->canUndo())
        m_page->undoStack()->undo();
    QVERIFY(!m_page->isModified());
    QCOMPARE(shown(list, 1, ClientServersModel::Enabled), u"As here (disabled)"_s);
}

void TestOnlyOn::tabTellsWhatIsKnown()
{
    addServers();
    store([&](EditSession &session) -> Result<void> {
        const auto server = store::findServer(session.database(), u"test"_s);
        return edit::noteServerClient(
            session, {.serverKey = server->key,
                      .applicationKey = store::findClient(session.database(), u"alpha"_s).value()->key,
                      .comparedAt = QDateTime::currentDateTimeUtc(),
                      .state = store::ServerClientState::Differs,
                      .differing = 3});
    });
    open(ClientField::OnServers, false);
    QTableView *list = listOf<ServersTab>();
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QCOMPARE(shown(list, 0, ClientServersModel::Drift), u"Not compared yet"_s);
    QCOMPARE(shown(list, 0, ClientServersModel::Compared), u"Never"_s);
    QCOMPARE(shown(list, 1, ClientServersModel::Drift), u"3 field(s) differ"_s);
    QVERIFY(shown(list, 1, ClientServersModel::Compared) != u"Never"_s);
    QCOMPARE(shown(list, 1, ClientServersModel::Pushed), u"Never"_s);
}

void TestOnlyOn::saveClosesAnOpenCell_data()
{
    QTest::addColumn<ClientField>("field");
    QTest::newRow("redirects") << ClientField::LoginRedirects;
    QTest::newRow("secrets") << ClientField::Secrets;
}

/// What is stored then replaces the rows, and with them the editors.
void TestOnlyOn::saveClosesAnOpenCell()
{
    QFETCH(const ClientField, field);
    QTest::failOnWarning(QRegularExpression(u"QAbstractItemView"_s));
    open(field);
    QTableView *list = field == ClientField::Secrets ? listOf<SecretsTab>() : listOf<RedirectsTab>();
    QTRY_VERIFY(!list->isColumnHidden(RedirectTable::OnlyOn));
    const QModelIndex cell = list->model()->index(0, RedirectTable::OnlyOn);
    list->setCurrentIndex(cell);
    list->edit(cell);
    QPointer<KeyComboBox> combo = list->findChild<KeyComboBox *>();
    QVERIFY(combo);
    combo->setCurrentIndex(combo->findText(u"test"_s));
    Q_EMIT combo->activated(combo->currentIndex());
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    QTRY_VERIFY(!combo);
    QCOMPARE(shown(list, 0, RedirectTable::OnlyOn), u"test"_s);
}

/// Whatever comes into the tables comes out of them, in whatever order they are read.
void TestOnlyOn::draftComesBackAsItWas()
{
    addServers();
    ClientApplication client = m_fixture->stored(u"alpha"_s);
    client.onServers = {{u"production"_s,
                         {.enabled = false,
                          .loginRedirects = {u"https://p.example.com/1"_s, u"https://p.example.com/2"_s},
                          .logoutRedirects = {u"https://p.example.com/bye"_s}}},
                        {u"test"_s, {.allowedCorsOrigins = {u"https://t.example.com"_s}}}};
    client.secrets.first().onlyOn = u"test"_s;
    client = m_fixture->save(client);
    ClientDraft draft;
    draft.load(client);
    QCOMPARE(draft.normalized(), client);
    QVERIFY(!draft.isModified());
    draft.servers().setEnabled(u"production"_s, std::nullopt);
    draft.servers().setEnabled(u"test"_s, true);
    QVERIFY(draft.typed().onServers.value(u"test"_s).enabled == true);
    QVERIFY(!draft.typed().onServers.value(u"production"_s).enabled);
    QCOMPARE(draft.typed().onServers.value(u"production"_s).loginRedirects.size(), 2);
    draft.revert();
    QCOMPARE(draft.normalized(), client);
    draft.startDuplicate(client);
    QVERIFY(draft.typed().secrets.isEmpty() && !isEnabledAnywhere(draft.typed()));
    QVERIFY(!draft.typed().onServers.value(u"production"_s).enabled);
    QCOMPARE(draft.typed().onServers.value(u"production"_s).loginRedirects.size(), 2);
    draft.load(m_fixture->addWebClient(u"beta"_s));
    QVERIFY(draft.typed().onServers.isEmpty());
}

GATEHOUSE_TEST(TestOnlyOn)
#include "tst_onlyon.moc"
