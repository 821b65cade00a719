#include "store/records/ClientStore.h"

#include "domain/ClientField.h"
#include "domain/HiddenSecrets.h"
#include "domain/RecordKey.h"
#include "store/RowReader.h"
#include "store/Transaction.h"
#include "store/edit/RecordChange.h"
#include "store/records/ClientChildren.h"
#include "store/records/RecordStore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

/// Whether client_application itself holds the field: it refers to the identity, and what has many rows or a
/// picture is in tables of its own.
constexpr bool isColumn(const ClientFieldInfo &info)
{
    return isPlain(info.kind) && info.field != ClientField::Identity;
}

/// In the order in which they are bound and read.
constexpr auto columns = [] {
    std::array<const ClientFieldInfo *, std::ranges::count_if(clientFieldTable, isColumn)> found{};
    auto next = found.begin();
    for (const ClientFieldInfo &info : clientFieldTable) {
        if (isColumn(info))
            *next++ = &info;
    }
    return found;
}();

QStringList clientColumnNames()
{
    QStringList names;
    for (const ClientFieldInfo *info : columns)
        names << QString::fromLatin1(info->name);
    return names;
}

QVariantList columnValues(const ClientApplication &client)
{
    QVariantList values;
    for (const ClientFieldInfo *info : columns) {
        const QVariant value = fieldValue(client, info->field);
        const bool isText = info->kind != FieldKind::Flag && info->kind != FieldKind::Number;
        values << (isText ? QVariant(value.toString()) : value.isNull() ? value : QVariant(value.toInt()));
    }
    return values;
}

/// Where the one query that reads client applications has what.
constexpr int clientIdAt = 2;
constexpr int logoAt = clientIdAt + int(columns.size()) + 2;
static_assert(columns.front()->field == ClientField::ClientId);

/// With room above the rule.
constexpr qsizetype mostLogoBytes = 4 * largestLogoBytes;

QVariant numberFrom(RowReader &row, QLatin1StringView column)
{
    if (!row.isNull())
        return row.count(column);
    row.skip();
    return {};
}

QVariant fieldFrom(RowReader &row, const ClientFieldInfo &info)
{
    const QLatin1StringView column(info.name);
    switch (info.kind) {
    case FieldKind::Flag:
        return row.flag(column);
    case FieldKind::Grant:
        return grantTypeName(row.one(column, grantTypeByName));
    case FieldKind::Authentication:
        return authenticationName(row.one(column, authenticationByName));
    case FieldKind::Number:
        return numberFrom(row, column);
    default:
        return info.field == ClientField::ClientId ? row.name(column) : row.text(column);
    }
}

void readColumns(RowReader &row, ClientApplication &client)
{
    client.key = row.key("id"_L1);
    client.version = row.count("version"_L1, 1);
    for (const ClientFieldInfo *info : columns)
        setFieldValue(client, info->field, fieldFrom(row, *info));
}

void readLogo(RowReader &row, ClientApplication &client)
{
    if (row.isNull()) // there is none
        return;
    row.skip();
    client.logo = {row.text("name"_L1), row.bytes("data"_L1, mostLogoBytes)};
    if (const auto facts = inspectLogo(client.logo.data); !facts)
        row.refuse("data"_L1, EditText::tr("holds no whole picture"));
}

Result<void> readClient(const QSqlQuery &query, ClientApplication &client)
{
    const RowName name{.table = "client_application"_L1, .nameColumn = clientIdAt};
    RowReader row(query, name);
    readColumns(row, client);
    if (!row.isNull())
        client.identity = row.referred("identity_id"_L1, "iam_user"_L1, "user_id"_L1);
    RowReader logo(query,
                   {.table = "client_logo"_L1,
                    .nameColumn = clientIdAt,
                    .ownerTable = name.table,
                    .owner = client.clientId},
                   logoAt);
    return row.whole().and_then([&] {
        readLogo(logo, client);
        return logo.whole();
    });
}

}

namespace {

/// Whether who is signed in is an auditor, who is shown no secret: asked along with what is read.
QList<Engine::Question> auditorQuestion(const Database &database, bool &isForAuditor)
{
    const auto who = database.signedIn();
    if (!who)
        return {};
    const auto take = [&isForAuditor](const QSqlQuery &) -> Result<void> {
        isForAuditor = true;
        return {};
    };
    return {{u"SELECT 1 FROM iam_user WHERE id = ? AND main_administrator = 0"_s, {who->key()}, take}};
}

}

Result<QHash<QString, ClientApplication>> loadClients(Database &database, const QStringList &keys)
{
    static const QString sql = u"SELECT c.id, c.version, c."_s + clientColumnNames().join(u", c."_s) +
                               u", c.identity_id, u.user_id, l.application_id, l.name, l.data "
                               "FROM client_application c LEFT JOIN iam_user u ON u.id = c.identity_id "
                               "LEFT JOIN client_logo l ON l.application_id = c.id WHERE c.id IN (%1)"_s;
    ReadClients clients(keys);
    bool isForAuditor = false;
    const Engine::Question bare{clients.sql(sql), clients.keys(), clients.each(0, readClient)};
    const QList<Engine::Question> questions =
        QList{bare} + childrenOf(clients) + auditorQuestion(database, isForAuditor);
    return database.visitAll(questions).transform([&] {
        auto found = std::move(clients).found();
        if (isForAuditor)
            std::ranges::for_each(found, hidden::hide);
        return found;
    });
}

Result<std::optional<ClientApplication>> loadClient(Database &database, const QString &key)
{
    return loadClients(database, {key})
        .transform([&](QHash<QString, ClientApplication> found) -> std::optional<ClientApplication> {
            return found.isEmpty() ? std::nullopt : std::optional(found.take(key));
        });
}

namespace {

/// The first column.
Result<QStringList> keysWhere(Database &database, const QString &sql, const QVariantList &values)
{
    return database.list(sql, values, [](const QSqlQuery &row) { return row.value(0).toString(); });
}

const QString identityKey = u"(SELECT id FROM iam_user WHERE fold(user_id) = fold(?))"_s;

}

Result<std::optional<ClientApplication>> findClient(Database &database, const QString &clientId)
{
    return findClientId(database, clientId)
        .and_then([&](const std::optional<ClientIdOwner> &owner) -> Result<std::optional<ClientApplication>> {
            if (!owner)
                return std::nullopt;
            return loadClient(database, owner->key);
        });
}

Result<std::optional<ClientIdOwner>> findClientId(Database &database, const QString &clientId)
{
    QList<ClientIdOwner> owners;
    return database.visitAll({clientIdQuestion(clientId, {}, owners)}).transform([&] {
        return owners.isEmpty() ? std::nullopt : std::optional(owners.first());
    });
}

Engine::Question clientIdQuestion(const QString &clientId, const QString &key, QList<ClientIdOwner> &owners)
{
    const auto take = [&owners](const QSqlQuery &row) -> Result<void> {
        owners << ClientIdOwner{row.value(0).toString(), row.value(1).toString()};
        return {};
    };
    return {u"SELECT id, client_id FROM client_application WHERE fold(client_id) = fold(?) OR id = ?"_s,
            {clientId, key},
            take};
}

Result<QStringList> clientsOfUser(Database &database, const QString &userKey)
{
    return keysWhere(database,
                     u"SELECT id FROM client_application WHERE identity_id = ? ORDER BY fold(client_id)"_s,
                     {userKey});
}

Result<QStringList> clientsOfScope(Database &database, const QString &scopeKey)
{
    return keysWhere(
        database,
        u"SELECT c.id FROM client_api_scope s JOIN client_application c ON c.id = s.application_id "
        "WHERE s.scope_id = ? ORDER BY fold(c.client_id)"_s,
        {scopeKey});
}

Result<QStringList> clientsToRecheck(Database &database, const QDateTime &now)
{
    // Behind all digits: what is no time is asked again, and replaced by one.
    return keysWhere(
        database,
        u"SELECT id FROM client_application WHERE recheck_at IS NOT NULL AND recheck_at <= ? "
        "UNION ALL SELECT id FROM client_application WHERE recheck_at IS NOT NULL AND recheck_at >= ':'"_s,
        {toColumn(now)});
}

Result<QStringList> allClients(Database &database)
{
    return keysWhere(database, u"SELECT id FROM client_application ORDER BY fold(client_id)"_s, {});
}

Result<QStringList> allClientIds(Database &database)
{
    return keysWhere(database, u"SELECT client_id FROM client_application ORDER BY fold(client_id)"_s, {});
}

Result<QStringList> clientIdsWithLoginRedirect(Database &database, const QString &redirect)
{
    return keysWhere(
        database,
        u"SELECT c.client_id FROM client_redirect r JOIN client_application c ON c.id = r.application_id "
        "WHERE r.kind = 'login' AND r.uri = ? ORDER BY fold(c.client_id)"_s,
        {redirect});
}

Result<void> insertClient(Database &database, const ClientApplication &client, const ProblemSummary &problems)
{
    const QString sql = u"INSERT INTO client_application (id, version, identity_id, problem_severity, "
                        u"problem_count, recheck_at, %1) "
                        "VALUES (?, ?, %2, ?, ?, ?%3)"_s.arg(clientColumnNames().join(u", "_s), identityKey,
                                                             u", ?"_s.repeated(columns.size()));
    const QVariantList values =
        QVariantList{client.key,        client.version, client.identity,
                     problems.severity, problems.count, toColumn(problems.recheckAt)} +
        columnValues(client);
    return database.execute(sql, values).and_then([&] { return writeChildren(database, client, {}); });
}

Result<void> updateClient(Database &database, const ClientApplication &client,
                          const ClientApplication &stored, const ProblemSummary &problems)
{
    const QString sql =
        u"UPDATE client_application SET version = version + 1, identity_id = %1, problem_severity = ?, "
        "problem_count = ?, recheck_at = ?, %2 = ? WHERE id = ? AND version = ?"_s.arg(
            identityKey, clientColumnNames().join(u" = ?, "_s));
    const QVariantList values =
        QVariantList{client.identity, problems.severity, problems.count, toColumn(problems.recheckAt)} +
        columnValues(client) + QVariantList{client.key, client.version};
    return database.execute(sql, values).and_then([&] { return writeChildren(database, client, stored); });
}

Result<bool> deleteClient(Database &database, const QString &key, int version)
{
    return database.change(u"DELETE FROM client_application WHERE id = ? AND version = ?"_s, {key, version})
        .transform([](int rows) { return rows == 1; });
}

Result<void> updateProblems(Database &database, const QString &key, const ProblemSummary &problems)
{
    return database.execute(
        u"UPDATE client_application SET problem_severity = ?, problem_count = ?, recheck_at = ? WHERE id = ?"_s,
        {problems.severity, problems.count, toColumn(problems.recheckAt), key});
}

}
