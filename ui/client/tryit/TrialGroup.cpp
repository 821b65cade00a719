#include "ui/client/tryit/TrialGroup.h"

#include "domain/servers/OnServers.h"
#include "draft/ClientDraft.h"
#include "services/trial/ProvenIssuer.h"
#include "store/records/ServerStore.h"
#include "ui/client/ValidationController.h"
#include "ui/client/tryit/TrialForm.h"
#include "ui/client/tryit/TrialRelay.h"
#include "ui/client/tryit/TrialReport.h"
#include "ui/client/tryit/VisitView.h"
#include "ui/common/Icons.h"
#include "ui/common/Question.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/records/HelpLabel.h"
#include "ui/transfer/WorkProgress.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <utility>

namespace gatehouse {

namespace {

QString startHint(bool isEnabled)
{
    const QString text =
        TrialGroup::tr("What is typed here is tried, whether it is saved or not; the server answers by what "
                       "it has. Tokens are shown, checked and not kept.");
    return isEnabled
               ? text
               : TrialGroup::tr("It is not enabled here: a server that has it so refuses it. %1").arg(text);
}

}

TrialGroup::TrialGroup(const Workplace &workplace, ClientDraft &draft, ValidationController &validation,
                       TrialWork work, QWidget *parent)
    : QGroupBox(tr("Try it on a server"), parent)
    , m_workplace(workplace)
    , m_draft(draft)
    , m_work(std::move(work))
    , m_empty(new QLabel(tr("No servers yet. Enter the issuer of one, or add the authorization servers under "
                            "Settings > Servers.")))
    , m_goToServers(new QPushButton(icons::themed("network-server"), tr("&Go to Settings > Servers")))
    , m_form(new TrialForm)
    , m_try(new QPushButton(icons::themed("media-playback-start"), tr("Try &it")))
    , m_hint(new HelpLabel(startHint(true)))
    , m_progress(new WorkProgress)
    , m_visit(new VisitView)
    , m_report(new TrialReport(workplace.database, draft, validation))
{
    build();
    connect(m_goToServers, &QPushButton::clicked, this, &TrialGroup::serversWanted);
    connect(m_form, &TrialForm::changed, this, &TrialGroup::showState);
    connect(m_try, &QPushButton::clicked, this, &TrialGroup::askFirst);
    connect(m_visit, &VisitView::told, this, [this](const trial::BrowserWord &word) {
        if (m_relay)
            m_relay->say(word);
    });
    connect(m_report, &TrialReport::failed, this, &TrialGroup::failed);
    connect(m_report, &TrialReport::fieldWanted, this, &TrialGroup::fieldWanted);
    connect(m_report, &TrialReport::clientWanted, this, &TrialGroup::clientWanted);
    connect(&validation, &ValidationController::validated, this, &TrialGroup::followClient);
    followClient();
}

void TrialGroup::build()
{
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_hint->describe(*m_try);
    for (QWidget *part :
         {static_cast<QWidget *>(m_form), static_cast<QWidget *>(m_try), static_cast<QWidget *>(m_progress),
          static_cast<QWidget *>(m_visit), static_cast<QWidget *>(m_goToServers)})
        ReadOnlyGuard::except(*part);
    auto *starting = new QHBoxLayout;
    starting->addWidget(m_try, 0, Qt::AlignTop);
    starting->addWidget(m_hint, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_empty);
    layout->addWidget(m_goToServers, 0, Qt::AlignLeft);
    layout->addWidget(m_form);
    layout->addLayout(starting);
    layout->addWidget(m_progress);
    layout->addWidget(m_visit);
    layout->addWidget(m_report);
}

/// Servers may have been added since.
void TrialGroup::showEvent(QShowEvent *event)
{
    loadServers();
    followClient();
    QGroupBox::showEvent(event);
}

void TrialGroup::loadServers()
{
    m_workplace.database.run(store::loadServers).then(this, [this](const Result<QList<Server>> &servers) {
        if (!servers)
            return Q_EMIT failed(servers.error());
        m_form->setServers(*servers);
        showState();
    });
}

/// What is shown of a trial is about what was open then; where another one is opened nobody follows it.
void TrialGroup::followClient()
{
    const bool isOther = m_subject != m_draft.subject();
    if (isOther) {
        m_subject = m_draft.subject();
        cancel();
        m_report->clear();
    }
    m_form->setClient(m_draft.typed(), isOther);
    showState();
}

/// Whoever gets the stored secret can act as the client application: that it goes to a server that nobody has
/// proven to be what was added is asked once for each.
void TrialGroup::askFirst()
{
    const TrialChoice choice = m_form->choice();
    if (!m_form->usesStoredSecret() || m_agreed.contains({choice.client.key, choice.issuer}))
        return start();
    if (std::exchange(m_isLookingUp, true))
        return;
    m_workplace
        .aside([encryption = m_workplace.encryption(), choice](Database &database) {
            return unprovenHost(database, encryption, choice);
        })
        .then(this, [this, choice, subject = m_subject](const Result<QString> &host) {
            m_isLookingUp = false;
            if (m_subject != subject || m_form->issuer() != choice.issuer || isRunning())
                return;
            if (!host)
                Q_EMIT failed(host.error());
            else if (host->isEmpty())
                start();
            else
                ask(*host);
        });
}

void TrialGroup::ask(const QString &host)
{
    const std::pair agreement(m_draft.typed().key, m_form->issuer());
    const Question question{
        .title = tr("Send the client secret"),
        .text = tr("Send the stored client secret of \"%1\" to %2?").arg(m_draft.typed().clientId, host),
        .details = tr("No server under Settings > Servers is proven to have the address %1. Whoever runs it "
                      "gets the secret, and can act as the client application wherever that secret is "
                      "taken.")
                       .arg(host),
        .buttons = {tr("Send the secret to %1").arg(host), tr("Cancel")}};
    question.ask(this, [this, agreement, subject = m_subject](int answer) {
        if (answer != 0 || m_subject != subject || m_form->issuer() != agreement.second || isRunning())
            return;
        m_agreed.insert(agreement);
        start();
    });
}

void TrialGroup::start()
{
    const QString keyFile = m_form->keyFile();
    TrialChoice choice = m_form->take();
    choice.mayLeaveList = m_agreed.contains({choice.client.key, choice.issuer});
    m_report->begin(choice.server ? explain::judgedAs(*choice.server) : explain::JudgedAs::Standard,
                    choice.server ? choice.server->name : QString());
    m_relay = TrialRelay::make();
    ++m_turn;
    follow(*m_relay);
    TaskWork task = trialTask(m_workplace, choice, keyFile, m_relay, m_work);
    const QString title = task.title;
    const int id =
        m_workplace.tasks.start(std::move(task), this, [this, turn = m_turn](const Result<QString> &outcome) {
            if (turn == m_turn)
                takeOutcome(outcome);
        });
    m_progress->watch(title, m_workplace.tasks.progress(id));
    showState();
}

void TrialGroup::follow(const TrialRelay &relay)
{
    const auto now = [this, turn = m_turn](auto tell) {
        return [this, turn, tell](const auto &...what) {
            if (turn == m_turn)
                tell(what...);
        };
    };
    connect(&relay, &TrialRelay::stepChanged, this,
            now([this](const trial::StepReport &report) { m_report->setStep(report); }));
    connect(&relay, &TrialRelay::gotToken, this,
            now([this](const trial::Token &token) { m_report->addToken(token); }));
    connect(&relay, &TrialRelay::refused, this,
            now([this](const trial::Refusal &refusal) { m_report->addRefusal(refusal); }));
    connect(&relay, &TrialRelay::visitBegan, this,
            now([this](const trial::BrowserVisit &visit) { m_visit->begin(visit); }));
    connect(&relay, &TrialRelay::visitEnded, this, now([this] { m_visit->end(); }));
}

void TrialGroup::takeOutcome(const Result<QString> &outcome)
{
    m_relay.reset();
    m_progress->end();
    m_visit->end();
    m_report->setOutcome(outcome);
    showState();
}

void TrialGroup::cancel()
{
    if (!m_relay)
        return;
    ++m_turn;
    m_relay.reset();
    m_progress->cancel();
    m_progress->end();
    m_visit->end();
}

void TrialGroup::showState()
{
    const bool hasServers = m_form->hasServers();
    m_empty->setVisible(!hasServers);
    m_goToServers->setVisible(!hasServers);
    QString obstacle = m_draft.isOpen() ? m_form->obstacle() : tr("No client application is open.");
    if (obstacle.isEmpty() && m_form->usesStoredSecret())
        obstacle = m_workplace.readOnly; // it cannot be handed out
    m_form->setEnabled(m_draft.isOpen() && !isRunning());
    m_try->setEnabled(obstacle.isEmpty() && !isRunning());
    m_try->setToolTip(obstacle);
    m_hint->setHelp(startHint(m_form->isEnabledThere()));
    if (!isRunning())
        m_hint->showReason(obstacle);
}

}
