#include "PageFixture.h"

#include "services/servers/ServerOpening.h"
#include "services/servers/ServerSeals.h"
#include "services/tasks/TaskRunner.h"
#include "support/SampleServers.h"
#include "support/SealedClients.h"
#include "ui/common/FileField.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/common/Workplace.h"
#include "ui/servers/AuthorityField.h"
#include "ui/servers/ServersPage.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

using Action = Page::Action;

class TestServersPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void isUsableByKeyboardAndScreenReader();
    void saysWhatToDoWhereThereAreNone();
    void addsAKeycloak();
    void whatDoesNotApplyIsNotThere_data();
    void whatDoesNotApplyIsNotThere();
    void aSecretNeedsEncryption();
    void theSecretIsNotShownAgain();
    void anotherSecretTakesItsPlace();
    void aSecretThatIsTakenBackChangesNothing();
    void aBadUrlIsToldWhileTypingAndRefused();
    void addsAFile();
    void listsWhatDrifted();
    void addressIsMergedWithANewSecret();
    void theSecretGoesAlongWithWhatIsMerged_data();
    void theSecretGoesAlongWithWhatIsMerged();
    void whatWasBentIsToldWhereItIsSaved();
    void oneWithoutSecretIsProvenOnceItIsSaved();
    void deletedOneIsKeptWithItsSecret();
    void testsAndTellsUntilItIsAnotherServer();
    void deletes();

private:
    QLineEdit *edit(const QString &label) const { return field<QLineEdit>(*m_page, label); }
    KeyComboBox *combo(const QString &label) const { return field<KeyComboBox>(*m_page, label); }
    QPushButton *testButton() const { return field<QPushButton>(*m_page, u"Test connection"_s); }
    MessageBar *message(const QString &beginning) const
    {
        const auto bars = m_page->findChildren<MessageBar *>();
        const auto found = std::ranges::find_if(
            bars, [&](const MessageBar *bar) { return bar->isVisible() && bar->text().contains(beginning); });
        return found == bars.end() ? nullptr : *found;
    }
    /// As a person does with the arrow keys.
    void choose(const QString &label, const QString &key) const
    {
        KeyComboBox *box = combo(label);
        box->setKey(key);
        Q_EMIT box->keyChosen(key);
    }
    void type(const QString &label, const QString &text) const
    {
        edit(label)->selectAll();
        QTest::keyClicks(edit(label), text);
    }
    void typeKeycloak() const;
    void makeKey() { VERIFY_DONE(m_workplace->encryption().create(*m_aside)); }
    QList<Server> stored() { return m_fixture->stored(store::loadServers); }
    SecretBytes storedSecret()
    {
        return openAccess(*m_aside, m_workplace->encryption(), stored().value(0)).value().secret;
    }
    void addStored(const Server &server)
    {
        VERIFY_DONE(m_fixture->elsewhere([&](EditSession &session) { return edit::save(session, server); }));
        m_page->refresh();
        QTRY_COMPARE(edit(u"Name"_s)->text(), server.name);
    }

    std::unique_ptr<PageFixture> m_fixture;
    std::optional<Database> m_aside;
    std::unique_ptr<TaskRunner> m_tasks;
    std::unique_ptr<Workplace> m_workplace;
    std::unique_ptr<ServersPage> m_page;
};

void TestServersPage::init()
{
    Question::answerNext(2); // whoever asks without being expected to is told to change nothing
    m_fixture = std::make_unique<PageFixture>();
    m_aside = Database::open(m_fixture->url(), Database::IfMissing::Refuse).value();
    m_tasks = std::make_unique<TaskRunner>();
    QDir().mkpath(m_fixture->path(u"settings"_s));
    m_workplace =
        std::make_unique<Workplace>(Workplace{.database = m_fixture->database(),
                                              .tasks = *m_tasks,
                                              .url = m_fixture->url(),
                                              .settings = settingsIn(m_fixture->path(u"settings"_s))});
    m_page = std::make_unique<ServersPage>(*m_workplace);
    m_page->resize(900, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->refresh();
}

void TestServersPage::cleanup()
{
    m_page.reset();
    m_tasks.reset();
    m_aside.reset();
    m_fixture.reset();
}

void TestServersPage::typeKeycloak() const
{
    m_page->trigger(Action::Add);
    type(u"Name"_s, u"Production"_s);
    type(u"Base URL"_s, u"https://id.example.com"_s);
    type(u"Realm"_s, u"staff"_s);
    type(u"Client ID"_s, u"gatehouse"_s);
    type(u"Secret"_s, u"a secret"_s);
}

void TestServersPage::isUsableByKeyboardAndScreenReader()
{
    m_page->trigger(Action::Add);
    QCOMPARE(accessibilityFaults(*m_page).join(u'\n'), QString());
}

void TestServersPage::saysWhatToDoWhereThereAreNone()
{
    const auto labels = m_page->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
        return label->isVisible() && label->text().startsWith(u"No servers yet. Add one"_s);
    }));
}

void TestServersPage::addsAKeycloak()
{
    makeKey();
    typeKeycloak();
    m_page->trigger(Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    QCOMPARE(stored().size(), 1);
    const Server saved = stored().first();
    QCOMPARE(saved.name, u"Production"_s);
    QVERIFY(saved.kind == ServerKind::Keycloak && saved.signIn == ServerSignIn::ClientCredentials);
    QCOMPARE(saved.url, u"https://id.example.com"_s);
    QCOMPARE(saved.realm, u"staff"_s);
    QCOMPARE(saved.account, u"gatehouse"_s);
    QVERIFY(viewOf(storedSecret()) == "a secret");
}

void TestServersPage::whatDoesNotApplyIsNotThere_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("signIn"); // empty: the first
    QTest::addColumn<QStringList>("shown");
    QTest::newRow("keycloak") << u"keycloak"_s << QString()
                              << QStringList{u"Base URL"_s, u"Realm"_s, u"Client ID"_s, u"Secret"_s};
    QTest::newRow("keycloak by password")
        << u"keycloak"_s << u"password"_s
        << QStringList{u"Base URL"_s, u"Realm"_s, u"User name"_s, u"Secret"_s};
    QTest::newRow("hydra") << u"hydra"_s << QString() << QStringList{u"Base URL"_s};
    QTest::newRow("hydra by token") << u"hydra"_s << u"bearer_token"_s
                                    << QStringList{u"Base URL"_s, u"Secret"_s};
    QTest::newRow("glewlwyd") << u"glewlwyd"_s << QString()
                              << QStringList{u"Base URL"_s, u"User name"_s, u"Secret"_s};
    QTest::newRow("registration") << u"registration"_s << QString()
                                  << QStringList{u"Base URL"_s, u"Secret"_s};
    QTest::newRow("file") << u"file"_s << QString() << QStringList{u"File"_s, u"Realm"_s};
    QTest::newRow("file of Hydra") << u"file"_s << QString() << QStringList{u"File"_s};
}

void TestServersPage::whatDoesNotApplyIsNotThere()
{
    QFETCH(QString, kind);
    QFETCH(QString, signIn);
    QFETCH(QStringList, shown);
    m_page->trigger(Action::Add);
    QTRY_VERIFY(combo(u"Kind"_s)->isVisible());
    choose(u"Kind"_s, kind);
    if (!signIn.isEmpty())
        choose(u"Sign in by"_s, signIn);
    const bool isFile = kind == u"file"_s;
    if (isFile) // of Keycloak's a file may hold several realms
        choose(u"Format"_s, shown.contains(u"Realm"_s) ? u"keycloak"_s : u"hydra"_s);
    QStringList there;
    for (const QString &label :
         {u"Base URL"_s, u"File"_s, u"Realm"_s, u"Client ID"_s, u"User name"_s, u"Secret"_s}) {
        if (const QLineEdit *line = edit(label); line && line->isVisible())
            there << label;
    }
    QCOMPARE(there, shown);
    QCOMPARE(combo(u"Format"_s)->isVisible(), isFile);
    QCOMPARE(combo(u"Sign in by"_s)->isVisible(), !isFile);
    QCOMPARE(m_page->findChild<AuthorityField *>()->isVisible(), !isFile);
}

void TestServersPage::aSecretNeedsEncryption()
{
    typeKeycloak();
    m_page->trigger(Action::Save);
    QTRY_VERIFY(message(u"Settings > Encryption"_s));
    QVERIFY(stored().isEmpty());
    QCOMPARE(edit(u"Secret"_s)->text(), u"a secret"_s);
    makeKey();
    m_page->trigger(Action::Save);
    QTRY_COMPARE(stored().size(), 1);
    QTRY_VERIFY(!message(u"Encryption"_s));
}

void TestServersPage::theSecretIsNotShownAgain()
{
    makeKey();
    typeKeycloak();
    QCOMPARE(edit(u"Secret"_s)->echoMode(), QLineEdit::Password);
    m_page->trigger(Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    QTRY_COMPARE(edit(u"Secret"_s)->text(), QString());
    QCOMPARE(edit(u"Secret"_s)->placeholderText(), u"Stored"_s);
    type(u"Realm"_s, u"customers"_s);
    m_page->trigger(Action::Save);
    QTRY_COMPARE(stored().first().realm, u"customers"_s);
    QVERIFY(viewOf(storedSecret()) == "a secret");
}

void TestServersPage::anotherSecretTakesItsPlace()
{
    makeKey();
    typeKeycloak();
    m_page->trigger(Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    type(u"Secret"_s, u"another"_s);
    QVERIFY(m_page->isModified());
    m_page->trigger(Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    QVERIFY(viewOf(storedSecret()) == "another");
}

void TestServersPage::aSecretThatIsTakenBackChangesNothing()
{
    makeKey();
    typeKeycloak();
    m_page->trigger(Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    type(u"Secret"_s, u"x"_s);
    QVERIFY(m_page->isModified());
    m_page->undoStack()->undo();
    QVERIFY(!m_page->isModified());
    QCOMPARE(edit(u"Secret"_s)->text(), QString());
    QTest::keyClicks(edit(u"Secret"_s), u"y"_s);
    QTest::keyClick(edit(u"Secret"_s), Qt::Key_Backspace);
    QVERIFY(!m_page->isModified());
}

void TestServersPage::aBadUrlIsToldWhileTypingAndRefused()
{
    makeKey();
    typeKeycloak();
    type(u"Base URL"_s, u"http://id.example.com"_s);
    const QString told = edit(u"Base URL"_s)->accessibleDescription();
    QVERIFY2(told.contains(u"https"_s), qPrintable(told));
    m_page->trigger(Action::Save);
    QTRY_VERIFY(message(u"is not https"_s));
    QVERIFY(edit(u"Base URL"_s)->hasFocus());
    QVERIFY(stored().isEmpty());
    type(u"Base URL"_s, u"https://id.example.com"_s);
    QVERIFY(!message(u"is not https"_s));
}

void TestServersPage::addsAFile()
{
    m_page->trigger(Action::Add);
    type(u"Name"_s, u"Repository"_s);
    choose(u"Kind"_s, u"file"_s);
    m_page->findChild<FileField *>()->setPath(u"/srv/clients.json"_s);
    choose(u"Format"_s, u"hydra"_s);
    m_page->trigger(Action::Save);
    QTRY_COMPARE(stored().size(), 1);
    QVERIFY(stored().first().kind == ServerKind::File);
    QCOMPARE(stored().first().url, u"/srv/clients.json"_s);
    QCOMPARE(stored().first().format, u"hydra"_s);
}

void TestServersPage::addressIsMergedWithANewSecret()
{
    makeKey();
    addStored(sampleHydra(u"Test"_s));
    type(u"Base URL"_s, u"https://mine.example.com"_s);
    Server theirs = stored().first();
    theirs.name = u"Theirs"_s;
    VERIFY_DONE(m_fixture->elsewhere([&](EditSession &session) { return edit::save(session, theirs); }));
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(stored().first().url, u"https://mine.example.com"_s);
    QCOMPARE(stored().first().name, u"Theirs"_s);
    QTRY_COMPARE(edit(u"Name"_s)->text(), u"Theirs"_s);
    QTRY_VERIFY(!m_page->isModified());
}

void TestServersPage::theSecretGoesAlongWithWhatIsMerged_data()
{
    QTest::addColumn<QString>("mine");
    QTest::addColumn<ServerChange>("theirs");
    QTest::newRow("name and realm") << u"Name"_s
                                    << ServerChange([](Server &server) { server.realm = u"r"_s; });
    QTest::newRow("account and authority") << u"Client ID"_s << ServerChange([](Server &server) {
        server.certificate = u"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"_s;
    });
    QTest::newRow("realm and name") << u"Realm"_s
                                    << ServerChange([](Server &server) { server.name = u"N"_s; });
}

/// It is sealed for what both made of the server.
void TestServersPage::theSecretGoesAlongWithWhatIsMerged()
{
    QFETCH(const QString, mine);
    QFETCH(const ServerChange, theirs);
    makeKey();
    typeKeycloak();
    m_page->trigger(Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    type(mine, u"mine"_s);
    Server changed = stored().first();
    theirs(changed);
    const auto seals = ServerSeals::of(*m_aside, m_workplace->encryption());
    VERIFY_DONE(
        m_fixture->elsewhere([&](EditSession &session) { return saveSealed(session, seals, changed); }));
    m_page->trigger(Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    Server both = stored().first();
    QCOMPARE((QStringList{both.name, both.realm, both.account}).count(u"mine"_s), 1);
    QVERIFY(both.name == changed.name || mine == "Name"_L1);
    QCOMPARE(both.certificate, changed.certificate);
    QVERIFY(viewOf(storedSecret()) == "a secret");
}

void TestServersPage::whatWasBentIsToldWhereItIsSaved()
{
    makeKey();
    typeKeycloak();
    m_page->trigger(Action::Save);
    QTRY_VERIFY(!m_page->isModified());
    VERIFY_DONE(m_aside->execute(u"UPDATE server SET url = 'https://attacker.example.com'"_s));
    m_page->refresh();
    QTRY_COMPARE(edit(u"Base URL"_s)->text(), u"https://attacker.example.com"_s);
    type(u"Realm"_s, u"customers"_s);
    m_page->trigger(Action::Save);
    QTRY_VERIFY(message(u"other than Gatehouse changed"_s));
    QCOMPARE(stored().first().realm, u"staff"_s);
    type(u"Base URL"_s, u"https://id.example.com"_s);
    type(u"Secret"_s, u"a secret"_s);
    m_page->trigger(Action::Save);
    QTRY_COMPARE(stored().first().realm, u"customers"_s);
    QVERIFY(viewOf(storedSecret()) == "a secret");
}

void TestServersPage::oneWithoutSecretIsProvenOnceItIsSaved()
{
    const auto isProven = [this] {
        return ServerSeals::of(*m_aside, m_workplace->encryption())->proves(stored().value(0));
    };
    makeKey();
    addStored(sampleHydra(u"Test"_s));
    QVERIFY(!isProven());
    type(u"Name"_s, u"Acceptance"_s);
    m_page->trigger(Action::Save);
    QTRY_COMPARE(stored().first().name, u"Acceptance"_s);
    QVERIFY(isProven());
    type(u"Base URL"_s, u"https://hydra.example.com:4446"_s);
    m_page->trigger(Action::Save);
    QTRY_COMPARE(stored().first().url, u"https://hydra.example.com:4446"_s);
    QVERIFY(isProven());
}

/// It is a new one, for which the secret is sealed.
void TestServersPage::deletedOneIsKeptWithItsSecret()
{
    makeKey();
    typeKeycloak();
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(stored().size(), 1);
    QTRY_VERIFY(!m_page->isModified());
    const Server before = stored().first();
    type(u"Name"_s, u"Mine"_s);
    VERIFY_DONE(m_fixture->elsewhere([&](EditSession &session) { return edit::remove(session, before); }));
    m_page->trigger(Page::Action::Save);
    QTRY_VERIFY(message(u"deleted by somebody else"_s));
    for (QAction *action : message(u"deleted by somebody else"_s)->actions()) {
        if (action->text() == u"Keep as new"_s)
            action->trigger();
    }
    QTRY_COMPARE(stored().size(), 1);
    QCOMPARE(stored().first().name, u"Mine"_s);
    QVERIFY(stored().first().key != before.key);
    QVERIFY(viewOf(storedSecret()) == "a secret");
}

void TestServersPage::listsWhatDrifted()
{
    addStored(sampleHydra(u"Test"_s));
    const QString key = stored().first().key;
    VERIFY_DONE(m_fixture->elsewhere([&](EditSession &session) {
        ClientApplication client;
        client.clientId = u"shop"_s;
        client.title = u"Shop"_s;
        return edit::save(session, client).and_then([&](const ClientApplication &saved) {
            return edit::noteServerClient(session, {.serverKey = key,
                                                    .applicationKey = saved.key,
                                                    .state = store::ServerClientState::Differs,
                                                    .differing = 1});
        });
    }));
    m_page->refresh();
    const auto *model = m_page->findChild<QTableView *>()->model();
    const auto row = [model] {
        QStringList cells;
        for (int column = 0; column < model->columnCount(); ++column)
            cells << model->index(0, column).data().toString();
        return cells;
    };
    QTRY_COMPARE(row(),
                 QStringList({u"Test"_s, u"Ory Hydra"_s, u"https://hydra.example.com:4445"_s, u"1"_s}));
}

void TestServersPage::testsAndTellsUntilItIsAnotherServer()
{
    Server server = sampleHydra(u"Test"_s);
    server.url = u"http://127.0.0.1:1"_s; // where nobody listens
    addStored(server);
    testButton()->click();
    QTRY_COMPARE(m_tasks->tasks().size(), 1);
    QTRY_VERIFY(m_tasks->tasks().first().state == TaskState::Failed);
    const QString outcome = m_tasks->tasks().first().outcome;
    QTRY_VERIFY(message(outcome));
    QVERIFY(testButton()->isEnabled());
    type(u"Name"_s, u"Acceptance"_s);
    QVERIFY(message(outcome));
    type(u"Base URL"_s, u"http://127.0.0.1:2"_s);
    QVERIFY(!message(outcome));
}

void TestServersPage::deletes()
{
    addStored(sampleHydra(u"Test"_s));
    Question::answerNext(0);
    m_page->trigger(Action::Delete);
    QTRY_VERIFY(stored().isEmpty());
    QCOMPARE(Question::lastAsked()->buttons.first(), u"Delete server \"Test\""_s);
    QVERIFY(Question::lastAsked()->details.contains(u"stays as it is"_s));
}

GATEHOUSE_TEST(TestServersPage)
#include "tst_serverspage.moc"
