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
    cancel();
    m_state = std::make_shared<State>();
    m_bar->setFormat(title);
    m_bar->setAccessibleName(title);
    showState();
    show();
    m_timer.start();
    return [state = m_state](int done, int total) {
        state->done = done;
        state->total = total;
        return !state->cancelled;
    };
}

void WorkProgress::end()
{
    m_timer.stop();
    m_state.reset();
    hide();
}

void WorkProgress::cancel()
{
    if (m_state)
        m_state->cancelled = true;
}

void WorkProgress::showState()
{
    m_bar->setRange(0, m_state->total);
    m_bar->setValue(m_state->done);
}

}
