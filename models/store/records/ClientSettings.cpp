#include "store/records/ClientParts.h"

#include "domain/json/JsonText.h"
#include "store/RowReader.h"
#include "store/edit/RecordChange.h"
#include "store/records/RecordStore.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

constexpr std::array kinds{
    std::pair{"other"_L1, &ClientApplication::otherSettings},
    std::pair{"spelling"_L1, &ClientApplication::spellings},
};

RowName childOf(QLatin1StringView table, const ClientApplication &client)
{
    return {.table = table, .ownerTable = "client_application"_L1, .owner = client.clientId};
}

/// The number of the kind.
std::optional<std::size_t> kindFrom(const QString &name)
{
    const auto found = std::ranges::find(kinds, name, [](const auto &kind) { return kind.first; });
    return found == kinds.end() ? std::nullopt : std::optional(std::size_t(found - kinds.begin()));
}

/// 0 for a setting and 1 for a risk, then the columns of its table, those of a setting behind one more.
const QString settingsSql =
    u"SELECT 0, 0, kind, format, value, '', '', application_id FROM client_setting "
    "WHERE application_id IN (%1) UNION ALL "
    "SELECT 1, position, rule, value, reason, accepted_by, accepted_at, application_id "
    "FROM client_accepted_risk WHERE application_id IN (%1) ORDER BY 1, 2"_s;

Result<void> takeFormat(const QSqlQuery &query, ClientApplication &client)
{
    RowReader row(query, childOf("client_setting"_L1, client), 2);
    const auto kind = row.one("kind"_L1, kindFrom);
    const QString format = row.name("format"_L1);
    const QString value = row.name("value"_L1, longestStoredText);
    row.refuseUnless(json::isStructure(value), "value"_L1);
    if (row.isWhole())
        (client.*kinds.at(kind).second).insert(format, value);
    return row.whole();
}

Result<void> takeRisk(const QSqlQuery &query, ClientApplication &client)
{
    RowReader row(query, childOf("client_accepted_risk"_L1, client), 1);
    row.refuseUnless(row.count("position"_L1) == client.acceptedRisks.size(), "position"_L1);
    client.acceptedRisks << AcceptedRisk{.rule = row.name("rule"_L1),
                                         .value = row.text("value"_L1, longestStoredText),
                                         .reason = row.text("reason"_L1),
                                         .by = row.text("accepted_by"_L1),
                                         .at = row.time("accepted_at"_L1)};
    return row.whole();
}

Result<void> writeFormats(Database &database, const QString &key, const QString &kind,
                          const FormatSettings &settings, const FormatSettings &stored)
{
    Result<void> done;
    for (const QString &format : stored.keys()) {
        if (done && !settings.contains(format)) {
            done = database.execute(
                u"DELETE FROM client_setting WHERE application_id = ? AND kind = ? AND format = ?"_s,
                {key, kind, format});
        }
    }
    for (const auto &[format, value] : settings.asKeyValueRange()) {
        if (!done || stored.value(format) == value)
            continue;
        done = database.execute(u"INSERT INTO client_setting (application_id, kind, format, value) "
                                "VALUES (?, ?, ?, ?) ON CONFLICT (application_id, kind, format) "
                                "DO UPDATE SET value = excluded.value"_s,
                                {key, kind, format, value});
    }
    return done;
}

Result<void> writeRisks(Database &database, const QString &key, const QList<AcceptedRisk> &risks)
{
    auto done = database.execute(u"DELETE FROM client_accepted_risk WHERE application_id = ?"_s, {key});
    for (qsizetype position = 0; done && position < risks.size(); ++position) {
        const AcceptedRisk &risk = risks.at(position);
        done =
            database.execute(u"INSERT INTO client_accepted_risk (application_id, position, rule, value, "
                             "reason, accepted_by, accepted_at) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                             {key, position, risk.rule, risk.value, risk.reason, risk.by, toColumn(risk.at)});
    }
    return done;
}

}

Engine::Question settingsOf(ReadClients &clients)
{
    constexpr int ownerAt = 7;
    const auto take = [](const QSqlQuery &row, ClientApplication &client) {
        return row.value(0).toInt() == 0 ? takeFormat(row, client) : takeRisk(row, client);
    };
    return {clients.sql(settingsSql), clients.keys(2), clients.each(ownerAt, take)};
}

Result<void> writeSettings(Database &database, const ClientApplication &client,
                           const ClientApplication &stored)
{
    for (const auto &[kind, member] : kinds) {
        const auto done = writeFormats(database, client.key, QString(kind), client.*member, stored.*member);
        if (!done)
            return done;
    }
    return client.acceptedRisks == stored.acceptedRisks
               ? Result<void>()
               : writeRisks(database, client.key, client.acceptedRisks);
}

}
