#pragma once

#include "services/security/Encryption.h"
#include "services/servers/push/PushPlan.h"

namespace gatehouse {

/// What became of one client application.
struct PushedClient
{
    QString clientId;
    std::optional<Error> error; ///< why it was not written; nothing: it was
    QStringList notes;          ///< what the server did not take, or that its new secret was added here
};

/// What a push has done, also where it broke off.
struct PushOutcome
{
    QStringList made;            ///< what was made there first
    QList<PushedClient> clients; ///< of those that it came to
    int planned = 0;             ///< client applications that were to be written
    std::optional<Error> broken; ///< why it broke off: what was done stays, and doing it again goes on

    int written() const;
    bool isDone() const { return !broken && written() == planned; }
};

/// For people: "3 of 4 client applications were written to Test."
QString outcomeText(const PushOutcome &outcome, const QString &server);

/// Makes what is missing, then writes one client application after the other; each is noted in the audit
/// trail as it went. The error says why nothing was begun. Progress counts what is sent.
Result<PushOutcome> runPush(Database &database, const Encryption &encryption, ServerConnection &connection,
                            const PushPlan &plan, const Progress &progress = {});

}
