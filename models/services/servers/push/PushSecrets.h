#pragma once

#include "services/servers/push/PushPlan.h"
#include "services/servers/push/ServerWriting.h"

namespace gatehouse {

/// What becomes of the secrets of one client application with a push.
class PushSecrets
{
public:
    /// All outlive it.
    PushSecrets(const PushPlan &plan, PlannedPush &push, const MirroredClient &mirror)
        : m_plan(plan), m_push(push), m_mirror(mirror)
    {
    }

    /// Whether they were asked for, and the server takes any.
    bool canSend() const;
    /// Of one that is not there yet. `sendsHashes`: what is sent says them already.
    void planNew(bool sendsHashes);
    /// Of one that a push which broke off made there, with a secret that nobody has: it is taken, ours takes
    /// its place, or nothing is pushed.
    void planMissing(const SeenSides &sides);
    /// Of one that is there. `now`: what is sent, without secrets in clear.
    Result<void> plan(const SeenSides &sides, const serverwriting::Written &now);
    /// Tells how they differ, where none are sent.
    void noteUnsent(const SeenSides &sides);

private:
    void refuse(const QString &text);
    QString howToSend() const;
    QString howToReplace() const;
    bool canBeRead(const ClientApplication &client) const;
    bool areHashesSaid() const;
    std::optional<ClientSecret> newestReadable(const ClientApplication &client) const;
    bool isNewestAmong(const QList<ClientSecret> &there) const;
    void addOurs(ClientApplication &client) const;

    const PushPlan &m_plan;
    PlannedPush &m_push;
    const MirroredClient &m_mirror;
};

}
