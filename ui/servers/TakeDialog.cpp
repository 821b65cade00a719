#include "ui/servers/TakeDialog.h"

#include "services/servers/ServerPlanText.h"
#include "ui/common/MessageBar.h"
#include "ui/consent/LogoImage.h"
#include "ui/layout/DialogButtons.h"
#include "ui/layout/DialogSize.h"
#include "ui/servers/TakePlanView.h"
#include "ui/transfer/WorkProgress.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QThreadPool>

#include <utility>

using namespace std::chrono_literals;

namespace gatehouse {

namespace {

constexpr QSize initialTakeSize(900, 680);

/// To free the plan of a large server takes long, so wherever it is let go, another thread does that.
std::shared_ptr<const TakePlan> freedAside(const TakePlan &plan)
{
    return {new TakePlan(plan),
            [](const TakePlan *done) { QThreadPool::globalInstance()->start([done] { delete done; }); }};
}

}

struct TakeDialog::ShownTake
{
    std::shared_ptr<const TakePlan> plan;
    PlanDetails details; ///< that are shown at once
};

TakeDialog::TakeDialog(const Workplace &workplace, ServerTarget target, ServerConnector connecting,
                       QWidget *parent)
    : ServerDialog(workplace, std::move(target), std::move(connecting), parent), m_view(new TakePlanView)
{
    setWindowTitle(tr("Take from server"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(300ms);
    auto *buttons = new QDialogButtonBox;
    buildButtons(*buttons);

    build(buttons).addWidget(m_view, 1);
    resizeOnScreen(*this, initialTakeSize);

    connect(m_view, &TakePlanView::chosen, this, [this] {
        if (!m_plan || m_isDone)
            return;
        m_isStale = true;
        m_delay.start();
        showState();
    });
    connect(&m_delay, &QTimer::timeout, this, &TakeDialog::planAgain);
    showPlan({});
}

void TakeDialog::buildButtons(QDialogButtonBox &buttons)
{
    m_showPlan = addActionButton(buttons, tr("Show &plan"), "view-list-details");
    m_take = addActionButton(buttons, tr("&Take"), "vcs-pull");
    m_save = addActionButton(buttons, tr("Save plan as te&xt…"), "document-save-as");
    addCloseButton(buttons, tr("Cl&ose"));

    connect(m_showPlan, &QPushButton::clicked, this, &TakeDialog::plan);
    connect(m_take, &QPushButton::clicked, this, &TakeDialog::take);
    connect(m_save, &QPushButton::clicked, this, [this] {
        saveText(tr("Save the plan"), tr("take-%1").arg(m_plan->server.name),
                 [plan = m_plan] { return serverplantext::ofTake(*plan); });
    });
}

TakeRequest TakeDialog::request(const Server &server) const
{
    return {.server = server,
            .proveLogo = proveLogo,
            .choice = m_view->choice(),
            .onConflict = OnConflict::Fail,
            .merges = m_view->merges()};
}

void TakeDialog::plan()
{
    const auto chosen = server();
    if (!chosen)
        return;
    forget();
    dismissMessage();
    m_view->forgetChoice();
    const QList<Progress> steps = progress().begin({tr("Reading the server"), tr("Planning")});
    const auto work = [connect = connector(), encryption = workplace().encryption(), ids = chosenIds(),
                       request = request(*chosen), steps](Database &database) -> Result<ShownTake> {
        const AskedProgress reading(steps.first());
        const AskedProgress planning(steps.last());
        return ids(database).and_then([&](const QStringList &clientIds) {
            TakeRequest of = request;
            of.clientIds = clientIds;
            return withServer(
                connect, database, encryption, of.server, reading, [&](ServerConnection &there) {
                    return planTake(database, encryption, there, of,
                                    {.reading = reading.teller(), .comparing = planning.teller()})
                        .transform([](const TakePlan &plan) {
                            return ShownTake{freedAside(plan), plandetails::first(plan.import)};
                        });
                });
        });
    };
    ask(work);
}

/// Of what was read before: the choice is another.
void TakeDialog::planAgain()
{
    dismissMessage();
    const Progress planning = progress().begin(tr("Planning"));
    const auto work = [encryption = workplace().encryption(), ids = chosenIds(), before = m_plan,
                       request = request(m_plan->server), planning](Database &database) -> Result<ShownTake> {
        return ids(database).and_then([&](const QStringList &clientIds) {
            TakeRequest of = request;
            of.clientIds = clientIds;
            return planTake(database, encryption, before->document, of, planning)
                .transform([](const TakePlan &plan) {
                    return ShownTake{freedAside(plan), plandetails::first(plan.import)};
                });
        });
    };
    ask(work);
}

void TakeDialog::ask(const std::function<Result<ShownTake>(Database &)> &work)
{
    workplace().aside(work).then(this, [this, question = ++m_question](const Result<ShownTake> &shown) {
        if (question == m_question)
            takePlan(shown);
    });
    showState();
}

void TakeDialog::takePlan(const Result<ShownTake> &shown)
{
    progress().end();
    if (!shown) {
        const bool isFirst = !m_isStale;
        showFailure(shown.error(), [this, isFirst] { isFirst ? plan() : planAgain(); });
        return showState();
    }
    m_plan = shown->plan;
    showPlan(shown->details);
    if (m_plan->import.obstacle)
        showFailure(*m_plan->import.obstacle, [this] { plan(); });
}

void TakeDialog::showPlan(const PlanDetails &details)
{
    m_view->setPlan(m_plan, details, std::exchange(m_isStale, false));
    showState();
}

void TakeDialog::take()
{
    dismissMessage();
    const auto work = [plan = m_plan](Database &database, const Progress &progress) {
        return applyTake(database, *plan, progress).transform([&] {
            return tr("Taken from %1. Client applications added: %2, changed: %3.")
                .arg(plan->server.name)
                .arg(plan->import.count(ImportStatus::New))
                .arg(plan->import.count(ImportStatus::Changed));
        });
    };
    TaskWork task =
        workplace().databaseTask(tr("Take from server \"%1\"").arg(m_plan->server.name), work, true);
    task.changesRecords = true;
    const int id = workplace().tasks.start(std::move(task), this,
                                           [this](const Result<QString> &outcome) { takeOutcome(outcome); });
    progress().watch(tr("Taking"), workplace().tasks.progress(id));
    showState();
}

void TakeDialog::takeOutcome(const Result<QString> &outcome)
{
    progress().end();
    if (outcome) {
        m_isDone = true;
        messages().showText(MessageBar::Positive, *outcome);
        Q_EMIT changed();
    } else {
        showFailure(outcome.error(), [this] { plan(); });
    }
    showState();
}

void TakeDialog::showState()
{
    ServerDialog::showState();
    const bool isIdle = !isBusy();
    const bool canChoose = isIdle && m_plan && !m_isDone;
    const bool changes = m_plan && !m_plan->import.obstacle && m_plan->import.changesAnything();
    m_view->setChoosable(canChoose);
    m_showPlan->setEnabled(isIdle && server());
    const bool isOpen = m_plan && !m_plan->openConflicts().isEmpty();
    m_take->setEnabled(canChoose && changes && !isOpen && !m_isStale && workplace().readOnly.isEmpty());
    m_take->setToolTip(workplace().readOnly);
    m_save->setEnabled(isIdle && m_plan && !m_isStale);
    (m_plan && !m_isDone ? m_take : m_showPlan)->setDefault(true);
}

void TakeDialog::forget()
{
    ++m_question;
    m_delay.stop();
    m_plan.reset();
    m_isDone = false;
    m_isStale = false;
    showPlan({});
}

}
