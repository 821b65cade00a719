#include "ui/OutageNotice.h"

#include "store/DatabaseThread.h"
#include "store/engine/postgresql/PostgresAddress.h"
#include "ui/common/Icons.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Workplace.h"

#include <QAccessible>
#include <QAction>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace gatehouse {

OutageNotice::OutageNotice(Workplace &workplace, QList<MessageBar *> bars, QObject *parent)
    : QObject(parent)
    , m_workplace(workplace)
    , m_bars(std::move(bars))
    , m_tryNow(new QAction(icons::themed("view-refresh"), tr("&Try now"), this))
{
    m_seconds.setInterval(1s);
    m_seconds.setTimerType(Qt::PreciseTimer);
    DatabaseThread &database = workplace.database;
    connect(m_tryNow, &QAction::triggered, &database, &DatabaseThread::tryNow);
    connect(&database, &DatabaseThread::unanswered, this, &OutageNotice::display);
    connect(&database, &DatabaseThread::answered, this, [this] {
        announce(tr("The database server answers again."));
        dismiss();
    });
    connect(&database, &DatabaseThread::lost, this, &OutageNotice::dismiss);
    connect(&m_seconds, &QTimer::timeout, this, &OutageNotice::count);
}

void OutageNotice::display(const Error &why)
{
    m_why = why.text;
    m_seconds.start();
    if (m_isShown)
        return count();
    m_isShown = true;
    m_first = why.text;
    for (MessageBar *bar : m_bars) {
        bar->setCloseButtonVisible(false); // it goes by itself
        bar->showChoices(MessageBar::Warning, text(), {m_tryNow});
    }
}

/// Not by MessageBar::showText(), which tells it to screen readers and makes the button anew.
void OutageNotice::count()
{
    for (MessageBar *bar : m_bars)
        bar->setText(text());
}

void OutageNotice::dismiss()
{
    m_seconds.stop();
    if (!m_isShown)
        return;
    m_isShown = false;
    for (MessageBar *bar : m_bars) {
        bar->dismiss();
        bar->setCloseButtonVisible(true);
    }
    Q_EMIT ended();
}

void OutageNotice::announce(const QString &text) const
{
    for (MessageBar *bar : m_bars) {
        if (!m_isShown || !bar->isVisible())
            continue;
        QAccessibleAnnouncementEvent announcement(bar, text);
        QAccessible::updateAccessibility(&announcement);
    }
}

/// To the nearest second, because a timer comes a little early or late.
QString OutageNotice::text() const
{
    const auto outage = m_workplace.database.outage();
    const auto left = std::chrono::round<std::chrono::seconds>(outage->untilDue());
    QStringList sentences{whatHappened(), tr("What you typed stays here.")};
    if (outage->isAwaited())
        sentences << tr("Whether the last change was saved is looked up once it answers.");
    sentences << (left > 0s ? tr("Next try in %1 s.").arg(left.count()) : tr("Trying now."));
    return sentences.join(u' ');
}

/// It may answer in the meantime, and refuse.
QString OutageNotice::whatHappened() const
{
    if (m_why != m_first || m_workplace.url.isFile())
        return m_why;
    const QString hosts = m_workplace.url.server().hosts();
    if (hosts.isEmpty())
        return tr("The database server does not answer.");
    return hosts.contains(u',')
               ? tr("None of the database servers %1 answers.").arg(hosts.split(u',').join(", "_L1))
               : tr("The database server %1 does not answer.").arg(hosts);
}

}
