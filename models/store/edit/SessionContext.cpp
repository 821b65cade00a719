#include "store/edit/SessionContext.h"

#include "store/RowReader.h"
#include "store/records/ServerStore.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

Result<rules::RuleContext> SessionContext::contextFor(Database &database, const ClientApplication &client)
{
    return readNames(database).and_then([&] { return readUser(database, client.identity); }).transform([&] {
        rules::RuleContext context = *m_names;
        if (const std::optional<User> user = m_users.value(client.identity))
            context.users.insert(user->userId.toLower(), *user);
        return context;
    });
}

Result<Licence> SessionContext::licence(Database &database)
{
    if (m_licence)
        return *m_licence;
    return loadLicence(database).transform([this](const Licence &licence) {
        m_licence = licence;
        return licence;
    });
}

Result<CertificateStorage> SessionContext::certificateStorage(Database &database)
{
    if (m_storage)
        return *m_storage;
    return loadCertificateSettings(database).transform([this](const CertificateSettings &settings) {
        m_storage = settings.storage;
        return settings.storage;
    });
}

void SessionContext::countClient()
{
    if (m_licence)
        ++m_licence->used;
}

void SessionContext::forget()
{
    m_licence.reset();
    m_storage.reset();
    m_names.reset();
    m_users.clear();
}

Result<void> SessionContext::readNames(Database &database)
{
    if (m_names)
        return {};
    return loadRuleNames(database).transform([this](rules::RuleContext names) {
        names.now = m_now;
        m_names = std::move(names);
    });
}

Result<void> SessionContext::readUser(Database &database, const QString &userId)
{
    if (userId.isEmpty() || m_users.contains(userId))
        return {};
    return loadUser(database, userId).transform([&](const std::optional<User> &user) {
        m_users.insert(userId, user);
    });
}

Result<rules::RuleContext> loadRuleNames(Database &database)
{
    struct Part
    {
        QSet<QString> *names;
        QLatin1StringView table;
        QLatin1StringView column;
    };
    rules::RuleContext context;
    const std::array parts{Part{&context.apiScopes, "api_scope"_L1, "name"_L1},
                           Part{&context.customResources, "custom_resource"_L1, "name"_L1},
                           Part{&context.languages, "language"_L1, "tag"_L1}};
    const auto take = [&](const QSqlQuery &query) -> Result<void> {
        const Part &part = parts.at(query.value(0).toUInt());
        RowReader row(query, {.table = part.table, .nameColumn = 1, .keyColumn = 3}, 1);
        const QString name = row.name(part.column);
        part.names->insert(name);
        if (row.flag("is_default"_L1))
            context.defaultLanguage = name;
        return row.whole();
    };
    return database
        .visit(u"SELECT 0, name, 0, id FROM api_scope UNION ALL "
               "SELECT 1, name, 0, id FROM custom_resource UNION ALL "
               "SELECT 2, tag, is_default, id FROM language"_s,
               {}, take)
        .and_then([&] { return loadServerNames(database); })
        .transform([&](const QStringList &servers) {
            context.servers = servers;
            return context;
        });
}

}
