#include "ui/servers/PushDialog.h"

#include "domain/rules/InvisibleText.h"
#include "services/servers/ServerPlanText.h"
#include "services/servers/push/PushPlanner.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/layout/DialogButtons.h"
#include "ui/layout/DialogSize.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"
#include "ui/security/EncryptionState.h"
#include "ui/servers/PushPlanView.h"
#include "ui/transfer/WorkProgress.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace gatehouse {

namespace {

constexpr QSize initialPushSize(960, 740);

QString secretsHelp()
{
    return PushDialog::tr("Encrypted secrets go there in clear: of each client application the newest.");
}

QStringList textsOf(const QList<ServerStep> &steps)
{
    QStringList texts;
    for (const ServerStep &step : steps)
        texts << step.text;
    return texts;
}

Error stepsChanged()
{
    return {
        Error::Kind::Conflict,
        PushDialog::tr("What has to be made first is other than before: look through the plan again, then "
                       "push it. Nothing was sent.")};
}

Error planUsedUp()
{
    return {Error::Kind::Conflict,
            PushDialog::tr("This plan was used. Choose Push to server, and look through a new one.")};
}

Result<QString> told(const PushOutcome &outcome, const QString &server)
{
    const QString text = outcomeText(outcome, server);
    if (outcome.isDone())
        return text;
    return fail(outcome.broken ? outcome.broken->kind : Error::Kind::Rule, text);
}

}

/// What a push gives back, from its thread.
struct PushDialog::Pushed
{
    std::shared_ptr<PushPlan> plan; ///< gone once it was begun: a task is kept and must hold no secret
    std::optional<PushOutcome> outcome;
    std::optional<QList<ServerStep>> steps; ///< those that are needed now and were not shown

    /// What is to be made now is what was shown, or less where something was left out.
    Result<QString> send(Database &database, const Encryption &encryption, ServerConnection &there,
                         const Progress &progress)
    {
        const std::shared_ptr<PushPlan> sent = std::exchange(plan, nullptr);
        if (!sent)
            return std::unexpected(planUsedUp());
        const QStringList shown = textsOf(sent->steps);
        if (const auto settled = settlePush(*sent, there); !settled)
            return std::unexpected(settled.error());
        const QStringList needed = textsOf(sent->steps);
        if (!std::ranges::all_of(needed, [&](const QString &step) { return shown.contains(step); })) {
            steps = sent->steps;
            return std::unexpected(stepsChanged());
        }
        return runPush(database, encryption, there, *sent, progress).and_then([&](const PushOutcome &made) {
            outcome = made;
            return told(made, sent->server.name);
        });
    }
};

PushDialog::PushDialog(const Workplace &workplace, ServerTarget target, ServerConnector connecting,
                       QWidget *parent)
    : ServerDialog(workplace, std::move(target), std::move(connecting), parent)
    , m_encryption(new EncryptionState(workplace, this))
    , m_secrets(new QCheckBox(tr("Include sec&rets")))
    , m_secretsHelp(fields().addField(m_secrets, secretsHelp()))
    , m_view(new PushPlanView)
{
    setWindowTitle(tr("Push to server"));
    auto *buttons = new QDialogButtonBox;
    buildButtons(*buttons);
    build(buttons).addWidget(m_view);
    resizeOnScreen(*this, initialPushSize);

    connect(m_encryption, &EncryptionState::changed, this, &PushDialog::showSecretsState);
    connect(m_secrets, &QCheckBox::toggled, this, &PushDialog::dismissMessage);
    connect(m_secrets, &QCheckBox::toggled, m_view, &PushPlanView::setIncludeSecrets);
    connect(m_view, &PushPlanView::chosen, this, &PushDialog::dismissMessage);
    connect(m_view, &PushPlanView::changed, this, &PushDialog::showState);
    connect(m_view, &PushPlanView::failed, this,
            [this](const Error &error) { showFailure(error, [this] { plan(); }); });
    m_encryption->refresh();
    showState();
}

void PushDialog::buildButtons(QDialogButtonBox &buttons)
{
    m_showPlan = addActionButton(buttons, tr("S&how plan"), "view-list-details");
    m_push = addActionButton(buttons, tr("&Push"), "vcs-push");
    m_save = addActionButton(buttons, tr("Save plan as te&xt…"), "document-save-as");
    addCloseButton(buttons, tr("Cl&ose"));

    connect(m_showPlan, &QPushButton::clicked, this, &PushDialog::plan);
    connect(m_push, &QPushButton::clicked, this, &PushDialog::askToPush);
    connect(m_save, &QPushButton::clicked, this, [this] {
        const std::shared_ptr<const PushPlan> plan = m_view->planNow();
        saveText(tr("Save the plan"), tr("push-%1").arg(plan->server.name),
                 [plan]() -> Result<QString> { return serverplantext::ofPush(*plan); });
    });
}

void PushDialog::plan()
{
    const auto chosen = server();
    if (!chosen)
        return;
    dismissMessage();
    forget();
    const QList<Progress> steps = progress().begin({tr("Reading the server"), tr("Planning")});
    const auto work = [connect = connector(), encryption = workplace().encryption(), server = *chosen,
                       ids = chosenIds(), includeSecrets = m_secrets->isChecked(),
                       steps](Database &database) -> Result<std::shared_ptr<PushPlan>> {
        const AskedProgress reading(steps.first());
        const AskedProgress planning(steps.last());
        return ids(database).and_then([&](const QStringList &clientIds) {
            return withServer(connect, database, encryption, server, reading, [&](ServerConnection &there) {
                return planPush(database, encryption, there,
                                {.server = server, .clientIds = clientIds, .includeSecrets = includeSecrets},
                                {.reading = reading.teller(), .comparing = planning.teller()})
                    .transform([](const PushPlan &made) { return std::make_shared<PushPlan>(made); });
            });
        });
    };
    workplace().aside(work).then(
        this, [this, question = m_question](const Result<std::shared_ptr<PushPlan>> &made) {
            if (question == m_question)
                takePlan(made);
        });
    showState();
}

void PushDialog::takePlan(const Result<std::shared_ptr<PushPlan>> &plan)
{
    progress().end();
    if (plan) {
        m_view->setPlan(*plan);
        m_view->setIncludeSecrets(m_secrets->isChecked());
    } else {
        showFailure(plan.error(), [this] { this->plan(); });
    }
    showState();
}

void PushDialog::askToPush()
{
    if (!m_view->sendsSecrets())
        return push(false);
    const Question question{.title = tr("Push secrets in clear"),
                            .text = tr("Send client secrets in clear to %1?").arg(server()->name),
                            .details = tr("They go to %1. That they leave is noted in the audit trail.")
                                           .arg(rules::withInvisiblesNamed(server()->url)),
                            .buttons = {tr("Push client secrets"), tr("Cancel")}};
    question.ask(this, [this](int answer) {
        if (answer == 0)
            push(true);
    });
}

void PushDialog::push(bool isAddressAgreed)
{
    dismissMessage();
    const auto pushed = std::make_shared<Pushed>();
    pushed->plan = m_view->planToSend();
    pushed->plan->isAddressAgreed = isAddressAgreed;
    const auto work = [connect = connector(), encryption = workplace().encryption(),
                       server = pushed->plan->server, pushed](Database &database, const Progress &progress) {
        const AskedProgress asked(progress);
        return withServer(connect, database, encryption, server, asked, [&](ServerConnection &there) {
            return pushed->send(database, encryption, there, asked.teller());
        });
    };
    TaskWork task =
        workplace().databaseTask(tr("Push to server \"%1\"").arg(pushed->plan->server.name), work, true);
    task.changesRecords = true;
    const int id =
        workplace().tasks.start(std::move(task), this, [this, pushed](const Result<QString> &outcome) {
            takeOutcome(outcome, pushed);
        });
    progress().watch(tr("Pushing"), workplace().tasks.progress(id));
    showState();
}

void PushDialog::takeOutcome(const Result<QString> &outcome, const std::shared_ptr<Pushed> &pushed)
{
    progress().end();
    if (pushed->steps)
        m_view->setSteps(*pushed->steps);
    if (pushed->outcome) {
        m_view->setOutcome(*pushed->outcome);
        Q_EMIT changed();
    }
    if (outcome)
        messages().showText(MessageBar::Positive, *outcome);
    else if (pushed->steps)
        messages().showText(MessageBar::Warning, outcome.error().text);
    else
        showFailure(outcome.error(), [this] { plan(); });
    showState();
}

void PushDialog::showSecretsState()
{
    const bool isReady = m_encryption->isReady();
    if (!isReady)
        m_secrets->setChecked(false);
    m_secrets->setEnabled(isReady && !isBusy());
    m_secretsHelp->setText(isReady ? secretsHelp() : m_encryption->obstacle());
}

void PushDialog::showState()
{
    ServerDialog::showState();
    showSecretsState();
    const bool isIdle = !isBusy();
    m_showPlan->setEnabled(isIdle && server());
    m_push->setEnabled(isIdle && m_view->canPush() && workplace().readOnly.isEmpty());
    m_push->setToolTip(workplace().readOnly);
    m_save->setEnabled(isIdle && m_view->hasPlan() && m_view->isSettled());
    (m_view->isPending() ? m_push : m_showPlan)->setDefault(true);
    const QSignalBlocker quiet(m_view); // it tells its own changes alone
    m_view->setChoosable(isIdle);
}

void PushDialog::forget()
{
    ++m_question;
    m_view->setPlan(nullptr);
}

}
