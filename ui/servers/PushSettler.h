#pragma once

#include "services/servers/push/PushPlan.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace gatehouse {

/// Works out what choices in the plan of a push come to: on another thread, as a writer and a reader go over
/// each client application.
class PushSettler : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Null: none. What is still worked out for another one is thrown away.
    void setPlan(std::shared_ptr<PushPlan> plan) { m_plan = std::move(plan); }
    /// There is a plan, in which what comes of it is written.
    void settle(qsizetype client);
    bool isSettled() const { return m_running == 0; }

Q_SIGNALS:
    void clientSettled(qsizetype client);
    void failed(const gatehouse::Error &error);
    void changed(); ///< whether all is settled

private:
    void take(qsizetype client, const Result<PlannedPush> &settled);

    std::shared_ptr<PushPlan> m_plan;
    int m_running = 0;
    QHash<qsizetype, int> m_turns; ///< how often each was settled: the last counts
};

}
