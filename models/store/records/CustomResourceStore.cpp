#include "store/records/CustomResourceStore.h"

#include "store/edit/RecordChange.h"
#include "store/records/FieldStore.h"
#include "store/records/RecordStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

QString sourceName(ClaimSource source)
{
    return source == ClaimSource::FixedValue ? u"fixed"_s : u"attribute"_s;
}

std::optional<ClaimSource> sourceByName(const QString &name)
{
    for (const ClaimSource source : {ClaimSource::UserAttribute, ClaimSource::FixedValue}) {
        if (name == sourceName(source))
            return source;
    }
    return std::nullopt;
}

/// Parts of the one query that reads whole resources, so that all belong to one state of the database.
enum Part { Record, Claim, Text };

constexpr int resourceAt = 2;
constexpr int claimAt = resourceAt + 2 + int(FieldTable<CustomResource>::fields.size());
constexpr int textAt = claimAt + 1;

/// Part, what it is sorted by, the columns of a resource, whose first the others have as well, and then the
/// columns of these.
QString partsSql(const QString &condition)
{
    const QStringList columns = columnNames<CustomResource>();
    const QString none = u", NULL"_s.repeated(columns.size() - 1);
    return u"SELECT 0, name, %1, NULL, NULL, NULL, NULL, NULL FROM custom_resource WHERE id %3 UNION ALL "
           "SELECT 1, '', resource_id%2, position, claim, source, value, NULL FROM custom_resource_claim "
           "WHERE resource_id %3 UNION ALL "
           "SELECT 2, l.tag, t.resource_id%2, NULL, t.language_id, l.tag, t.title, t.description "
           "FROM custom_resource_text t LEFT JOIN language l ON l.id = t.language_id WHERE resource_id %3 "
           "ORDER BY 1, 2, %4"_s.arg(columns.join(u", "_s), none, condition, QString::number(claimAt + 1));
}

/// Puts the parts together.
class Resources
{
public:
    Result<void> take(const QSqlQuery &query)
    {
        const int part = query.value(0).toInt();
        if (part == Record) {
            RowReader row(
                query, {.table = "custom_resource"_L1, .nameColumn = resourceAt + 2, .keyColumn = resourceAt},
                resourceAt);
            m_all << recordFrom<CustomResource>(row);
            m_indexes.insert(m_all.last().key, m_all.size() - 1);
            return row.whole();
        }
        const auto index = m_indexes.constFind(query.value(resourceAt).toString());
        const bool isKnown = index != m_indexes.constEnd();
        RowReader row(query, nameOf(part, isKnown ? m_all.at(*index).name : QString()),
                      part == Claim ? claimAt : textAt);
        if (!isKnown)
            row.refuseReference("resource_id"_L1, "custom_resource"_L1);
        else if (part == Claim)
            takeClaim(row, m_all[*index]);
        else
            takeText(row, m_all[*index]);
        return row.whole();
    }

    const QList<CustomResource> &all() const { return m_all; }

private:
    static RowName nameOf(int part, const QString &owner)
    {
        return {.table = part == Claim ? "custom_resource_claim"_L1 : "custom_resource_text"_L1,
                .nameColumn = part == Claim ? claimAt + 1 : textAt,
                .keyColumn = part == Claim ? claimAt : textAt,
                .ownerTable = "custom_resource"_L1,
                .owner = owner};
    }

    static void takeClaim(RowReader &row, CustomResource &resource)
    {
        row.refuseUnless(row.count("position"_L1) == resource.claims.size(), "position"_L1);
        ResourceClaim claim{.claim = row.name("claim"_L1), .source = row.one("source"_L1, sourceByName)};
        claim.value = row.name("value"_L1, longestStoredText);
        if (claim.source == ClaimSource::UserAttribute && !isUserAttribute(claim.value))
            row.refuse("value"_L1, EditText::tr("is no attribute that users have"));
        resource.claims << claim;
    }

    static void takeText(RowReader &row, CustomResource &resource)
    {
        ResourceText &text = resource.texts[row.referred("language_id"_L1, "language"_L1, "tag"_L1)];
        text.title = row.text("title"_L1);
        text.description = row.text("description"_L1, longestStoredText);
    }

    QList<CustomResource> m_all;
    QHash<QString, qsizetype> m_indexes;
};

/// `condition` stands after each part's primary key.
Result<QList<CustomResource>> loadResources(Database &database, const QString &condition,
                                            const QVariantList &values)
{
    Resources resources;
    return database
        .visit(partsSql(condition), values + values + values,
               [&](const QSqlQuery &row) { return resources.take(row); })
        .transform([&] { return resources.all(); });
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
    return database.execute(
        u"INSERT INTO custom_resource_text (resource_id, language_id, title, description) "
        "SELECT ?, id, ?, ? FROM language WHERE fold(tag) = fold(?) ON CONFLICT (resource_id, language_id) "
        "DO UPDATE SET title = excluded.title, description = excluded.description"_s,
        {key, text.title, text.description, tag});
}

Result<void> writeTexts(Database &database, const CustomResource &resource, const CustomResource &stored)
{
    Result<void> done;
    for (const QString &tag : stored.texts.keys()) {
        if (done && !resource.texts.contains(tag)) {
            done = database.execute(u"DELETE FROM custom_resource_text WHERE resource_id = ? AND "
                                    "language_id = (SELECT id FROM language WHERE fold(tag) = fold(?))"_s,
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

}

Result<QList<CustomResource>> loadCustomResources(Database &database)
{
    return loadResources(database, u"IS NOT NULL"_s, {});
}

Result<std::optional<CustomResource>> loadCustomResource(Database &database, const QString &key)
{
    return loadResources(database, u"= ?"_s, {key}).transform([](const QList<CustomResource> &found) {
        return found.isEmpty() ? std::nullopt : std::optional(found.first());
    });
}

Result<QStringList> clientsOfResource(Database &database, const QString &key)
{
    return database.list(
        u"SELECT c.id FROM client_custom_resource r JOIN client_application c ON c.id = r.application_id "
        "WHERE r.resource_id = ? ORDER BY fold(c.client_id)"_s,
        {key}, [](const QSqlQuery &row) { return row.value(0).toString(); });
}

Result<QString> findCustomResource(Database &database, const QString &name)
{
    return database
        .list(u"SELECT id FROM custom_resource WHERE name = ?"_s, {name},
              [](const QSqlQuery &row) { return row.value(0).toString(); })
        .transform([](const QStringList &keys) { return keys.value(0); });
}

Result<void> insertCustomResource(Database &database, const CustomResource &resource)
{
    return insertRecord(database, resource).and_then([&] { return writeChildren(database, resource, {}); });
}

Result<void> updateCustomResource(Database &database, const CustomResource &resource,
                                  const CustomResource &stored)
{
    return updateRecord(database, resource).and_then([&] {
        return writeChildren(database, resource, stored);
    });
}

}
