#include "domain/formats/Formats.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ConsentProperties.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/hydra/Hydra.h"
#include "domain/formats/rfc7591/Rfc7591.h"
#include "domain/rules/FieldRules.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

/// `offline` is Hydra's older name of offline_access.
void nameOfflineAccess(Json &scope)
{
    const auto *text = scope.get_ptr<const Json::string_t *>();
    if (!text)
        return;
    QStringList scopes = json::toText(*text).split(u' ', Qt::SkipEmptyParts);
    for (QString &name : scopes) {
        if (name == "offline"_L1)
            name = offlineAccessScope;
    }
    scope = json::fromText(scopes.join(u' '));
}

/// What is written otherwise than in RFC 7591, and what Hydra does not know.
constexpr std::array adaptedProperties{"scope", "grant_types", "require_pkce", "application_type"};

/// An empty list of grant types is what Hydra writes where it stands for the standard one.
Json sharedMetadata(const Json &object)
{
    Json metadata = object;
    metadata.erase("require_pkce");
    if (const auto types = metadata.find("grant_types"); types != metadata.end() && types->empty())
        metadata.erase(types);
    if (const auto scope = metadata.find("scope"); scope != metadata.end())
        nameOfflineAccess(*scope);
    return metadata;
}

/// Absent means that the user is asked.
Result<void> readSkipConsent(ImportedClient &imported, const Json &object)
{
    const auto skip = object.find("skip_consent");
    imported.client.requireConsent = true;
    if (skip == object.end() || skip->is_null())
        return {};
    const auto read = json::read<bool>(*skip, json::member(imported.place, skip.key()));
    if (!read)
        return std::unexpected(read.error());
    imported.client.requireConsent = !*read;
    if (imported.client.grantType != GrantType::ClientCredentials)
        imported.named << ClientField::RequireConsent;
    return {};
}

Result<void> readMetadata(ImportedClient &imported, const Json &object)
{
    const auto metadata = object.find("metadata");
    if (metadata == object.end() || !metadata->is_object())
        return {};
    ConsentProperties consent;
    for (const auto &[name, text] : metadata->items()) {
        const QString place = json::member(json::member(imported.place, "metadata"), name);
        if (const auto taken = consent.take(name, text, place); !taken)
            return std::unexpected(taken.error());
    }
    if (!consent.texts().isEmpty()) {
        imported.client.consentTexts = consent.texts();
        imported.named << ClientField::ConsentTexts;
    }
    return {};
}

/// Hydra takes patterns, too, which stay under Other settings.
Result<void> readCorsOrigins(ImportedClient &imported, const Json &object)
{
    const auto origins = object.find("allowed_cors_origins");
    const bool applies = imported.client.grantType != GrantType::ClientCredentials;
    if (!applies || origins == object.end() || origins->is_null())
        return {};
    return json::read<QStringList>(*origins, json::member(imported.place, origins.key()))
        .transform([&](const QStringList &read) {
            imported.named << ClientField::AllowedCorsOrigins;
            for (const QString &origin : read) {
                if (!rules::isStructural(rules::checkCorsOrigin(origin)))
                    imported.client.allowedCorsOrigins << origin;
            }
        });
}

/// Hydra never gives a secret out.
void takeHydrasSecret(ImportedClient &imported, const Json &object)
{
    const auto secret = object.find("client_secret");
    const bool isInFile = secret != object.end() && !secret->is_null() && *secret != "";
    if (isInFile || imported.client.clientAuthentication != ClientAuthentication::Secret)
        return;
    ImportedAccess(imported).takeServersSecret(
        u"client_secret"_s,
        FormatText::tr("Not in the file, because Hydra does not give it out: only the server knows it. "
                       "To know it here, too, add a new secret and hand it over."));
}

/// What RFC 7591 says in other words goes back in Hydra's.
void keepHydrasWords(ImportedClient &imported, const Json &object)
{
    for (const char *name : adaptedProperties) {
        if (object.contains(name))
            imported.asItCame[name] = object[name];
        else
            imported.asItCame.erase(name);
    }
    if (object.contains("client_secret_expires_at")) // which Hydra does not heed
        imported.asItCame["client_secret_expires_at"] = object["client_secret_expires_at"];
}

/// Turns client applications of Ory Hydra into ours. What RFC 7591 has goes by Rfc7591Reader.
class HydraReader final : public JsonReader
{
public:
    using JsonReader::JsonReader;

    Result<void> readHead(const Json &root) override
    {
        const auto next = root.is_object() ? root.find("next_page_token") : root.end();
        if (next != root.end() && *next != "" && !next->is_null()) {
            m_file.losses << Loss{{},
                                  u"next_page_token"_s,
                                  FormatText::tr("Hydra has more client applications than this file holds. "
                                                 "List the next pages, too.")};
        }
        return {};
    }

    Result<void> readClient(ImportedClient &imported, const Json &object) override
    {
        Json metadata = sharedMetadata(object);
        const auto done = readRfc7591(imported, metadata, m_now)
                              .and_then([&] { return readSkipConsent(imported, object); })
                              .and_then([&] { return readMetadata(imported, object); })
                              .and_then([&] { return readCorsOrigins(imported, object); });
        json::wipeTexts(metadata); // with its secret
        if (!done)
            return done;
        ImportedAccess access(imported);
        hydralifetimes::read(access, imported.client, object);
        takeHydrasSecret(imported, object);
        keepHydrasWords(imported, object);
        return done;
    }
};

}

std::unique_ptr<JsonReader> hydraReader(ImportedHead &file, const QDateTime &now)
{
    return std::make_unique<HydraReader>(file, now);
}

}
