#pragma once

#include "domain/explain/Explanation.h"
#include "domain/explain/ServerHabits.h"
#include "domain/servers/Server.h"

#include <QDateTime>
#include <QSet>

namespace gatehouse::explain {

/// Where client applications are looked up.
class ClientDirectory
{
public:
    virtual ~ClientDirectory() = default;
    /// By client ID, whatever the case.
    virtual Result<std::optional<ClientApplication>> find(const QString &clientId) const = 0;
    virtual Result<QStringList> clientIds() const = 0;
    /// Client IDs of those to which this login redirect is allowed, letter by letter.
    virtual Result<QStringList> withLoginRedirect(const QString &address) const = 0;
    /// Names of all API scopes and custom resources.
    virtual Result<QSet<QString>> scopes() const = 0;
};

struct Judgement
{
    JudgedAs server = JudgedAs::Standard;
    QDateTime now = QDateTime::currentDateTimeUtc(); ///< a secret that has expired by then is of no use
    QString onServer = {};      ///< what is for that one alone counts, too; empty: for the one that was asked
    QList<Server> servers = {}; ///< of the list
};

/// Judges a request by what is configured; errors are those of the directory.
Result<Explanation> explain(const PastedRequest &request, const ClientDirectory &clients,
                            const Judgement &judgement);

}
