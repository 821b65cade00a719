#include "ui/servers/PushDialog.h"

#include "services/servers/ClientPush.h"
#include "services/servers/PushPlanner.h"
#include "services/servers/ServerPlanText.h"
#include "ui/common/DialogSize.h"
#include "ui/common/Icons.h"
#include "ui/common/MergeTable.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/common/RowStyle.h"
#include "ui/consent/Background.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"
#include "ui/security/EncryptionState.h"
#include "ui/servers/PushListModel.h"
#include "ui/transfer/WorkProgress.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QThreadPool>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr QSize initialSize(960, 740);

MergeWords serverWords()
{
    return {.base = PushDialog::tr("As it was"),
            .here = PushDialog::tr("Here"),
            .there = PushDialog::tr("There"),
            .takeHere = PushDialog::tr("Take what is here"),
            .takeThere = PushDialog::tr("Leave what is there")};
}

/// To free the plan of a large server takes long, so wherever it is let go, another thread does that.
std::shared_ptr<PushPlan> freedAside(const PushPlan &plan)
{
    return {new PushPlan(plan),
            [](const PushPlan *done) { QThreadPool::globalInstance()->start([done] { delete done; }); }};
}

/// What one client application is settled by.
PushPlan withoutClients(const PushPlan &plan)
{
    return {.server = plan.server,
            .now = plan.now,
            .includeSecrets = plan.includeSecrets,
            .canKeepNewSecrets = plan.canKeepNewSecrets,
            .material = plan.material};
}

/// It was sent before and no answer came: sent once more only where that is chosen.
bool isPending(const PlannedPush &push)
{
    return push.refusal && push.refusal->kind == Error::Kind::Conflict;
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
    return {Error::Kind::Conflict,
            PushDialog::tr("What has to be made first is other than before: look through the plan "
                           "again, then push it. Nothing was sent.")};
}

Error planUsedUp()
{
    return {Error::Kind::Conflict,
            PushDialog::tr("This plan was used. Choose Push to server, and look through a new one.")};
}

}

/// What a push gave back, from its thread.
struct PushDialog::Pushed
{
    std::shared_ptr<PushPlan> plan; ///< gone once it was begun: a task is kept and must hold no secret
    std::optional<PushOutcome> outcome;
    std::optional<QList<ServerStep>> steps; ///< those that are needed now
};

PushDialog::PushDialog(const Workplace &workplace, ServerTarget target, ServerConnector connecting,
                       QWidget *parent)
    : ServerDialog(workplace, std::move(target), std::move(connecting), parent)
    , m_encryption(new EncryptionState(workplace, this))
    , m_secrets(new QCheckBox(tr("Include sec&rets")))
    , m_summary(new QLabel)
    , m_model(new PushListModel(this))
    , m_list(new QTableView)
    , m_merge(new MergeTable(tr("Fields of the client application"), serverWords()))
    , m_notes(new QPlainTextEdit)
{
    setWindowTitle(tr("Push to server"));
    m_secretsHelp = fields().addField(
        m_secrets, tr("Encrypted secrets go there in clear: of each client application the newest."));
    auto *buttons = new QDialogButtonBox;
    buildButtons(*buttons);
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(buildList());
    parts->addWidget(buildDetails());
    parts->setStretchFactor(1, 1);
    parts->setChildrenCollapsible(false);
    build(buttons).addWidget(parts);
    resizeOnScreen(*this, initialSize);

    connect(m_encryption, &EncryptionState::changed, this, [this] { showState(); });
    connect(m_secrets, &QCheckBox::toggled, this, &PushDialog::settleAll);
    connect(m_model, &PushListModel::choiceChanged, this, [this] {
        dismissMessage();
        showState();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PushDialog::showClient);
    connect(&m_merge->mergeModel(), &MergeModel::chosen, this, &PushDialog::takeChoice);
    m_encryption->refresh();
    showPlan();
}

void PushDialog::buildButtons(QDialogButtonBox &buttons)
{
    const auto add = [&](const QString &text, const char *icon) {
        auto *button = buttons.addButton(text, QDialogButtonBox::ActionRole);
        button->setIcon(icons::themed(icon));
        button->setAutoDefault(false);
        return button;
    };
    m_showPlan = add(tr("S&how plan"), "view-list-details");
    m_push = add(tr("&Push"), "vcs-push");
    m_save = add(tr("Save plan as te&xt…"), "document-save-as");
    auto *close = buttons.addButton(tr("Cl&ose"), QDialogButtonBox::RejectRole);
    close->setAutoDefault(false);

    connect(m_showPlan, &QPushButton::clicked, this, &PushDialog::plan);
    connect(m_push, &QPushButton::clicked, this, &PushDialog::askToPush);
    connect(m_save, &QPushButton::clicked, this, [this] {
        saveText(tr("Save the plan"), tr("push-%1").arg(m_plan->server.name),
                 [plan = m_plan]() -> Result<QString> { return serverplantext::ofPush(*plan); });
    });
}

QWidget *PushDialog::buildList()
{
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("What happens"));
    styleRows(*m_list);
    m_list->setSelectionMode(QTableView::SingleSelection);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->setColumnWidth(PushListModel::What, 360);
    m_list->setMinimumHeight(m_list->fontMetrics().height() * 4);

    const auto addChoice = [this](const QString &text, MergeSide side) {
        auto *button = new QPushButton(text);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, side] { chooseForAll(side); });
        return button;
    };
    m_takeAll = addChoice(tr("In all conflicts ta&ke what is here"), MergeSide::Here);
    m_leaveAll = addChoice(tr("&Leave what is there"), MergeSide::There);
    auto *head = new QHBoxLayout;
    head->addWidget(m_summary, 1);
    head->addWidget(m_takeAll);
    head->addWidget(m_leaveAll);

    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addLayout(head);
    layout->addWidget(m_list, 1);
    return part;
}

QWidget *PushDialog::buildDetails()
{
    m_mergeLabel = new QLabel(tr("&Fields:"));
    m_mergeLabel->setBuddy(m_merge);
    m_notesLabel = new QLabel(tr("What else to kno&w:"));
    m_notesLabel->setBuddy(m_notes);
    m_notes->setReadOnly(true);
    m_notes->setTabChangesFocus(true);
    m_notes->setMinimumHeight(m_notes->fontMetrics().height() * 3);

    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addWidget(m_mergeLabel);
    layout->addWidget(m_merge, 3);
    layout->addWidget(m_notesLabel);
    layout->addWidget(m_notes, 1);
    return part;
}

void PushDialog::plan()
{
    const auto chosen = server();
    if (!chosen)
        return;
    forget();
    dismissMessage();
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
                    .transform([](const PushPlan &plan) { return freedAside(plan); });
            });
        });
    };
    workplace().aside(work).then(
        this, [this, question = ++m_question](const Result<std::shared_ptr<PushPlan>> &plan) {
            if (question == m_question)
                takePlan(plan);
        });
    showState();
}

void PushDialog::takePlan(const Result<std::shared_ptr<PushPlan>> &plan)
{
    progress().end();
    if (plan)
        m_plan = *plan;
    else
        showFailure(plan.error(), [this] { this->plan(); });
    showPlan();
    if (m_plan && m_plan->includeSecrets != m_secrets->isChecked())
        settleAll();
}

void PushDialog::showPlan()
{
    m_model->setPlan(m_plan);
    if (m_plan && !m_plan->clients.isEmpty()) {
        // What waits for a choice comes first to the eye.
        const auto open = std::ranges::find(m_plan->clients, PushStatus::Conflict, &PlannedPush::status);
        const qsizetype shown = open == m_plan->clients.end() ? 0 : open - m_plan->clients.begin();
        m_list->setCurrentIndex(m_model->indexOf(shown));
    }
    showClient();
    showState();
}

QString PushDialog::notesOf(const PlannedPush &push) const
{
    QStringList lines;
    if (push.refusal)
        lines << push.refusal->text;
    if (push.sendsSecret)
        lines << tr("Its newest secret is sent in clear.");
    lines << push.notes;
    for (const Loss &loss : push.losses)
        lines << tr("Cannot be said there: %1. %2").arg(loss.field, loss.text);
    return lines.join(u'\n');
}

void PushDialog::showClient()
{
    const qsizetype client = m_model->clientAt(m_list->currentIndex());
    const PlannedPush push = client < 0 ? PlannedPush() : m_plan->clients.at(client);
    m_merge->mergeModel().setMerge(push.merge);
    const QString notes = notesOf(push);
    m_notes->setPlainText(notes);
    m_notesLabel->setVisible(!notes.isEmpty());
    m_notes->setVisible(!notes.isEmpty());
}

void PushDialog::takeChoice()
{
    const qsizetype client = m_model->clientAt(m_list->currentIndex());
    if (client < 0)
        return;
    m_plan->clients[client].merge = m_merge->mergeModel().merge();
    settle(client);
}

void PushDialog::chooseForAll(MergeSide side)
{
    for (qsizetype client = 0; client < m_plan->clients.size(); ++client) {
        PlannedPush &push = m_plan->clients[client];
        const bool isChosen =
            push.status == PushStatus::Conflict || (isPending(push) && side == MergeSide::Here);
        if (!isChosen || m_model->leftOut().contains(push.clientId))
            continue;
        for (MergePart &part : push.merge.parts)
            part.choice = part.choice.value_or(side);
        settle(client);
    }
    showClient();
}

void PushDialog::settleAll()
{
    dismissMessage();
    if (!m_plan || m_isDone)
        return showState();
    m_plan->includeSecrets = m_secrets->isChecked();
    for (qsizetype client = 0; client < m_plan->clients.size(); ++client)
        settle(client);
}

/// On another thread, as a writer and a reader go over it.
void PushDialog::settle(qsizetype client)
{
    using Settled = Result<PlannedPush>;
    ++m_settling;
    dismissMessage();
    const auto work = [plan = withoutClients(*m_plan), push = m_plan->clients.at(client)]() mutable {
        return guarded(
            [&]() -> Settled { return pushing::settle(plan, push).transform([&] { return push; }); });
    };
    background::run(this, work, [this, client, of = m_plan](const Settled &settled) {
        --m_settling;
        if (of != m_plan)
            return showState();
        if (!settled)
            showFailure(settled.error(), [this, client] { settle(client); });
        else if (settled->merge == m_plan->clients.at(client).merge) // else another choice is under way
            m_plan->clients[client] = *settled;
        m_model->tellChanged(client);
        if (m_model->clientAt(m_list->currentIndex()) == client)
            m_notes->setPlainText(notesOf(m_plan->clients.at(client)));
        showState();
    });
    showState();
}

std::shared_ptr<PushPlan> PushDialog::planToSend() const
{
    auto plan = freedAside(*m_plan);
    plan->clients.removeIf(
        [this](const PlannedPush &push) { return m_model->leftOut().contains(push.clientId); });
    return plan;
}

void PushDialog::askToPush()
{
    const bool sendsSecrets = std::ranges::any_of(m_plan->clients, [this](const PlannedPush &push) {
        return push.sendsSecret && !m_model->leftOut().contains(push.clientId);
    });
    if (!sendsSecrets)
        return push();
    const Question question{.title = tr("Push secrets in clear"),
                            .text = tr("Send client secrets in clear to %1?").arg(m_plan->server.name),
                            .details = tr("That they leave is noted in the audit trail."),
                            .buttons = {tr("Push client secrets"), tr("Cancel")}};
    question.ask(this, [this](int answer) {
        if (answer == 0)
            push();
    });
}

void PushDialog::push()
{
    dismissMessage();
    m_isPushing = true;
    const auto pushed = std::make_shared<Pushed>();
    pushed->plan = planToSend();
    const auto work = [connect = connector(), encryption = workplace().encryption(), server = m_plan->server,
                       pushed](Database &database, const Progress &progress) -> Result<QString> {
        const std::shared_ptr<PushPlan> plan = std::exchange(pushed->plan, nullptr);
        if (!plan)
            return std::unexpected(planUsedUp());
        const AskedProgress asked(progress);
        return withServer(
            connect, database, encryption, server, asked, [&](ServerConnection &there) -> Result<QString> {
                const QStringList shown = textsOf(plan->steps);
                if (const auto settled = settlePush(*plan, there); !settled)
                    return std::unexpected(settled.error());
                // Fewer are needed where client applications were left out.
                const QStringList needed = textsOf(plan->steps);
                const auto isShown = [&](const QString &step) { return shown.contains(step); };
                if (!std::ranges::all_of(needed, isShown)) {
                    pushed->steps = plan->steps;
                    return std::unexpected(stepsChanged());
                }
                return runPush(database, encryption, there, *plan, asked.teller())
                    .and_then([&](const PushOutcome &outcome) -> Result<QString> {
                        pushed->outcome = outcome;
                        const QString text = outcomeText(outcome, server.name);
                        if (outcome.isDone())
                            return text;
                        const Error::Kind kind = outcome.broken ? outcome.broken->kind : Error::Kind::Rule;
                        return fail(kind, text);
                    });
            });
    };
    TaskWork task =
        workplace().databaseTask(tr("Push to server \"%1\"").arg(m_plan->server.name), work, true);
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
    m_isPushing = false;
    if (pushed->steps) {
        m_plan->steps = *pushed->steps;
        m_model->setPlan(m_plan);
        showClient();
    }
    if (pushed->outcome) {
        m_isDone = true;
        m_model->setOutcome(*pushed->outcome);
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

int PushDialog::openConflicts() const
{
    return int(std::ranges::count_if(m_plan->clients, [this](const PlannedPush &push) {
        return push.status == PushStatus::Conflict && !m_model->leftOut().contains(push.clientId);
    }));
}

bool PushDialog::canPush() const
{
    const auto isSent = [this](const PlannedPush &push) {
        return (push.status == PushStatus::New || push.status == PushStatus::Changed) &&
               !m_model->leftOut().contains(push.clientId);
    };
    return m_plan && !m_isDone && m_settling == 0 && openConflicts() == 0 &&
           std::ranges::any_of(m_plan->clients, isSent);
}

QString PushDialog::summary() const
{
    if (!m_plan)
        return tr("Show the plan, to see here what would be sent. Nothing is sent before you push it.");
    QStringList counts;
    for (const auto status : {PushStatus::New, PushStatus::Changed, PushStatus::Unchanged,
                              PushStatus::Conflict, PushStatus::Refused}) {
        if (const int count = m_plan->count(status))
            counts << tr("%1: %2").arg(pushStatusLabel(status), QLocale().toString(count));
    }
    QString text = counts.isEmpty() ? tr("No client applications.") : counts.join(u", "_s) + u'.';
    if (!m_isDone && openConflicts() > 0)
        text += u' ' + tr("Choose in each conflict, or leave its client application out.");
    for (const Loss &loss : m_plan->losses)
        text += u' ' + loss.text;
    return text;
}

void PushDialog::showState()
{
    ServerDialog::showState();
    const bool isIdle = !isBusy();
    const bool canChoose = isIdle && m_plan && !m_isDone;
    m_summary->setText(summary());
    m_secrets->setEnabled(isIdle && m_encryption->isReady());
    if (!m_encryption->isReady())
        m_secrets->setChecked(false);
    m_secretsHelp->setText(
        m_encryption->isReady()
            ? tr("Encrypted secrets go there in clear: of each client application the newest.")
            : m_encryption->obstacle());
    m_model->setChoosable(canChoose);
    m_merge->mergeModel().setChoosable(canChoose);
    const bool hasOpen = canChoose && openConflicts() > 0;
    m_takeAll->setVisible(hasOpen || (canChoose && std::ranges::any_of(m_plan->clients, isPending)));
    m_leaveAll->setVisible(hasOpen);
    m_showPlan->setEnabled(isIdle && server());
    m_push->setEnabled(isIdle && canPush());
    m_save->setEnabled(isIdle && m_plan && m_settling == 0);
    (m_plan && !m_isDone ? m_push : m_showPlan)->setDefault(true);
}

void PushDialog::forget()
{
    ++m_question;
    m_plan.reset();
    m_isDone = false;
    showPlan();
}

}
