#include "ui/servers/PushSettler.h"

#include "services/servers/push/ClientPush.h"
#include "services/tasks/Task.h"
#include "ui/consent/Background.h"

namespace gatehouse {

namespace {

/// What one client application is settled by.
PushPlan withoutClients(const PushPlan &plan)
{
    return {.server = plan.server,
            .now = plan.now,
            .includeSecrets = plan.includeSecrets,
            .canKeepNewSecrets = plan.canKeepNewSecrets,
            .material = plan.material};
}

}

void PushSettler::settle(qsizetype client)
{
    ++m_running;
    const int turn = ++m_turns[client];
    const auto work = [plan = withoutClients(*m_plan), push = m_plan->clients.at(client)]() mutable {
        return guarded([&]() -> Result<PlannedPush> {
            return pushing::settle(plan, push).transform([&] { return push; });
        });
    };
    background::run(this, work, [this, client, turn, of = m_plan](const Result<PlannedPush> &settled) {
        --m_running;
        if (of == m_plan && turn == m_turns.value(client))
            take(client, settled);
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void PushSettler::take(qsizetype client, const Result<PlannedPush> &settled)
{
    if (settled)
        m_plan->clients[client] = *settled;
    else
        Q_EMIT failed(settled.error());
    Q_EMIT clientSettled(client);
}

}
