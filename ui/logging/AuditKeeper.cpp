#include "ui/logging/AuditKeeper.h"

#include "ui/common/Workplace.h"

#include <utility>

namespace gatehouse {

namespace {

constexpr std::chrono::seconds soon{1};

}

AuditKeeper::AuditKeeper(const Workplace &workplace, QObject *parent)
    : QObject(parent), m_workplace(workplace)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(soon);
    connect(&m_soon, &QTimer::timeout, this, &AuditKeeper::remember);
}

AuditKeeper::~AuditKeeper()
{
    follow({});
}

void AuditKeeper::follow(const std::shared_ptr<SignedInUser> &who)
{
    if (const auto before = std::exchange(m_who, who))
        before->setSavedListener({});
    m_soon.stop();
    if (!who)
        return;
    const auto begin = [this] {
        if (!m_soon.isActive()) // who saves all the time is remembered all the time
            m_soon.start();
    };
    who->setSavedListener([this, begin] { QMetaObject::invokeMethod(this, begin, Qt::QueuedConnection); });
}

/// What cannot be compared or remembered is told at the sign-in.
void AuditKeeper::remember()
{
    m_soon.stop();
    m_workplace.database.run(
        [memory = m_workplace.auditMemory](Database &database) { return memory.look(database); });
}

}
