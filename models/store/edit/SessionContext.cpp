#include "store/edit/SessionContext.h"

#include "domain/rules/AsciiText.h"
#include "store/RowReader.h"
#include "store/records/Questions.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

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
    // Who asks for the one asks for the other next.
    std::optional<Licence> licence;
    std::optional<CertificateStorage> storage;
    return database.visitAll({certificateStorageQuestion(storage), licenceQuestion(licence)})
        .and_then([&]() -> Result<CertificateStorage> {
            if (!m_licence)
                m_licence = licence;
            m_storage = storage;
            if (storage)
                return *storage;
            return std::unexpected(missingRecord("setting"_L1, u"certificate_storage"_s));
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

namespace {

/// A table whose rows the rules know by name.
struct Names
{
    QSet<QString> rules::RuleContext::*names;
    QLatin1StringView table;
    QLatin1StringView column;
};
/// In the order in which the question numbers them.
constexpr std::array namedTables{
    Names{&rules::RuleContext::apiScopes, "api_scope"_L1, "name"_L1},
    Names{&rules::RuleContext::customResources, "custom_resource"_L1, "name"_L1},
    Names{&rules::RuleContext::languages, "language"_L1, "tag"_L1},
};

Engine::Question namesQuestion(rules::RuleContext &context)
{
    const auto take = [&context](const QSqlQuery &query) -> Result<void> {
        const Names &part = namedTables.at(query.value(0).toUInt());
        RowReader row(query, {.table = part.table, .nameColumn = 1, .keyColumn = 3}, 1);
        const QString name = row.name(part.column);
        (context.*part.names).insert(name);
        if (row.flag("is_default"_L1))
            context.defaultLanguage = name;
        return row.whole();
    };
    return {u"SELECT 0, name, 0, id FROM api_scope UNION ALL "
            "SELECT 1, name, 0, id FROM custom_resource UNION ALL "
            "SELECT 2, tag, is_default, id FROM language"_s,
            {},
            take};
}

/// What is not asked for is known as none.
QList<Engine::Question> ruleQuestions(rules::RuleContext &context)
{
    context.servers.emplace();
    return {namesQuestion(context), serverNamesQuestion(*context.servers)};
}

}

Result<rules::RuleContext> SessionContext::contextFor(Database &database, const ClientApplication &client,
                                                      QList<Engine::Question> also)
{
    const QString &identity = client.identity;
    std::optional<rules::RuleContext> names;
    std::optional<User> user;
    if (!m_names) {
        names.emplace().now = m_now;
        also += ruleQuestions(*names);
    }
    const bool asksForUser = !identity.isEmpty() && isAscii(identity) && !m_users.contains(identity);
    if (asksForUser)
        also << userQuestion(identity, user);
    return (also.isEmpty() ? Result<void>() : database.visitAll(also))
        .and_then([&] {
            if (names)
                m_names = std::move(names);
            if (asksForUser)
                m_users.insert(identity, user);
            return readUser(database, identity);
        })
        .transform([&] {
            rules::RuleContext context = *m_names;
            if (const std::optional<User> known = m_users.value(identity))
                context.users.insert(known->userId.toLower(), *known);
            return context;
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
    rules::RuleContext context;
    return database.visitAll(ruleQuestions(context)).transform([&] { return std::move(context); });
}

}
