#pragma once

#include "domain/servers/ThreeWayMerge.h"
#include "services/servers/ServerConnection.h"
#include "services/servers/ServerSight.h"

#include <map>
#include <memory>
#include <set>

namespace gatehouse {

enum class PushStatus {
    New,       ///< will be added there
    Changed,   ///< there, field by field
    Unchanged, ///< nothing is sent
    Conflict,  ///< both sides changed something: nothing is sent before that is chosen
    Refused,
};

/// Why one that is not there is not simply added.
struct PushDoubt
{
    PushStatus status = PushStatus::Conflict; ///< as long as nothing is chosen
    Error reason;
    std::optional<MergeSide> choice; ///< Here: it is added all the same; There: it stays missing
};

/// What pushing would do to one client application on a server.
struct PlannedPush
{
    PlannedPush() = default;
    PlannedPush(const PlannedPush &) = default;
    PlannedPush &operator=(const PlannedPush &) = default;
    /// What a server tells may hold secrets in clear.
    ~PlannedPush();

    bool isSent() const { return status == PushStatus::New || status == PushStatus::Changed; }

    QString clientId;
    QString key;
    PushStatus status = PushStatus::Unchanged;
    ClientMerge merge; ///< of one that is there: its choices may be changed, see settlePush()
    std::optional<PushDoubt> doubt = {}; ///< of one that is not: its choice may be changed likewise
    QList<MergePart> added = {};         ///< what one that is new says there, place by place
    QStringList notes;                   ///< what else to know
    QList<Loss> losses;                  ///< what a push cannot say
    std::optional<Error> refusal;
    bool sendsSecret = false;    ///< in clear
    bool sendsHashes = false;    ///< of its secrets
    bool takesNewSecret = false; ///< the server makes one, which is kept encrypted here
    QString wasThereAs = {};     ///< the other client ID under which both were the same
    bool lacksSecret = false;    ///< one was made there by a push that broke off, and nobody has it

    ClientApplication before; ///< as the server has it
    ClientApplication target; ///< as it is to be there, without secrets in clear
    json::Json objectBefore;  ///< null: it is not there
    json::Json objectAfter;
    json::Json around;
};

/// What was read for a plan.
struct PushMaterial
{
    ServerSight sight;
    WholeDocument document;
    QHash<QString, std::size_t> places = {}; ///< of its client applications, by client ID in lower case
    std::map<QString, MirroredClient> mirrors = {}; ///< by key of the client application
    std::set<ViewPlace> notTaken = {};              ///< what a registration endpoint left out of others
};

/// What pushing would do. A value: make it with planPush(), show it, change choices in it, and hand it to
/// runPush().
struct PushPlan
{
    Server server;
    QDateTime now;
    bool includeSecrets = false;
    /// A person was asked whether secrets go to the server's address, which nothing has to prove then.
    bool isAddressAgreed = false;
    bool canKeepNewSecrets = false; ///< encryption is set up
    QList<ServerStep> steps;        ///< what is made there first
    QList<PlannedPush> clients;     ///< in the order of client IDs
    QList<Loss> losses;             ///< about the server's document
    std::shared_ptr<const PushMaterial> material;

    int count(PushStatus status) const;
    bool changesAnything() const;
    /// Whether something that was asked for is not done.
    bool holdsBack() const { return count(PushStatus::Conflict) + count(PushStatus::Refused) > 0; }
    bool sendsSecrets() const;
};

/// For people: "Added", "Conflict".
QString pushStatusLabel(PushStatus status);

}
