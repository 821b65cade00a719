#include "store/CustomResourceStore.h"

#include "store/EditText.h"
#include "store/RecordChange.h"
#include "store/RecordStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

QString sourceName(ClaimSource source)
{
    return source == ClaimSource::FixedValue ? u"fixed"_s : u"attribute"_s;
}

ClaimSource sourceByName(const QString &name)
{
    return name == "fixed"_L1 ? ClaimSource::FixedValue : ClaimSource::UserAttribute;
}

/// Parts of the one query that reads whole resources, so that all belong to one state of the database.
enum Part { Record, Claim, Text };

const QString partsSql =
    u"SELECT 0, id, 0, name, title, '', version, enabled FROM custom_resource WHERE %1 UNION ALL "
    "SELECT 1, resource_id, position, claim, source, value, 0, 0 FROM custom_resource_claim WHERE %2 UNION "
    "ALL "
    "SELECT 2, t.resource_id, 0, l.tag, t.title, t.description, 0, 0 FROM custom_resource_text t "
    "JOIN language l ON l.id = t.language_id WHERE %2 ORDER BY 1, 3, 4"_s;

void takePart(const QSqlQuery &row, QList<CustomResource> &resources, QHash<QString, qsizetype> &indexes)
{
    const QString key = row.value(1).toString();
    const QString name = row.value(3).toString();
    const QString first = row.value(4).toString();
    const QString second = row.value(5).toString();
    if (row.value(0).toInt() == Record) {
        indexes.insert(key, resources.size());
        resources << CustomResource{key, row.value(6).toInt(), name, row.value(7).toBool(), first, {}, {}};
        return;
    }
    CustomResource &resource = resources[indexes.value(key)];
    if (row.value(0).toInt() == Claim)
        resource.claims << ResourceClaim{name, sourceByName(first), second};
    else
        resource.texts.insert(name, {first, second});
}

/// `condition` stands after each part's primary key.
Result<QList<CustomResource>> loadWhere(Database &database, const QString &condition,
                                        const QVariantList &values)
{
    QList<CustomResource> resources;
    QHash<QString, qsizetype> indexes;
    const auto take = [&](const QSqlQuery &row) -> Result<void> {
        takePart(row, resources, indexes);
        return {};
    };
    return database
        .visit(partsSql.arg(u"id "_s + condition, u"resource_id "_s + condition), values + values + values,
               take)
        .transform([&] { return resources; });
}

Result<void> writeClaims(Database &database, const CustomResource &resource, const CustomResource &stored)
{
    if (resource.claims == stored.claims)
        return {};
    auto done =
        database.execute(u"DELETE FROM custom_resource_claim WHERE resource_id = ?"_s, {resource.key});
    for (qsizetype position = 0; done && position < resource.claims.size(); ++position) {
        const ResourceClaim &claim = resource.claims.at(position);
        done = database.execute(
            u"INSERT INTO custom_resource_claim (resource_id, position, claim, source, value) "
            "VALUES (?, ?, ?, ?, ?)"_s,
            {resource.key, position, claim.claim, sourceName(claim.source), claim.value});
    }
    return done;
}

Result<void> writeText(Database &database, const QString &key, const QString &tag, const ResourceText &text)
{
    const auto written = database.change(
        u"INSERT INTO custom_resource_text (resource_id, language_id, title, description) "
        "SELECT ?, id, ?, ? FROM language WHERE tag = ? ON CONFLICT (resource_id, language_id) "
        "DO UPDATE SET title = excluded.title, description = excluded.description"_s,
        {key, text.title, text.description, tag});
    return written.and_then([&](int rows) -> Result<void> {
        if (rows != 1)
            return std::unexpected(unknownLanguage(tag, u"texts"_s));
        return {};
    });
}

Result<void> writeTexts(Database &database, const CustomResource &resource, const CustomResource &stored)
{
    Result<void> done;
    for (const QString &tag : stored.texts.keys()) {
        if (done && !resource.texts.contains(tag)) {
            done = database.execute(u"DELETE FROM custom_resource_text WHERE resource_id = ? AND "
                                    "language_id = (SELECT id FROM language WHERE tag = ?)"_s,
                                    {resource.key, tag});
        }
    }
    for (const auto [tag, text] : resource.texts.asKeyValueRange()) {
        if (done && stored.texts.value(tag) != text)
            done = writeText(database, resource.key, tag, text);
    }
    return done;
}

Result<void> writeChildren(Database &database, const CustomResource &resource, const CustomResource &stored)
{
    return writeClaims(database, resource, stored).and_then([&] {
        return writeTexts(database, resource, stored);
    });
}

QVariantList columnValues(const CustomResource &resource)
{
    return {resource.version, resource.name, int(resource.enabled), resource.title, resource.key};
}

}

Result<QList<CustomResource>> loadCustomResources(Database &database)
{
    return loadWhere(database, u"IS NOT NULL"_s, {});
}

Result<std::optional<CustomResource>> loadCustomResource(Database &database, const QString &key)
{
    return loadWhere(database, u"= ?"_s, {key}).transform([](const QList<CustomResource> &found) {
        return found.isEmpty() ? std::nullopt : std::optional(found.first());
    });
}

Result<QStringList> clientsOfResource(Database &database, const QString &key)
{
    return database.list(
        u"SELECT c.id FROM client_custom_resource r JOIN client_application c ON c.id = r.application_id "
        "WHERE r.resource_id = ? ORDER BY c.client_id"_s,
        {key}, [](const QSqlQuery &row) { return row.value(0).toString(); });
}

Result<QString> findCustomResource(Database &database, const QString &name)
{
    return database
        .list(u"SELECT id FROM custom_resource WHERE name = ?"_s, {name},
              [](const QSqlQuery &row) { return row.value(0).toString(); })
        .transform([](const QStringList &keys) { return keys.value(0); });
}

QString titleOf(const CustomResource &resource)
{
    return EditText::tr("Custom resource \"%1\"").arg(resource.name);
}

Result<void> insertCustomResource(Database &database, const CustomResource &resource)
{
    return database
        .execute(u"INSERT INTO custom_resource (version, name, enabled, title, id) VALUES (?, ?, ?, ?, ?)"_s,
                 columnValues(resource))
        .and_then([&] { return writeChildren(database, resource, {}); });
}

Result<void> updateCustomResource(Database &database, const CustomResource &resource,
                                  const CustomResource &stored)
{
    return changeOne(database, u"custom_resource"_s,
                     u"UPDATE custom_resource SET version = ?, name = ?, enabled = ?, title = ? "
                     "WHERE id = ? AND version = ?"_s,
                     columnValues(resource) + QVariantList{resource.version - 1}, resource.key,
                     titleOf(resource))
        .and_then([&] { return writeChildren(database, resource, stored); });
}

Result<void> deleteCustomResource(Database &database, const CustomResource &resource)
{
    return changeOne(database, u"custom_resource"_s,
                     u"DELETE FROM custom_resource WHERE id = ? AND version = ?"_s,
                     {resource.key, resource.version}, resource.key, titleOf(resource));
}

}
