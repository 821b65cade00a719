#include "ui/client/list/ClientCount.h"

#include "ui/common/Workplace.h"

using namespace std::chrono_literals;

namespace gatehouse {

ClientCount::ClientCount(const Workplace &workplace, QObject *parent)
    : QObject(parent), m_workplace(workplace)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(100ms);
    connect(&m_delay, &QTimer::timeout, this, &ClientCount::count);
}

void ClientCount::ask(const store::ClientFilter &filter)
{
    ++m_question;
    if (m_wanted != filter)
        m_total.reset();
    m_wanted = filter;
    m_isAsked = true;
    m_delay.start();
    Q_EMIT changed();
}

void ClientCount::know(const store::ClientFilter &filter, int total)
{
    ++m_question;
    m_wanted = filter;
    m_delay.stop();
    m_isAsked = false;
    m_total = total;
    Q_EMIT changed();
}

void ClientCount::count()
{
    if (m_isCounting)
        return;
    m_isCounting = true;
    m_workplace
        .aside([filter = m_wanted](Database &database) { return store::countClients(database, filter); })
        .then(this, [this, question = m_question](const Result<int> &total) {
            m_isCounting = false;
            if (question == m_question)
                take(total);
            else if (m_isAsked && !m_delay.isActive())
                count();
        });
}

void ClientCount::take(const Result<int> &total)
{
    m_isAsked = false;
    if (!total)
        return Q_EMIT failed(total.error());
    m_total = *total;
    Q_EMIT changed();
}

}
