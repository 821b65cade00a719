#include "store/records/RecordStore.h"

#include "store/RowReader.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

const RowName userName{.table = "iam_user"_L1, .nameColumn = 2};
const RowName scopeName{.table = "api_scope"_L1, .nameColumn = 2};
const RowName settingName{.table = "setting"_L1};

User userFrom(RowReader &row)
{
    return {.key = row.key("id"_L1),
            .version = row.count("version"_L1, 1),
            .userId = row.name("user_id"_L1),
            .name = row.text("name"_L1),
            .email = row.text("email"_L1),
            .phone = row.text("phone"_L1),
            .department = row.text("department"_L1),
            .serviceAccount = row.flag("service_account"_L1),
            .enabled = row.flag("enabled"_L1),
            .mainAdministrator = row.flag("main_administrator"_L1),
            .hasPassword = row.flag("password"_L1)};
}

ApiScope scopeFrom(RowReader &row)
{
    return {.key = row.key("id"_L1),
            .version = row.count("version"_L1, 1),
            .name = row.name("name"_L1),
            .title = row.text("title"_L1),
            .description = row.text("description"_L1)};
}

std::optional<LicenceLimit> limitFrom(const QString &value)
{
    if (value == "unlimited"_L1)
        return LicenceLimit();
    bool isNumber = false;
    const int limit = value.toInt(&isNumber);
    if (!isNumber || limit < 0)
        return std::nullopt;
    return LicenceLimit(limit);
}

Licence licenceFrom(RowReader &row)
{
    row.skip();
    return {.limit = row.one("value"_L1, limitFrom),
            .used = row.count("count"_L1),
            .version = row.count("version"_L1, 1)};
}

/// Whether there is a password is read without it; NULL for what is none.
const QString selectUsers =
    u"SELECT id, version, user_id, name, email, phone, department, service_account, enabled, "
    "main_administrator, CASE WHEN typeof(password) <> 'text' THEN NULL WHEN password = '' THEN 0 "
    "WHEN password GLOB '$argon2id$*' THEN 1 END FROM iam_user"_s;

const QString selectScopes = u"SELECT id, version, name, title, description FROM api_scope"_s;

bool isAscii(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

template<typename Record>
std::optional<Record> firstOf(const QList<Record> &records)
{
    return records.isEmpty() ? std::nullopt : std::optional(records.first());
}

/// The database folds the case of ASCII letters alone.
Result<std::optional<User>> findUserBeyondAscii(Database &database, const QString &userId)
{
    return loadUsers(database).transform([&](const QList<User> &users) {
        const auto found = std::ranges::find_if(
            users, [&](const User &user) { return user.userId.compare(userId, Qt::CaseInsensitive) == 0; });
        return found == users.end() ? std::optional<User>() : *found;
    });
}

}

Result<QList<User>> loadUsers(Database &database)
{
    return readRows(database, selectUsers + u" ORDER BY user_id"_s, {}, userName, userFrom);
}

Result<std::optional<User>> loadUser(Database &database, const QString &userId)
{
    if (!isAscii(userId))
        return findUserBeyondAscii(database, userId);
    return readRows(database, selectUsers + u" WHERE user_id = ?"_s, {userId}, userName, userFrom)
        .transform(firstOf<User>);
}

Result<std::optional<User>> findUser(Database &database, const QString &key)
{
    return readRows(database, selectUsers + u" WHERE id = ?"_s, {key}, userName, userFrom)
        .transform(firstOf<User>);
}

Result<QList<ApiScope>> loadApiScopes(Database &database)
{
    return readRows(database, selectScopes + u" ORDER BY name"_s, {}, scopeName, scopeFrom);
}

Result<std::optional<ApiScope>> findApiScope(Database &database, const QString &key)
{
    return readRows(database, selectScopes + u" WHERE id = ?"_s, {key}, scopeName, scopeFrom)
        .transform(firstOf<ApiScope>);
}

Result<std::optional<ApiScope>> findApiScopeNamed(Database &database, const QString &name)
{
    return readRows(database, selectScopes + u" WHERE name = ?"_s, {name}, scopeName, scopeFrom)
        .transform(firstOf<ApiScope>);
}

Result<Licence> loadLicence(Database &database)
{
    const QString sql =
        u"SELECT name, value, (SELECT count(*) FROM client_application), version FROM setting "
        "WHERE name = 'licence_limit'"_s;
    return readRows(database, sql, {}, settingName, licenceFrom)
        .and_then([](const QList<Licence> &licences) -> Result<Licence> {
            if (licences.isEmpty())
                return std::unexpected(missingRecord(settingName.table, u"licence_limit"_s));
            return licences.first();
        });
}

QVariant toColumn(const QDateTime &time)
{
    // ISO 8601 has four digits for a year: what is later is as good as never.
    static const QDateTime last(QDate(9999, 12, 31), QTime(23, 59, 59), QTimeZone::UTC);
    return time.isValid() ? QVariant(std::min(time.toUTC(), last).toString(Qt::ISODate))
                          : QVariant(QMetaType::fromType<QString>());
}

QDateTime fromColumn(const QVariant &column)
{
    return column.isNull() ? QDateTime() : QDateTime::fromString(column.toString(), Qt::ISODate).toUTC();
}

}
