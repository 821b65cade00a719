#include "ui/opening/ConnectionTest.h"

#include "services/opening/DatabasePasswords.h"
#include "services/tasks/Task.h"
#include "store/DatabaseProbe.h"
#include "store/DatabaseThread.h"
#include "ui/common/Icons.h"
#include "ui/common/MessageBar.h"
#include "ui/transfer/WorkProgress.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QtConcurrentRun>

namespace gatehouse {

namespace {

Result<DatabaseFound> tried(ConnectionTest::Wanted wanted, const Progress &progress)
{
    if (wanted.isInKeyring && wanted.url.password().isEmpty()) {
        if (const auto kept = databasepasswords::read(wanted.url.text()))
            wanted.url.setPassword(QString::fromUtf8(viewOf(*kept)));
    }
    return guarded([&] { return probeDatabase(wanted.url, progress); });
}

}

ConnectionTest::ConnectionTest(What what, QWidget *parent)
    : QWidget(parent)
    , m_what(std::move(what))
    , m_button(new QPushButton(icons::themed("network-connect"), tr("Test connect&ion")))
    , m_progress(new WorkProgress)
    , m_answer(new MessageBar)
{
    m_button->setAutoDefault(false);
    m_button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *line = new QHBoxLayout;
    line->addWidget(m_button);
    line->addWidget(m_progress, 1);
    line->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(line);
    layout->addWidget(m_answer);
    connect(m_button, &QPushButton::clicked, this, &ConnectionTest::begin);
}

void ConnectionTest::begin()
{
    forget();
    const auto wanted = m_what();
    if (!wanted)
        return m_answer->showError(wanted.error());
    m_button->setEnabled(false);
    const Progress progress = m_progress->begin(tr("Connecting"));
    DatabaseReply<Result<DatabaseFound>>(QtConcurrent::run(tried, *wanted, progress))
        .then(this, [this, round = m_round](const Result<DatabaseFound> &found) {
            if (round != m_round)
                return;
            m_progress->end();
            m_button->setEnabled(true);
            if (found)
                m_answer->showText(found->isReady ? MessageBar::Positive : MessageBar::Warning, found->text);
            else
                m_answer->showError(found.error());
        });
}

void ConnectionTest::forget()
{
    ++m_round;
    m_answer->dismiss();
    m_progress->cancel();
    m_progress->end();
    m_button->setEnabled(true);
}

bool ConnectionTest::cancel()
{
    return m_progress->cancelOnce();
}

}
