#include "ui/transfer/WorkProgress.h"

#include "ui/common/Icons.h"

#include <QBoxLayout>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

using namespace std::chrono_literals;

namespace gatehouse {

WorkProgress::WorkProgress(QWidget *parent) : QWidget(parent), m_bar(new QProgressBar)
{
    auto *cancelButton = new QPushButton(icons::themed("dialog-cancel"), tr("Ca&ncel"));
    cancelButton->setAutoDefault(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_bar, 1);
    layout->addWidget(cancelButton);

    m_timer.setInterval(50ms);
    connect(&m_timer, &QTimer::timeout, this, &WorkProgress::showState);
    connect(cancelButton, &QPushButton::clicked, this, &WorkProgress::cancel);
    hide();
}

WorkProgress::~WorkProgress()
{
    cancel();
}

Progress WorkProgress::begin(const QString &title)
{
    return begin(QStringList{title}).first();
}

QList<Progress> WorkProgress::begin(const QStringList &titles)
{
    QList<Step> steps;
    QList<Progress> tellers;
    for (const QString &title : titles) {
        steps << Step{title, std::make_shared<TaskProgress>()};
        tellers << TaskProgress::teller(steps.last().progress);
    }
    watch(steps);
    return tellers;
}

void WorkProgress::watch(const QString &title, std::shared_ptr<TaskProgress> progress)
{
    watch({Step{title, std::move(progress)}});
}

void WorkProgress::watch(const QList<Step> &steps)
{
    cancel();
    m_steps = steps;
    showState();
    show();
    m_timer.start();
}

void WorkProgress::end()
{
    m_timer.stop();
    m_steps.clear();
    hide();
}

void WorkProgress::cancel()
{
    for (const Step &step : std::as_const(m_steps))
        step.progress->cancel();
}

bool WorkProgress::cancelOnce()
{
    const bool isFirst = isActive() && !m_steps.first().progress->isCancelled();
    cancel();
    return isFirst;
}

/// The last that has begun.
const WorkProgress::Step &WorkProgress::current() const
{
    const auto begun = std::find_if(m_steps.crbegin(), m_steps.crend(), [](const Step &step) {
        return step.progress->position() != TaskPosition();
    });
    return begun == m_steps.crend() ? m_steps.first() : *begun;
}

void WorkProgress::showState()
{
    const Step &step = current();
    const auto [done, total] = step.progress->position();
    if (m_bar->format() != step.title) {
        m_bar->setFormat(step.title);
        m_bar->setAccessibleName(step.title);
    }
    m_bar->setRange(0, total);
    m_bar->setValue(done);
}

}
