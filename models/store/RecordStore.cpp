#include "store/RecordStore.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

User userFrom(const QSqlQuery &row)
{
    return {row.value(0).toString(), row.value(1).toInt(),    row.value(2).toString(),
            row.value(3).toString(), row.value(4).toString(), row.value(5).toString(),
            row.value(6).toString(), row.value(7).toBool(),   row.value(8).toBool(),
            row.value(9).toBool(),   row.value(10).toBool()};
}

ApiScope scopeFrom(const QSqlQuery &row)
{
    return {row.value(0).toString(), row.value(1).toInt(), row.value(2).toString(), row.value(3).toString(),
            row.value(4).toString()};
}

Licence licenceFrom(const QSqlQuery &row)
{
    const QString value = row.value(0).toString();
    return {value == "unlimited"_L1 ? LicenceLimit() : LicenceLimit(value.toInt()), row.value(2).toInt(),
            row.value(1).toInt()};
}

const QString selectUsers =
    u"SELECT id, version, user_id, name, email, phone, department, service_account, enabled, "
    "main_administrator, password <> '' FROM iam_user"_s;

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
    return database.list(selectUsers + u" ORDER BY user_id"_s, {}, userFrom);
}

Result<std::optional<User>> loadUser(Database &database, const QString &userId)
{
    if (!isAscii(userId))
        return findUserBeyondAscii(database, userId);
    return database.list(selectUsers + u" WHERE user_id = ?"_s, {userId}, userFrom).transform(firstOf<User>);
}

Result<std::optional<User>> findUser(Database &database, const QString &key)
{
    return database.list(selectUsers + u" WHERE id = ?"_s, {key}, userFrom).transform(firstOf<User>);
}

Result<QList<ApiScope>> loadApiScopes(Database &database)
{
    return database.list(selectScopes + u" ORDER BY name"_s, {}, scopeFrom);
}

Result<std::optional<ApiScope>> findApiScope(Database &database, const QString &key)
{
    return database.list(selectScopes + u" WHERE id = ?"_s, {key}, scopeFrom).transform(firstOf<ApiScope>);
}

Result<std::optional<ApiScope>> findApiScopeNamed(Database &database, const QString &name)
{
    return database.list(selectScopes + u" WHERE name = ?"_s, {name}, scopeFrom).transform(firstOf<ApiScope>);
}

Result<Licence> loadLicence(Database &database)
{
    const QString sql =
        u"SELECT value, version, (SELECT count(*) FROM client_application) FROM setting WHERE name = 'licence_limit'"_s;
    return database.list(sql, {}, licenceFrom).transform([](const QList<Licence> &licences) {
        return licences.value(0, Licence{.limit = 0});
    });
}

QVariant toColumn(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toUTC().toString(Qt::ISODate))
                          : QVariant(QMetaType::fromType<QString>());
}

QDateTime fromColumn(const QVariant &column)
{
    return column.isNull() ? QDateTime() : QDateTime::fromString(column.toString(), Qt::ISODate).toUTC();
}

}
