#include "services/explain/StoredClients.h"

#include "store/edit/SessionContext.h"
#include "store/records/ClientStore.h"
#include "store/records/ServerStore.h"

namespace gatehouse {

bool StoredClients::isOpen(const QString &clientId) const
{
    return m_open && m_open->clientId.compare(clientId, Qt::CaseInsensitive) == 0;
}

Result<std::optional<ClientApplication>> StoredClients::find(const QString &clientId) const
{
    if (isOpen(clientId))
        return m_open;
    return store::findClient(m_database, clientId)
        .transform([&](const std::optional<ClientApplication> &found) {
            const bool isRenamed = found && m_open && found->key == m_open->key;
            return isRenamed ? std::nullopt : found;
        });
}

Result<QStringList> StoredClients::clientIds() const
{
    return store::allClientIds(m_database).transform([&](QStringList ids) {
        if (m_open && !m_open->clientId.isEmpty())
            ids.prepend(m_open->clientId);
        return ids;
    });
}

Result<QStringList> StoredClients::withLoginRedirect(const QString &address) const
{
    return store::clientIdsWithLoginRedirect(m_database, address).transform([&](QStringList ids) {
        ids.removeIf([&](const QString &id) { return isOpen(id); });
        if (m_open && m_open->loginRedirects.contains(address))
            ids.prepend(m_open->clientId);
        return ids;
    });
}

Result<QSet<QString>> StoredClients::scopes() const
{
    return store::loadRuleNames(m_database).transform([](const rules::RuleContext &context) {
        return context.apiScopes + context.customResources;
    });
}

Result<explain::Explanation> explainStored(Database &database, const explain::PastedRequest &request,
                                           explain::Judgement judgement,
                                           std::optional<ClientApplication> open)
{
    return store::loadServers(database).and_then([&](const QList<Server> &servers) {
        judgement.servers = servers;
        return explain::explain(request, StoredClients(database, std::move(open)), judgement);
    });
}

}
