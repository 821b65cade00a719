#pragma once

#include "domain/ClientApplication.h"
#include "store/Database.h"
#include "store/records/ClientDrift.h"

#include <optional>

/// The list of client applications read page by page, each page found by the last row of the one before,
/// never by a count.
namespace gatehouse::store {

/// One line of the list.
struct ClientRow
{
    QString key;
    int version = 0; ///< counts the saves
    QString clientId;
    QString title;
    bool enabled = false;
    GrantType grantType = GrantType::AuthorizationCode;
    bool supportOpenId = false;
    bool supportApi = false;
    int problemSeverity = -1; ///< as in Severity; -1: no problem
    int problemCount = 0;
    QList<ClientDrift> drift; ///< on servers where it was not the same
    /// Why the client application cannot be opened; of the rest there is what can be shown then. Empty: it is
    /// whole.
    QString damage;
    QVariantList place; ///< of a damaged one in the order of its page, as it is stored

    bool operator==(const ClientRow &) const = default;
};

/// What is shown; what is not set is not asked for.
struct ClientFilter
{
    QString search; ///< part of the client ID or the title, whatever the case
    std::optional<bool> enabled;
    std::optional<GrantType> grantType;
    std::optional<bool> supportOpenId;
    std::optional<bool> supportApi;
    bool withProblems = false; ///< warnings and errors; advice does not count
    bool withAcceptedRisks = false;
    bool withDrift = false; ///< on any server, at the last comparison

    bool operator==(const ClientFilter &) const = default;
};

enum class ClientColumn { ClientId, Title, Enabled, GrantType, OpenIdConnect, ApiAccess, Problems };

struct ClientPageRequest
{
    ClientFilter filter;
    ClientColumn sortColumn = ClientColumn::ClientId;
    Qt::SortOrder order = Qt::AscendingOrder;
    std::optional<ClientRow> after; ///< last row of the page before
    int size = 200;
};

Result<QList<ClientRow>> loadPage(Database &database, const ClientPageRequest &request);

/// How many match the filter. Reads them all: not for the thread that lists wait for.
Result<int> countClients(Database &database, const ClientFilter &filter);

struct ClientName
{
    QString key;
    QString clientId;

    bool operator==(const ClientName &) const = default;
};

/// All that match the filter, in the order of client IDs.
Result<QList<ClientName>> loadClientNames(Database &database, const ClientFilter &filter);

/// The logos by primary key, as they are stored, of those that have one; empty where it has more than
/// largestLogoBytes. Apart from the page: for the rows that are shown.
Result<QHash<QString, QByteArray>> loadLogos(Database &database, const QStringList &keys);

}
