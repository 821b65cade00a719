#include "store/records/ClientParts.h"

#include "store/RowReader.h"
#include "store/edit/RecordChange.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

Result<void> writeText(Database &database, const QString &key, const QString &tag, const ConsentTexts &texts)
{
    return database.execute(
        u"INSERT INTO client_consent_text (application_id, language_id, profile, email, api) "
        "SELECT ?, id, ?, ?, ? FROM language WHERE fold(tag) = fold(?) ON CONFLICT (application_id, "
        "language_id) "
        "DO UPDATE SET profile = excluded.profile, email = excluded.email, api = excluded.api"_s,
        {key, texts.profile, texts.email, texts.api, tag});
}

Result<void> writeTexts(Database &database, const ClientApplication &client, const ConsentTextMap &stored)
{
    Result<void> done;
    for (const QString &tag : stored.keys()) {
        if (done && !client.consentTexts.contains(tag)) {
            done = database.execute(u"DELETE FROM client_consent_text WHERE application_id = ? AND "
                                    "language_id = (SELECT id FROM language WHERE fold(tag) = fold(?))"_s,
                                    {client.key, tag});
        }
    }
    for (const auto [tag, texts] : client.consentTexts.asKeyValueRange()) {
        if (done && stored.value(tag) != texts)
            done = writeText(database, client.key, tag, texts);
    }
    return done;
}

Result<void> writeResource(Database &database, const QString &key, const QString &name)
{
    return database.execute(u"INSERT INTO client_custom_resource (application_id, resource_id) "
                            "SELECT ?, id FROM custom_resource WHERE name = ?"_s,
                            {key, name});
}

Result<void> writeResources(Database &database, const ClientApplication &client, const QStringList &stored)
{
    Result<void> done;
    for (const QString &name : stored) {
        if (done && !client.customResources.contains(name)) {
            done = database.execute(u"DELETE FROM client_custom_resource WHERE application_id = ? AND "
                                    "resource_id = (SELECT id FROM custom_resource WHERE name = ?)"_s,
                                    {client.key, name});
        }
    }
    for (const QString &name : client.customResources) {
        if (done && !stored.contains(name))
            done = writeResource(database, client.key, name);
    }
    return done;
}

Result<void> writeLogo(Database &database, const QString &key, const Logo &logo)
{
    if (logo.data.isEmpty())
        return database.execute(u"DELETE FROM client_logo WHERE application_id = ?"_s, {key});
    return database.execute(u"INSERT INTO client_logo (application_id, name, data) VALUES (?, ?, ?) "
                            "ON CONFLICT (application_id) DO UPDATE SET name = excluded.name, "
                            "data = excluded.data"_s,
                            {key, logo.name, logo.data});
}

}

namespace {

Result<void> takeTexts(const QSqlQuery &query, ClientApplication &client)
{
    RowReader row(
        query,
        {.table = "client_consent_text"_L1, .ownerTable = "client_application"_L1, .owner = client.clientId});
    ConsentTexts &written = client.consentTexts[row.referred("language_id"_L1, "language"_L1, "tag"_L1)];
    for (const auto &[text, column] : {std::pair{&ConsentTexts::profile, "profile"_L1},
                                       {&ConsentTexts::email, "email"_L1},
                                       {&ConsentTexts::api, "api"_L1}})
        written.*text = row.text(column, longestStoredText);
    return row.whole();
}

}

Engine::Question consentTextsOf(ReadClients &clients)
{
    constexpr int ownerAt = 5;
    return {clients.sql(u"SELECT t.language_id, l.tag, t.profile, t.email, t.api, t.application_id "
                        "FROM client_consent_text t LEFT JOIN language l ON l.id = t.language_id "
                        "WHERE t.application_id IN (%1)"_s),
            clients.keys(), clients.each(ownerAt, takeTexts)};
}

Result<void> writeConsent(Database &database, const ClientApplication &client,
                          const ClientApplication &stored)
{
    return writeTexts(database, client, stored.consentTexts)
        .and_then([&] { return writeResources(database, client, stored.customResources); })
        .and_then([&] {
            return client.logo == stored.logo ? Result<void>() : writeLogo(database, client.key, client.logo);
        });
}

}
