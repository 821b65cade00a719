#include "services/export/ExportHeads.h"

#include "services/security/Encryption.h"
#include "store/records/RecordStore.h"
#include "store/records/SecurityStore.h"

namespace gatehouse {

namespace {

/// What client applications refer to.
class References
{
public:
    void add(const ClientApplication &client)
    {
        m_users << client.identity;
        m_scopes.unite(QSet(client.apiScopes.begin(), client.apiScopes.end()));
        m_resources.unite(QSet(client.customResources.begin(), client.customResources.end()));
        m_tags.unite(QSet(client.consentTexts.keyBegin(), client.consentTexts.keyEnd()));
    }

    ExportHead only(ExportHead head)
    {
        head.users.removeIf([&](const User &user) { return !m_users.contains(user.userId); });
        head.apiScopes.removeIf([&](const ApiScope &scope) { return !m_scopes.contains(scope.name); });
        head.customResources.removeIf(
            [&](const CustomResource &resource) { return !m_resources.contains(resource.name); });
        for (const CustomResource &resource : std::as_const(head.customResources))
            m_tags.unite(QSet(resource.texts.keyBegin(), resource.texts.keyEnd()));
        head.languages.removeIf([&](const Language &language) { return !m_tags.contains(language.tag); });
        return head;
    }

private:
    QSet<QString> m_users;
    QSet<QString> m_scopes;
    QSet<QString> m_resources;
    QSet<QString> m_tags;
};

Result<ExportHead> wholeHead(Database &database)
{
    const auto users = store::loadUsers(database);
    if (!users)
        return std::unexpected(users.error());
    const auto scopes = store::loadApiScopes(database);
    if (!scopes)
        return std::unexpected(scopes.error());
    const auto languages = store::loadLanguages(database);
    if (!languages)
        return std::unexpected(languages.error());
    const auto resources = store::loadCustomResources(database);
    if (!resources)
        return std::unexpected(resources.error());
    return ExportHead{*users, *scopes, *languages, *resources};
}

}

ExportHead onlyFor(ExportHead head, const QList<ClientApplication> &clients)
{
    References references;
    for (const ClientApplication &client : clients)
        references.add(client);
    return references.only(std::move(head));
}

Result<ExportHead> exportHeadFor(Database &database, const ClientSelection &selection)
{
    return wholeHead(database).and_then([&](const ExportHead &head) -> Result<ExportHead> {
        if (selection.isAll())
            return head;
        References references;
        const auto collect = [&](const ClientApplication &client) -> Result<void> {
            references.add(client);
            return {};
        };
        return selection.visit(database, collect).transform([&] { return references.only(head); });
    });
}

Result<SecretSource> openedSecrets(Database &database, const std::optional<EncryptionKeyBytes> &key)
{
    if (!key)
        return SecretSource();
    return store::loadEncryption(database).transform([&](const store::EncryptionRecord &record) {
        return [key = *key, databaseId = record.databaseId](const ClientApplication &client,
                                                            const ClientSecret &secret) {
            return revealedSecret(key, databaseId, client.key, secret)
                .transform([](const SecretBytes &inClear) { return inClear.toByteArray(); });
        };
    });
}

}
