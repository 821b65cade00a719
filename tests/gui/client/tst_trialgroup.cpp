#include "../PageFixture.h"
#include "ClientFixture.h"

#include "draft/ClientDraft.h"
#include "services/tasks/TaskRunner.h"
#include "store/edit/ServerEdits.h"
#include "support/DraftTyping.h"
#include "support/SampleServers.h"
#include "ui/client/ValidationController.h"
#include "ui/client/tryit/ClaimsModel.h"
#include "ui/client/tryit/ExplanationView.h"
#include "ui/client/tryit/TrialGroup.h"
#include "ui/client/tryit/TrialRelay.h"
#include "ui/client/tryit/VisitView.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/signin/PasswordField.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QListWidget>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <mutex>

using namespace gatehouse;
using namespace Qt::StringLiterals;

namespace {

const QString issuer = u"https://idp.example.com"_s;
constexpr char typedSecret[] = "Vq7sT2hR9mK4xZ8bN3cW6yD1fG5jL0pQ";
const QString ended = u"https://alpha.example.com/cb?code=Xw5rT9&state=k3"_s;

/// A server that does what a test says.
class ScriptedTrial
{
public:
    using Script = std::function<Result<trial::Outcome>(trial::Watcher &)>;

    TrialWork work()
    {
        return [this](Database &, const Encryption &, const TrialChoice &choice, trial::Watcher &watcher) {
            {
                const std::scoped_lock locker(m_mutex);
                m_choice = choice;
            }
            return script(watcher);
        };
    }
    TrialChoice choice()
    {
        const std::scoped_lock locker(m_mutex);
        return m_choice;
    }

    Script script = [](trial::Watcher &) -> Result<trial::Outcome> { return trial::Outcome::Worked; };

private:
    std::mutex m_mutex;
    TrialChoice m_choice;
};

trial::Token accessToken()
{
    return {.kind = trial::TokenKind::AccessToken,
            .signature = trial::Signature::Valid,
            .signatureText = u"RS256, by the key \"one\" of the server"_s,
            .claims = {{.name = u"sub"_s, .value = u"ann"_s, .meaning = u"Who it is about"_s},
                       {.name = u"exp"_s,
                        .value = {},
                        .meaning = u"Until when it may be used"_s,
                        .time = QDateTime::currentDateTimeUtc().addSecs(301)},
                       {.name = u"aud"_s,
                        .value = u"somebody-else"_s,
                        .meaning = u"For whom it is"_s,
                        .fault = u"It is for somebody else."_s}}};
}

trial::BrowserVisit visit(bool isListening)
{
    return {.step = trial::Step::Authorization,
            .address = issuer + u"/auth?client_id=alpha"_s,
            .redirect = u"https://alpha.example.com/cb"_s,
            .isListening = isListening,
            .until = QDateTime::currentDateTimeUtc().addSecs(300)};
}

/// Until a person says something of the browser.
trial::BrowserWord wordOf(trial::Watcher &watcher)
{
    trial::BrowserWord word;
    while (word.kind == trial::BrowserWord::Kind::Nothing && watcher.goesOn()) {
        word = watcher.browserWord();
        QThread::yieldCurrentThread();
    }
    return word;
}

QStringList rowsOf(const QAbstractItemModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
        rows << cells.join(u" | "_s);
    }
    return rows;
}

}

/// Stands for the browser.
class OpenedAddresses : public QObject
{
    Q_OBJECT

public:
    explicit OpenedAddresses(const QString &scheme) : m_scheme(scheme)
    {
        QDesktopServices::setUrlHandler(scheme, this, "open");
    }
    ~OpenedAddresses() override { QDesktopServices::unsetUrlHandler(m_scheme); }

    QList<QUrl> urls;

public Q_SLOTS:
    void open(const QUrl &url) { urls << url; }

private:
    QString m_scheme;
};

/// A client application is tried, from the choices to what is shown of the tokens.
class TestTrialGroup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void withoutServersOneIsTyped();
    void serverIsChosenWithItsIssuer();
    void everythingHasAName();
    void obstacleIsSaid();
    void secretIsAskedForAndForgotten();
    void storedSecretGoesElsewhereOnlyOnceAgreed();
    void scopesAreTakenOut();
    void stepsAndClaimsAreShown();
    void claimIsCopied();
    void browserIsSentAndItsAddressPasted();
    void browserThatStaysIsTold();
    void onlyPagesAreOpened();
    void refusalIsExplainedAndMended();
    void trialIsCancelled();
    void anotherClientEndsIt();
    void trialIsNotRunAgain();
    void whatNobodyFollowsDoesNotBegin();
    void timesAreSaidWithTheirDistance_data();
    void timesAreSaidWithTheirDistance();

private:
    void open(const QString &clientId);
    void start();
    QPushButton *button(const QString &text);
    QTableView *table(const QString &name) { return test::field<QTableView>(*m_group, name); }
    QStringList steps() { return rowsOf(*table(u"Steps"_s)->model()); }
    QStringList claims() { return rowsOf(*table(u"Claims"_s)->model()); }
    PasswordField *secret() { return test::field<PasswordField>(*m_group, u"Client secret"_s); }
    bool isSaid(const QString &text);
    bool hasEnded() { return !m_fixture->tasks().isAnyRunning() && button(u"Try it"_s)->isEnabled(); }
    void typeSecret() { secret()->setText(QString::fromLatin1(typedSecret)); }
    QString allThatIsShown();

    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<OpenedAddresses> m_browser;
    std::unique_ptr<ScriptedTrial> m_server;
    std::unique_ptr<ClientDraft> m_draft;
    std::unique_ptr<ValidationController> m_validation;
    std::unique_ptr<TrialGroup> m_group;
};

void TestTrialGroup::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    m_browser = std::make_unique<OpenedAddresses>(u"https"_s);
    m_server = std::make_unique<ScriptedTrial>();
    for (const QString &id : {u"alpha"_s, u"beta"_s}) {
        ClientApplication client = m_fixture->addWebClient(id);
        client.enabled = true;
        client.defaultResources << u"profile"_s;
        m_fixture->save(client);
    }
    m_draft = std::make_unique<ClientDraft>();
    m_validation = std::make_unique<ValidationController>(*m_draft);
    m_validation->setRecords(*m_fixture->thread().run(loadClientRecords).result());
    m_group = std::make_unique<TrialGroup>(m_fixture->workplace(), *m_draft, *m_validation, m_server->work());
    m_group->resize(900, 700);
    open(u"alpha"_s);
    m_group->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_group.get()));
}

void TestTrialGroup::cleanup()
{
    m_group.reset();
    m_validation.reset();
    m_draft.reset();
    m_fixture.reset(); // waits for the tasks
    m_server.reset();
    m_browser.reset();
}

void TestTrialGroup::open(const QString &clientId)
{
    m_draft->load(m_fixture->stored(clientId));
    test::field<QLineEdit>(*m_group, u"Issuer"_s)->setText(issuer);
}

void TestTrialGroup::start()
{
    typeSecret();
    QVERIFY2(button(u"Try it"_s)->isEnabled(), qPrintable(button(u"Try it"_s)->toolTip()));
    button(u"Try it"_s)->click();
}

QPushButton *TestTrialGroup::button(const QString &text)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    for (auto *candidate : m_group->findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    return nullptr;
}

bool TestTrialGroup::isSaid(const QString &text)
{
    return allThatIsShown().contains(text);
}

QString TestTrialGroup::allThatIsShown()
{
    QStringList texts = steps() + claims();
    for (const auto *label : m_group->findChildren<QLabel *>())
        texts << label->text();
    for (const auto *edit : m_group->findChildren<QLineEdit *>())
        texts << edit->text();
    for (const auto *bar : m_group->findChildren<MessageBar *>()) {
        if (bar->isVisible())
            texts << bar->text();
    }
    for (const TaskInfo &task : m_fixture->tasks().tasks())
        texts << task.title << task.outcome;
    return texts.join(u'\n');
}

void TestTrialGroup::withoutServersOneIsTyped()
{
    QVERIFY(isSaid(u"No servers yet"_s));
    QSignalSpy wanted(m_group.get(), &TrialGroup::serversWanted);
    QVERIFY(button(u"Go to Settings > Servers"_s)->isVisible());
    button(u"Go to Settings > Servers"_s)->click();
    QCOMPARE(wanted.size(), 1);
    start();
    QTRY_VERIFY(m_server->choice().issuer == issuer);
    QVERIFY(!m_server->choice().server);
}

void TestTrialGroup::serverIsChosenWithItsIssuer()
{
    const auto saved = m_fixture->thread()
                           .run([](Database &database) {
                               return editing(database, [](EditSession &session) {
                                   return edit::save(session, test::sampleHydra(u"production"_s));
                               });
                           })
                           .result();
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().text));
    m_group->hide();
    m_group->show();
    auto *server = test::field<KeyComboBox>(*m_group, u"Server"_s);
    QTRY_COMPARE(server->currentText(), u"production (Ory Hydra)"_s);
    QVERIFY(!button(u"Go to Settings > Servers"_s)->isVisible());
    test::field<QLineEdit>(*m_group, u"Issuer"_s)->setText(issuer);
    start();
    QTRY_VERIFY(m_server->choice().server);
    QCOMPARE(m_server->choice().server->name, u"production"_s);
    QCOMPARE(m_server->choice().issuer, issuer);
}

void TestTrialGroup::everythingHasAName()
{
    QCOMPARE(test::accessibilityFaults(*m_group), QStringList());
}

void TestTrialGroup::obstacleIsSaid()
{
    QVERIFY(!button(u"Try it"_s)->isEnabled());
    QCOMPARE(button(u"Try it"_s)->toolTip(), u"Enter the client secret."_s);
    QVERIFY(isSaid(u"Enter the client secret."_s));
    typeSecret();
    QVERIFY(button(u"Try it"_s)->isEnabled());
    test::field<QLineEdit>(*m_group, u"Issuer"_s)->clear();
    QVERIFY(!button(u"Try it"_s)->isEnabled());
    QVERIFY(isSaid(u"Enter the issuer"_s));
}

void TestTrialGroup::secretIsAskedForAndForgotten()
{
    start();
    QTRY_VERIFY(hasEnded() || !secret()->text().isEmpty() || !m_fixture->tasks().isAnyRunning());
    QCOMPARE(m_server->choice().secret, secretCopy(typedSecret));
    QCOMPARE(secret()->text(), QString());
    QVERIFY(!allThatIsShown().contains(QString::fromLatin1(typedSecret)));
}

void TestTrialGroup::storedSecretGoesElsewhereOnlyOnceAgreed()
{
    ClientApplication client = m_fixture->stored(u"alpha"_s);
    client.secrets = {ClientSecret{.created = QDateTime::currentDateTimeUtc(), .sealed = "sealed"}};
    m_draft->load(client);
    const auto tryAt = [this](const QString &address, int answer) {
        test::field<QLineEdit>(*m_group, u"Issuer"_s)->setText(address);
        Question::answerNext(answer);
        button(u"Try it"_s)->click();
    };
    tryAt(issuer, 1);
    QTRY_VERIFY(Question::lastAsked());
    QVERIFY2(Question::lastAsked()->text.contains(u"idp.example.com"_s),
             qPrintable(Question::lastAsked()->text));
    QVERIFY(!m_fixture->tasks().isAnyRunning());
    QCOMPARE(m_server->choice().issuer, QString());
    tryAt(issuer, 0);
    QTRY_COMPARE(m_server->choice().issuer, issuer);
    QVERIFY(m_server->choice().mayLeaveList);
    QTRY_VERIFY(hasEnded());
    tryAt(issuer, 1);
    QVERIFY(!Question::lastAsked());
    QTRY_VERIFY(hasEnded());
    tryAt(u"https://other.example.com"_s, 1);
    QTRY_VERIFY(Question::lastAsked());
    QVERIFY(Question::lastAsked()->text.contains(u"other.example.com"_s));
}

void TestTrialGroup::scopesAreTakenOut()
{
    auto *scopes = test::field<QListWidget>(*m_group, u"Scopes"_s);
    QStringList offered;
    for (int row = 0; row < scopes->count(); ++row) {
        QCOMPARE(scopes->item(row)->checkState(), Qt::Checked);
        offered << scopes->item(row)->text();
    }
    QVERIFY2(offered.contains(u"openid"_s) && offered.size() > 1, qPrintable(offered.join(u' ')));
    scopes->item(scopes->count() - 1)->setCheckState(Qt::Unchecked);
    test::type(*m_draft, ClientField::Title, u"Other"_s); // what was chosen stays
    start();
    QTRY_COMPARE(m_server->choice().scopes, offered.first(offered.size() - 1));
}

void TestTrialGroup::stepsAndClaimsAreShown()
{
    m_server->script = [](trial::Watcher &watcher) -> Result<trial::Outcome> {
        watcher.stepChanged({trial::Step::Discovery, trial::StepState::Running, u"Asks"_s});
        watcher.stepChanged({trial::Step::Discovery, trial::StepState::Done, u"Found"_s});
        watcher.stepChanged({trial::Step::Token, trial::StepState::Refused, u"Not for you"_s});
        watcher.gotToken(accessToken());
        return trial::Outcome::Worked;
    };
    start();
    QTRY_COMPARE(steps(), QStringList({u"Discovery | done | Found"_s, u"Token | refused | Not for you"_s}));
    QTRY_COMPARE(claims().size(), 4);
    QCOMPARE(claims().at(0), u"Access token | Signature | RS256, by the key \"one\" of the server | "_s);
    QCOMPARE(claims().at(1), u"Access token | sub | ann | Who it is about"_s);
    QVERIFY2(claims().at(2).contains(u"(in 5 min)"_s), qPrintable(claims().at(2)));
    QCOMPARE(claims().at(3), u"Access token | aud | somebody-else | It is for somebody else."_s);
    const QAbstractItemModel &model = *table(u"Claims"_s)->model();
    QCOMPARE(model.index(3, ClaimsModel::Value).data(ClaimsModel::SeverityRole).toInt(),
             int(Severity::Error));
    QTRY_VERIFY(isSaid(u"All that was tried worked."_s));
}

void TestTrialGroup::claimIsCopied()
{
    m_server->script = [](trial::Watcher &watcher) -> Result<trial::Outcome> {
        watcher.gotToken(accessToken());
        return trial::Outcome::Worked;
    };
    start();
    QTRY_COMPARE(claims().size(), 4);
    table(u"Claims"_s)->setCurrentIndex(table(u"Claims"_s)->model()->index(1, ClaimsModel::Value));
    QTest::keySequence(table(u"Claims"_s), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"ann"_s);
}

void TestTrialGroup::browserIsSentAndItsAddressPasted()
{
    SecretBytes heard;
    m_server->script = [&heard](trial::Watcher &watcher) -> Result<trial::Outcome> {
        watcher.visitBegan(visit(false));
        heard = wordOf(watcher).address;
        watcher.visitEnded();
        return trial::Outcome::Worked;
    };
    start();
    auto *part = m_group->findChild<VisitView *>();
    QTRY_VERIFY(part->isVisible());
    QCOMPARE(m_browser->urls, QList<QUrl>{QUrl(visit(false).address)});
    QVERIFY(isSaid(u"It ends at https://alpha.example.com/cb"_s));
    button(u"Copy address"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), visit(false).address);
    QVERIFY(!button(u"Continue"_s)->isEnabled());
    auto *field = test::field<PasswordField>(*part, u"Where the browser ended"_s);
    field->setText(ended);
    button(u"Continue"_s)->click();
    QCOMPARE(field->text(), QString());
    QTRY_VERIFY(hasEnded() || !m_fixture->tasks().isAnyRunning());
    QTRY_VERIFY(!part->isVisible());
    QCOMPARE(heard, secretCopy(ended.toUtf8()));
    QVERIFY(!allThatIsShown().contains(u"Xw5rT9"_s));
}

void TestTrialGroup::browserThatStaysIsTold()
{
    trial::BrowserWord::Kind heard = trial::BrowserWord::Kind::Nothing;
    m_server->script = [&heard](trial::Watcher &watcher) -> Result<trial::Outcome> {
        watcher.visitBegan(visit(true));
        heard = wordOf(watcher).kind;
        watcher.visitEnded();
        return trial::Outcome::Refused;
    };
    start();
    QTRY_VERIFY(m_group->findChild<VisitView *>()->isVisible());
    QVERIFY(isSaid(u"Gatehouse waits for it at https://alpha.example.com/cb"_s));
    button(u"It shows an error message"_s)->click();
    QTRY_VERIFY(isSaid(u"Something was refused"_s));
    QCOMPARE(heard, trial::BrowserWord::Kind::NoReturn);
}

void TestTrialGroup::onlyPagesAreOpened()
{
    OpenedAddresses programs(u"file"_s);
    m_server->script = [](trial::Watcher &watcher) -> Result<trial::Outcome> {
        trial::BrowserVisit hostile = visit(true);
        hostile.address = u"file:///usr/bin/true"_s;
        watcher.visitBegan(hostile);
        wordOf(watcher);
        return trial::Outcome::Refused;
    };
    start();
    QTRY_VERIFY(isSaid(u"No browser could be opened."_s));
    QCOMPARE(programs.urls, QList<QUrl>());
    button(u"It shows an error message"_s)->click();
    QTRY_VERIFY(!m_fixture->tasks().isAnyRunning());
}

void TestTrialGroup::refusalIsExplainedAndMended()
{
    const auto pasted = explain::readRequest(
        u"%1/auth?response_type=code&client_id=alpha&scope=openid&redirect_uri=https://alpha.example.com/"
        u"other"
        "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"_s.arg(
            issuer));
    QVERIFY(pasted);
    explain::RequestProblem problem{.cause = explain::Cause::RedirectNotRegistered,
                                    .parameter = u"redirect_uri"_s,
                                    .text = u"It is not registered."_s,
                                    .action = {explain::Remedy::Kind::Add, ClientField::LoginRedirects,
                                               u"https://alpha.example.com/other"_s}};
    const trial::Refusal refusal{.step = trial::Step::Authorization,
                                 .text = u"The server says: invalid redirect_uri."_s,
                                 .sent = *pasted,
                                 .explanation = {.clientId = u"alpha"_s,
                                                 .foundClientId = u"alpha"_s,
                                                 .verdict = explain::Verdict::Refused,
                                                 .problems = {problem}},
                                 .isExplained = true};
    m_server->script = [refusal](trial::Watcher &watcher) -> Result<trial::Outcome> {
        watcher.refused(refusal);
        return trial::Outcome::Refused;
    };
    start();
    QTRY_VERIFY(isSaid(u"The server says: invalid redirect_uri."_s));
    QTRY_VERIFY(button(u"Add to Allowed login redirects"_s));
    button(u"Add to Allowed login redirects"_s)->click();
    QVERIFY(m_draft->typed().loginRedirects.contains(u"https://alpha.example.com/other"_s));
    QTRY_VERIFY(isSaid(u"Authorization request of \"alpha\": taken."_s));
    QVERIFY(!button(u"Add to Allowed login redirects"_s));
}

void TestTrialGroup::trialIsCancelled()
{
    m_server->script = [](trial::Watcher &watcher) -> Result<trial::Outcome> {
        watcher.visitBegan(visit(true));
        wordOf(watcher);
        return fail(Error::Kind::Cancelled, u"Cancelled."_s);
    };
    start();
    QTRY_VERIFY(m_group->findChild<VisitView *>()->isVisible());
    QVERIFY(!button(u"Try it"_s)->isEnabled());
    button(u"Cancel"_s)->click();
    QTRY_VERIFY(isSaid(u"Cancelled."_s));
    QVERIFY(!m_group->findChild<VisitView *>()->isVisible());
    QCOMPARE(m_fixture->tasks().tasks().first().state, TaskState::Cancelled);
}

void TestTrialGroup::anotherClientEndsIt()
{
    QSemaphore isOther;
    m_server->script = [&isOther](trial::Watcher &watcher) -> Result<trial::Outcome> {
        watcher.stepChanged({trial::Step::Discovery, trial::StepState::Running, u"Asks"_s});
        isOther.acquire();
        watcher.gotToken(accessToken());
        return watcher.goesOn() ? Result<trial::Outcome>(trial::Outcome::Worked)
                                : fail(Error::Kind::Cancelled, u"Cancelled."_s);
    };
    start();
    QTRY_COMPARE(steps().size(), 1);
    open(u"beta"_s);
    QCOMPARE(steps(), QStringList());
    isOther.release();
    QTRY_VERIFY(!m_fixture->tasks().isAnyRunning());
    QCOMPARE(m_fixture->tasks().tasks().first().state, TaskState::Cancelled);
    QCoreApplication::processEvents();
    QCOMPARE(claims(), QStringList());
}

void TestTrialGroup::trialIsNotRunAgain()
{
    int runs = 0;
    m_server->script = [&runs](trial::Watcher &) -> Result<trial::Outcome> {
        ++runs;
        return fail(Error::Kind::Unreachable, u"The server is out of reach."_s);
    };
    start();
    QTRY_VERIFY(isSaid(u"The server is out of reach."_s));
    m_fixture->tasks().retry(m_fixture->tasks().tasks().first().id);
    QTRY_VERIFY(isSaid(u"A trial runs once."_s));
    QTRY_VERIFY(!m_fixture->tasks().isAnyRunning());
    QCOMPARE(runs, 1);
}

void TestTrialGroup::whatNobodyFollowsDoesNotBegin()
{
    bool hasBegun = false;
    const auto work = [&hasBegun](Database &, const Encryption &, const TrialChoice &,
                                  trial::Watcher &) -> Result<trial::Outcome> {
        hasBegun = true;
        return trial::Outcome::Worked;
    };
    auto relay = TrialRelay::make();
    TaskWork task = trialTask(m_fixture->workplace(), {.secret = secretCopy("typed")}, {}, relay, work);
    relay.reset(); // the task of one that was cancelled may be kept, to be run again
    std::optional<Result<QString>> ended;
    m_fixture->tasks().start(std::move(task), this, [&](const Result<QString> &outcome) { ended = outcome; });
    QTRY_VERIFY(ended);
    QVERIFY(!*ended && ended->error().kind == Error::Kind::Conflict);
    QVERIFY(!hasBegun);
}

void TestTrialGroup::timesAreSaidWithTheirDistance_data()
{
    QTest::addColumn<qint64>("ahead");
    QTest::addColumn<QString>("said");
    QTest::newRow("now") << qint64(0) << u"(in 0 s)"_s;
    QTest::newRow("soon") << qint64(59) << u"(in 59 s)"_s;
    QTest::newRow("minutes") << qint64(301) << u"(in 5 min)"_s;
    QTest::newRow("past") << qint64(-3 * 3600 - 20) << u"(3 h ago)"_s;
    QTest::newRow("days") << qint64(30) * 24 * 3600 << u"(in 30 d)"_s;
    QTest::newRow("a claim that nobody means") << qint64(1'000'000) * 24 * 3600 << QString();
}

void TestTrialGroup::timesAreSaidWithTheirDistance()
{
    QFETCH(const qint64, ahead);
    QFETCH(const QString, said);
    const QDateTime now(QDate(2026, 1, 1), QTime(12, 0), QTimeZone::UTC);
    const QString text = timeWithDistance(now.addSecs(ahead), now);
    QVERIFY2(said.isEmpty() ? !text.contains(u'(') : text.endsWith(said), qPrintable(text));
}

GATEHOUSE_TEST(TestTrialGroup)
#include "tst_trialgroup.moc"
