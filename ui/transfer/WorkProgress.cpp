#include "ui/transfer/WorkProgress.h"

#include "ui/common/Icons.h"

#include <QBoxLayout>
#include <QProgressBar>
#include <QPushButton>

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
    const auto progress = std::make_shared<TaskProgress>();
    watch(title, progress);
    return TaskProgress::teller(progress);
}

void WorkProgress::watch(const QString &title, std::shared_ptr<TaskProgress> progress)
{
    cancel();
    m_watched = std::move(progress);
    m_bar->setFormat(title);
    m_bar->setAccessibleName(title);
    showState();
    show();
    m_timer.start();
}

void WorkProgress::end()
{
    m_timer.stop();
    m_watched.reset();
    hide();
}

void WorkProgress::cancel()
{
    if (m_watched)
        m_watched->cancel();
}

void WorkProgress::showState()
{
    const auto [done, total] = m_watched->position();
    m_bar->setRange(0, total);
    m_bar->setValue(done);
}

}
