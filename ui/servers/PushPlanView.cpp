#include "ui/servers/PushPlanView.h"

#include "ui/servers/PushDetails.h"
#include "ui/servers/PushListModel.h"
#include "ui/servers/PushSettler.h"
#include "ui/tables/RowStyle.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
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

/// It was sent before and no answer came: sent once more only where that is chosen.
bool mayBeThere(const PlannedPush &push)
{
    return push.doubt && push.doubt->status == PushStatus::Refused && !push.doubt->choice;
}

}

PushPlanView::PushPlanView(QWidget *parent)
    : QWidget(parent)
    , m_summary(new QLabel)
    , m_model(new PushListModel(this))
    , m_list(new QTableView)
    , m_details(new PushDetails)
    , m_settler(new PushSettler(this))
{
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(buildList());
    parts->addWidget(m_details);
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
    connect(m_details, &PushDetails::chosen, this, &PushPlanView::takeChoice);
    connect(m_settler, &PushSettler::clientSettled, this, &PushPlanView::showSettled);
    connect(m_settler, &PushSettler::changed, this, &PushPlanView::showState);
    connect(m_settler, &PushSettler::failed, this, &PushPlanView::failed);
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

void PushPlanView::setPlan(std::shared_ptr<PushPlan> plan)
{
    m_plan = std::move(plan);
    m_isDone = false;
    m_settler->setPlan(m_plan);
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
        m_settler->settle(client);
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
    m_details->showClient(client < 0 ? nullptr : &m_plan->clients.at(client));
}

void PushPlanView::showSettled(qsizetype client)
{
    m_model->tellChanged(client);
    if (currentClient() == client)
        m_details->showNotes(&m_plan->clients.at(client));
}

void PushPlanView::takeChoice()
{
    const qsizetype client = currentClient();
    if (client < 0)
        return;
    m_plan->clients[client].merge = m_details->merge();
    m_settler->settle(client);
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
        if (push.doubt)
            push.doubt->choice = push.doubt->choice.value_or(side);
        m_settler->settle(client);
    }
    showClient();
    Q_EMIT chosen();
}

bool PushPlanView::isSettled() const
{
    return m_settler->isSettled();
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
                               [this](const PlannedPush &push) { return push.isSent() && !isLeftOut(push); });
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
    m_details->setChoosable(canChoose);
    const bool hasOpen = canChoose && openConflicts() > 0;
    m_takeAll->setVisible(hasOpen || (canChoose && std::ranges::any_of(m_plan->clients, mayBeThere)));
    m_leaveAll->setVisible(hasOpen);
    Q_EMIT changed();
}

}
