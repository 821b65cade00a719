#include "store/records/ClientPage.h"

#include "domain/ClientField.h"
#include "domain/rules/AsciiText.h"
#include "domain/rules/Problem.h"
#include "domain/rules/RuleText.h"
#include "store/RowReader.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

/// Nothing that is searched is longer; SQLite refuses patterns of 50,000 bytes.
constexpr qsizetype longestSearch = 1000;
/// Among the columns that are read, the last.
constexpr int driftAt = 10;

struct Sorting
{
    int at; ///< among the columns that are read
    QString column;
    QVariant (*valueOf)(const ClientRow &);
    bool isFolded = false;

    QString operand(const QString &operand) const { return isFolded ? u"fold(%1)"_s.arg(operand) : operand; }
};

Sorting sortingBy(ClientColumn column)
{
    switch (column) {
    case ClientColumn::ClientId:
        return {1, u"client_id"_s, [](const ClientRow &row) { return QVariant(row.clientId); }, true};
    case ClientColumn::Title:
        return {2, u"title"_s, [](const ClientRow &row) { return QVariant(row.title); }, true};
    case ClientColumn::Enabled:
        return {3, u"enabled"_s, [](const ClientRow &row) { return QVariant(int(row.enabled)); }};
    case ClientColumn::GrantType:
        return {4, u"grant_type"_s,
                [](const ClientRow &row) { return QVariant(grantTypeName(row.grantType)); }};
    case ClientColumn::OpenIdConnect:
        return {5, u"support_openid"_s,
                [](const ClientRow &row) { return QVariant(int(row.supportOpenId)); }};
    case ClientColumn::ApiAccess:
        return {6, u"support_api"_s, [](const ClientRow &row) { return QVariant(int(row.supportApi)); }};
    case ClientColumn::Problems:
        return {7, u"problem_severity"_s, [](const ClientRow &row) { return QVariant(row.problemSeverity); }};
    }
    return {};
}

struct Conditions
{
    QStringList sql;
    QVariantList values;

    void add(const QString &condition, const QVariantList &bound)
    {
        sql << condition;
        values << bound;
    }
    QString where() const { return sql.isEmpty() ? QString() : u" WHERE "_s + sql.join(u" AND "_s); }
};

QString likePattern(QString search)
{
    search.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + search + u'%';
}

/// What is folded counts the letters of ASCII alike, and no others.
void addSearch(Conditions &conditions, const QString &search, const Engine &engine)
{
    if (isAscii(search)) {
        const QString pattern = likePattern(search);
        conditions.add(
            uR"((fold(client_id) LIKE fold(?) ESCAPE '\' OR fold(title) LIKE fold(?) ESCAPE '\'))"_s,
            {pattern, pattern});
        return;
    }
    const TextSearch in = engine.containing(search);
    conditions.add(u"(client_id %1 OR title %1)"_s.arg(in.matches), {in.pattern, in.pattern});
}

Conditions conditionsOf(const ClientFilter &filter, const Engine &engine)
{
    Conditions conditions;
    if (filter.search.size() > longestSearch) {
        conditions.add(u"1 = 0"_s, {});
    } else if (!filter.search.isEmpty()) {
        addSearch(conditions, filter.search, engine);
    }
    if (filter.enabled)
        conditions.add(u"enabled = ?"_s, {int(*filter.enabled)});
    if (filter.grantType)
        conditions.add(u"grant_type = ?"_s, {grantTypeName(*filter.grantType)});
    if (filter.supportOpenId)
        conditions.add(u"support_openid = ?"_s, {int(*filter.supportOpenId)});
    if (filter.supportApi)
        conditions.add(u"support_api = ?"_s, {int(*filter.supportApi)});
    if (filter.withProblems)
        conditions.add(u"problem_severity >= ?"_s, {int(Severity::Warning)});
    if (filter.withAcceptedRisks) {
        conditions.add(u"EXISTS (SELECT 1 FROM client_accepted_risk WHERE application_id = "
                       "client_application.id)"_s,
                       {});
    }
    if (filter.withDrift)
        conditions.add(drift::exists(), {});
    return conditions;
}

/// What names it, and where the list goes on behind it.
ClientRow damagedRow(const QSqlQuery &query, const Error &fault, const Sorting &sorting)
{
    ClientRow row;
    row.key = query.value(0).toString();
    row.clientId = rules::shortened(query.value(1).toString());
    row.title = rules::shortened(query.value(2).toString());
    row.damage = fault.text;
    row.place = {query.value(sorting.at), query.value(1)};
    return row;
}

ClientRow rowFrom(const QSqlQuery &query, const Sorting &sorting)
{
    RowReader row(query, {.table = "client_application"_L1, .nameColumn = 1});
    ClientRow read{
        .key = row.key("id"_L1), .clientId = row.name("client_id"_L1), .title = row.text("title"_L1)};
    read.enabled = row.flag("enabled"_L1);
    read.grantType = row.one("grant_type"_L1, grantTypeByName);
    read.supportOpenId = row.flag("support_openid"_L1);
    read.supportApi = row.flag("support_api"_L1);
    read.problemSeverity = row.count("problem_severity"_L1, -1, int(Severity::Error));
    read.problemCount = row.count("problem_count"_L1);
    read.version = row.count("version"_L1, 1);
    read.drift = drift::fromColumn(query.value(driftAt).toString());
    const auto whole = row.whole();
    return whole ? read : damagedRow(query, whole.error(), sorting);
}

QVariantList placeOf(const ClientRow &row, const Sorting &sorting)
{
    return row.place.isEmpty() ? QVariantList{sorting.valueOf(row), row.clientId} : row.place;
}

}

Result<QList<ClientRow>> loadPage(Database &database, const ClientPageRequest &request)
{
    const Sorting sorting = sortingBy(request.sortColumn);
    const bool ascending = request.order == Qt::AscendingOrder;
    Conditions conditions = conditionsOf(request.filter, database.engine());
    if (request.after) {
        conditions.add(u"(%1, fold(client_id)) %2 (%3, fold(?))"_s.arg(sorting.operand(sorting.column),
                                                                       ascending ? u">"_s : u"<"_s,
                                                                       sorting.operand(u"?"_s)),
                       placeOf(*request.after, sorting));
    }
    const QString direction = ascending ? u"ASC"_s : u"DESC"_s;
    const QString sql =
        u"SELECT id, client_id, title, enabled, grant_type, support_openid, support_api, problem_severity, "
        "problem_count, version, %5 FROM client_application%1 ORDER BY %2 %3, fold(client_id) %3 LIMIT %4"_s
            .arg(conditions.where(), sorting.operand(sorting.column), direction,
                 QString::number(request.size), drift::column());
    return database.list(sql, conditions.values, [&](const QSqlQuery &row) { return rowFrom(row, sorting); });
}

Result<int> countClients(Database &database, const ClientFilter &filter)
{
    const Conditions conditions = conditionsOf(filter, database.engine());
    const auto toCount = [](const QSqlQuery &query) { return query.value(0).toInt(); };
    return database
        .list(u"SELECT count(*) FROM client_application"_s + conditions.where(), conditions.values, toCount)
        .transform([](const QList<int> &counts) { return counts.value(0); });
}

Result<QList<ClientName>> loadClientNames(Database &database, const ClientFilter &filter)
{
    const Conditions conditions = conditionsOf(filter, database.engine());
    const auto toName = [](const QSqlQuery &query) {
        return ClientName{query.value(0).toString(), query.value(1).toString()};
    };
    return database.list(u"SELECT id, client_id FROM client_application"_s + conditions.where() +
                             u" ORDER BY fold(client_id)"_s,
                         conditions.values, toName);
}

Result<QHash<QString, QByteArray>> loadLogos(Database &database, const QStringList &keys)
{
    if (keys.isEmpty())
        return {};
    QVariantList values{largestLogoBytes};
    for (const QString &key : keys)
        values << key;
    QHash<QString, QByteArray> logos;
    const auto take = [&](const QSqlQuery &row) -> Result<void> {
        logos.insert(row.value(0).toString(), row.value(1).toByteArray());
        return {};
    };
    return database
        .visit(u"SELECT application_id, CASE WHEN length(data) <= ? THEN data END FROM client_logo WHERE "
               "length(data) > 0 AND application_id IN (?%1)"_s.arg(u", ?"_s.repeated(keys.size() - 1)),
               values, take)
        .transform([&] { return logos; });
}

}
