#include "store/records/RecordStore.h"

#include "domain/rules/AsciiText.h"
#include "store/RowReader.h"
#include "store/records/FieldStore.h"
#include "store/records/Questions.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

const RowName settingName{.table = "setting"_L1};

User userFrom(RowReader &row)
{
    User user = recordFrom<User>(row);
    user.hasPassword = row.flag("password"_L1);
    return user;
}

/// Whether there is a password is read without it; NULL for what is none.
const QString hasPassword = u", CASE WHEN password = '' THEN 0 "
                            "WHEN substr(password, 1, 10) = '$argon2id$' THEN 1 END"_s;

Result<QList<User>> selectUsers(Database &database, const QString &tail, const QVariantList &values = {})
{
    return selectRecords<User>(database, hasPassword, tail, values, userFrom);
}

Result<QList<ApiScope>> selectScopes(Database &database, const QString &tail, const QVariantList &values = {})
{
    return selectRecords<ApiScope>(database, {}, tail, values, recordFrom<ApiScope>);
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
    return selectUsers(database, u"ORDER BY fold(user_id)"_s);
}

Result<std::optional<User>> loadUser(Database &database, const QString &userId)
{
    if (!isAscii(userId))
        return findUserBeyondAscii(database, userId);
    std::optional<User> found;
    return database.visitAll({userQuestion(userId, found)}).transform([&] { return found; });
}

Engine::Question userQuestion(const QString &userId, std::optional<User> &found)
{
    const auto take = [&found](const QSqlQuery &query) -> Result<void> {
        RowReader row(query, recordName<User>());
        found = userFrom(row);
        return row.whole();
    };
    return {selectSql<User>(hasPassword, u"WHERE fold(user_id) = fold(?)"_s), {userId}, take};
}

Result<std::optional<User>> findUser(Database &database, const QString &key)
{
    return selectUsers(database, u"WHERE id = ?"_s, {key}).transform(firstOf<User>);
}

Result<QList<ApiScope>> loadApiScopes(Database &database)
{
    return selectScopes(database, u"ORDER BY name"_s);
}

Result<std::optional<ApiScope>> findApiScope(Database &database, const QString &key)
{
    return selectScopes(database, u"WHERE id = ?"_s, {key}).transform(firstOf<ApiScope>);
}

Result<std::optional<ApiScope>> findApiScopeNamed(Database &database, const QString &name)
{
    return selectScopes(database, u"WHERE name = ?"_s, {name}).transform(firstOf<ApiScope>);
}

Result<Licence> loadLicence(Database &database)
{
    std::optional<Licence> licence;
    return database.visitAll({licenceQuestion(licence)}).and_then([&]() -> Result<Licence> {
        if (!licence)
            return std::unexpected(missingRecord(settingName.table, u"licence_limit"_s));
        return *licence;
    });
}

Engine::Question licenceQuestion(std::optional<Licence> &licence)
{
    const auto take = [&licence](const QSqlQuery &query) -> Result<void> {
        RowReader row(query, settingName);
        licence = licenceFrom(row);
        return row.whole();
    };
    return {u"SELECT name, value, (SELECT count(*) FROM client_application), version FROM setting "
            "WHERE name = 'licence_limit'"_s,
            {},
            take};
}

QVariant toColumn(const QDateTime &time)
{
    // ISO 8601 has four digits for a year: what is later is as good as never.
    static const QDateTime last(QDate(9999, 12, 31), QTime(23, 59, 59), QTimeZone::UTC);
    return time.isValid() ? QVariant(std::min(time.toUTC(), last).toString(Qt::ISODate))
                          : QVariant(QMetaType::fromType<QString>());
}

}
