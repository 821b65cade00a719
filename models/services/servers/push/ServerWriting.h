#pragma once

#include "services/servers/ServerSight.h"

/// One client application in the words of a server.
namespace gatehouse::serverwriting {

struct Written
{
    json::Json object; ///< null: it cannot be said
    json::Json around; ///< what the writer puts around it
    QList<Loss> losses;
};

/// Disabled where the format has a word for it. Without `secrets` none is in clear.
Result<Written> written(const ServerSight &sight, const ClientApplication &client,
                        const SecretSource &secrets = {});

/// Of the service accounts that a writer puts around client applications, what becomes of them; for people.
QStringList accountNotes(const json::Json &around);

/// What of `now` is new or other than in `then`; an empty object where nothing is.
json::Json changedAround(const json::Json &then, const json::Json &now);

}
