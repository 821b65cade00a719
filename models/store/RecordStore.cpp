#include "store/RecordStore.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

User userFrom(const QSqlQuery &row)
{
    return {row.value(0).toString(), row.value(1).toInt(),    row.value(2).toString(),
            row.value(3).toString(), row.value(4).toString(), row.value(5).toString(),
            row.value(6).toString(), row.value(7).toBool(),   row.value(8).toBool()};
}

ApiScope scopeFrom(const QSqlQuery &row)
{
    return {row.value(0).toString(), row.value(1).toInt(), row.value(2).toString(), row.value(3).toString(),
            row.value(4).toString()};
}

template<typename Record>
Result<QList<Record>> loadAll(Database &database, const QString &sql, Record (*from)(const QSqlQuery &),
                              const QVariantList &values = {})
{
    return database.run(sql, values).transform([&](QSqlQuery query) {
        QList<Record> records;
        while (query.next())
            records << from(query);
        return records;
    });
}

const QString selectUsers =
    u"SELECT id, version, user_id, name, email, phone, department, service_account, enabled FROM iam_user"_s;

}

Result<QList<User>> loadUsers(Database &database)
{
    return loadAll(database, selectUsers + u" ORDER BY user_id"_s, userFrom);
}

Result<std::optional<User>> loadUser(Database &database, const QString &userId)
{
    return loadAll(database, selectUsers + u" WHERE user_id = ?"_s, userFrom, {userId})
        .transform([](const QList<User> &users) {
            return users.isEmpty() ? std::nullopt : std::optional(users.first());
        });
}

Result<QList<ApiScope>> loadApiScopes(Database &database)
{
    return loadAll(database, u"SELECT id, version, name, title, description FROM api_scope ORDER BY name"_s,
                   scopeFrom);
}

Result<Licence> loadLicence(Database &database)
{
    const QString sql =
        u"SELECT value, version, (SELECT count(*) FROM client_application) FROM setting WHERE name = 'licence_limit'"_s;
    return database.run(sql).transform([](QSqlQuery query) {
        Licence licence;
        if (query.next()) {
            const QString value = query.value(0).toString();
            licence.limit = value == "unlimited"_L1 ? LicenceLimit() : LicenceLimit(value.toInt());
            licence.version = query.value(1).toInt();
            licence.used = query.value(2).toInt();
        }
        return licence;
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
