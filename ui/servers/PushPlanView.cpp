#include "ui/servers/PushPlanView.h"

#include "services/servers/ClientPush.h"
#include "services/tasks/Task.h"
#include "ui/consent/Background.h"
#include "ui/servers/PushListModel.h"
#include "ui/tables/MergeTable.h"
#include "ui/tables/RowStyle.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QThreadPool>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int widthOfClient = 360;
constexpr int shareOfList = 2;
constexpr int shareOfDetails = 5;

MergeWords serverWords()
{
    return {.base = PushPlanView::tr("As it was"),
            .here = PushPlanView::tr("Here"),
            .there = PushPlanView::tr("There"),
            .takeHere = PushPlanView::tr("Take what is here"),
            .takeThere = PushPlanView::tr("Leave what is there")};
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

bool isSent(const PlannedPush &push)
{
    return push.status == PushStatus::New || push.status == PushStatus::Changed;
}

/// It was sent before and no answer came: sent once more only where that is chosen.
bool mayBeThere(const PlannedPush &push)
{
    return push.refusal && push.refusal->kind == Error::Kind::Conflict;
}

QString notesOf(const PlannedPush &push)
{
    QStringList lines;
    if (push.refusal)
        lines << push.refusal->text;
    if (push.sendsSecret)
        lines << PushPlanView::tr("Its newest secret is sent in clear.");
    lines << push.notes;
    if (isSent(push)) {
        for (const Loss &loss : push.losses)
            lines << PushPlanView::tr("Cannot be said there: %1. %2").arg(loss.field, loss.text);
    }
    return lines.join(u'\n');
}

}

PushPlanView::PushPlanView(QWidget *parent)
    : QWidget(parent)
    , m_summary(new QLabel)
    , m_model(new PushListModel(this))
    , m_list(new QTableView)
    , m_merge(new MergeTable(tr("Fields of the client application"), serverWords()))
    , m_notes(new QPlainTextEdit)
{
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(buildList());
    parts->addWidget(buildDetails());
    parts->setStretchFactor(0, shareOfList);
    parts->setStretchFactor(1, shareOfDetails);
    parts->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(parts);

    connect(m_model, &PushListModel::choiceChanged, this, &PushPlanView::chosen);
    connect(m_model, &PushListModel::choiceChanged, this, &PushPlanView::showState);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &PushPlanView::showClient);
    connect(&m_merge->mergeModel(), &MergeModel::chosen, this, &PushPlanView::takeChoice);
    showPlan();
}

QWidget *PushPlanView::buildList()
{
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("What happens"));
    styleRows(*m_list);
    m_list->setSelectionMode(QTableView::SingleSelection);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->setColumnWidth(PushListModel::What, widthOfClient);
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

QWidget *PushPlanView::buildDetails()
{
    auto *mergeLabel = new QLabel(tr("&Fields:"));
    mergeLabel->setBuddy(m_merge);
    m_notesLabel = new QLabel(tr("What else to kno&w:"));
    m_notesLabel->setBuddy(m_notes);
    m_notes->setReadOnly(true);
    m_notes->setTabChangesFocus(true);
    m_notes->setMinimumHeight(m_notes->fontMetrics().height() * 3);

    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addWidget(mergeLabel);
    layout->addWidget(m_merge, 3);
    layout->addWidget(m_notesLabel);
    layout->addWidget(m_notes, 1);
    return part;
}

void PushPlanView::setPlan(std::shared_ptr<PushPlan> plan)
{
    m_plan = std::move(plan);
    m_isDone = false;
    showPlan();
}

/// To free the plan of a large server takes long, so wherever it is let go, another thread does that.
std::shared_ptr<PushPlan> PushPlanView::planNow() const
{
    return {new PushPlan(*m_plan),
            [](const PushPlan *done) { QThreadPool::globalInstance()->start([done] { delete done; }); }};
}

std::shared_ptr<PushPlan> PushPlanView::planToSend() const
{
    auto plan = planNow();
    plan->clients.removeIf([this](const PlannedPush &push) { return isLeftOut(push); });
    return plan;
}

void PushPlanView::setIncludeSecrets(bool include)
{
    if (!isPending() || m_plan->includeSecrets == include)
        return;
    m_plan->includeSecrets = include;
    for (qsizetype client = 0; client < m_plan->clients.size(); ++client)
        settle(client);
}

void PushPlanView::setSteps(const QList<ServerStep> &steps)
{
    m_plan->steps = steps;
    showPlan();
}

void PushPlanView::setOutcome(const PushOutcome &outcome)
{
    m_isDone = true;
    m_model->setOutcome(outcome);
    showState();
}

void PushPlanView::setChoosable(bool choosable)
{
    m_isChoosable = choosable;
    showState();
}

void PushPlanView::showPlan()
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

qsizetype PushPlanView::currentClient() const
{
    return m_model->clientAt(m_list->currentIndex());
}

void PushPlanView::showClient()
{
    const qsizetype client = currentClient();
    m_merge->mergeModel().setMerge(client < 0 ? ClientMerge() : m_plan->clients.at(client).merge);
    showNotes();
}

void PushPlanView::showNotes()
{
    const qsizetype client = currentClient();
    const QString notes = client < 0 ? QString() : notesOf(m_plan->clients.at(client));
    m_notes->setPlainText(notes);
    m_notesLabel->setVisible(!notes.isEmpty());
    m_notes->setVisible(!notes.isEmpty());
}

void PushPlanView::takeChoice()
{
    const qsizetype client = currentClient();
    if (client < 0)
        return;
    m_plan->clients[client].merge = m_merge->mergeModel().merge();
    settle(client);
    Q_EMIT chosen();
}

void PushPlanView::chooseForAll(MergeSide side)
{
    for (qsizetype client = 0; client < m_plan->clients.size(); ++client) {
        PlannedPush &push = m_plan->clients[client];
        const bool isOpen =
            push.status == PushStatus::Conflict || (mayBeThere(push) && side == MergeSide::Here);
        if (!isOpen || isLeftOut(push))
            continue;
        for (MergePart &part : push.merge.parts)
            part.choice = part.choice.value_or(side);
        settle(client);
    }
    showClient();
    Q_EMIT chosen();
}

/// On another thread, as a writer and a reader go over it.
void PushPlanView::settle(qsizetype client)
{
    ++m_settling;
    const int turn = ++m_turns[client];
    const auto work = [plan = withoutClients(*m_plan), push = m_plan->clients.at(client)]() mutable {
        return guarded([&]() -> Result<PlannedPush> {
            return pushing::settle(plan, push).transform([&] { return push; });
        });
    };
    background::run(this, work, [this, client, turn, of = m_plan](const Result<PlannedPush> &settled) {
        --m_settling;
        if (of == m_plan && turn == m_turns.value(client))
            takeSettled(client, settled);
        showState();
    });
    showState();
}

void PushPlanView::takeSettled(qsizetype client, const Result<PlannedPush> &settled)
{
    if (settled)
        m_plan->clients[client] = *settled;
    else
        Q_EMIT failed(settled.error());
    m_model->tellChanged(client);
    if (currentClient() == client)
        showNotes();
}

bool PushPlanView::isLeftOut(const PlannedPush &push) const
{
    return m_model->leftOut().contains(push.clientId);
}

int PushPlanView::openConflicts() const
{
    return int(std::ranges::count_if(m_plan->clients, [this](const PlannedPush &push) {
        return push.status == PushStatus::Conflict && !isLeftOut(push);
    }));
}

bool PushPlanView::canPush() const
{
    return isPending() && isSettled() && openConflicts() == 0 &&
           std::ranges::any_of(m_plan->clients,
                               [this](const PlannedPush &push) { return isSent(push) && !isLeftOut(push); });
}

bool PushPlanView::sendsSecrets() const
{
    return std::ranges::any_of(
        m_plan->clients, [this](const PlannedPush &push) { return push.sendsSecret && !isLeftOut(push); });
}

QString PushPlanView::summary() const
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
    if (isPending() && openConflicts() > 0)
        text += u' ' + tr("Choose in each conflict, or leave its client application out.");
    for (const Loss &loss : m_plan->losses)
        text += u'\n' + loss.text;
    return text;
}

void PushPlanView::showState()
{
    const bool canChoose = m_isChoosable && isPending();
    m_summary->setText(summary());
    m_model->setChoosable(canChoose);
    m_merge->mergeModel().setChoosable(canChoose);
    const bool hasOpen = canChoose && openConflicts() > 0;
    m_takeAll->setVisible(hasOpen || (canChoose && std::ranges::any_of(m_plan->clients, mayBeThere)));
    m_leaveAll->setVisible(hasOpen);
    Q_EMIT changed();
}

}
