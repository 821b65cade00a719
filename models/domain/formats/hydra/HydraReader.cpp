#include "domain/formats/Formats.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ConsentProperties.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/rfc7591/Rfc7591.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct HydraReaderText
{
    Q_DECLARE_TR_FUNCTIONS(HydraReaderText)
};

/// Those of RFC 7591 that Hydra has.
constexpr std::array<std::string_view, 11> sharedProperties{"client_id",
                                                            "client_name",
                                                            "client_secret",
                                                            "client_secret_expires_at",
                                                            "grant_types",
                                                            "response_types",
                                                            "redirect_uris",
                                                            "post_logout_redirect_uris",
                                                            "token_endpoint_auth_method",
                                                            "scope",
                                                            "logo_uri"};

/// What the server makes up itself, and says nothing of how a client application is configured.
constexpr std::array<std::string_view, 4> madeByServer{"created_at", "updated_at", "registration_client_uri",
                                                       "registration_access_token"};

/// What Hydra writes where nobody has chosen anything.
bool isUnset(const std::string &name, const Json &value)
{
    return value.is_null() || value == false || value == "" || (value.is_structured() && value.empty()) ||
           (name == "subject_type" && value == "public") ||
           (name == "userinfo_signed_response_alg" && value == "none");
}

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

/// An empty list of grant types is what Hydra writes where it stands for the standard one.
Json sharedMetadata(const Json &object)
{
    Json metadata = Json::object();
    for (const auto &[name, value] : object.items()) {
        if (std::ranges::contains(sharedProperties, name) && !(name == "grant_types" && value.empty()))
            metadata[name] = value;
    }
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

Result<void> readMetadata(ImportedClient &imported, const Json &value)
{
    const QString &clientId = imported.client.clientId;
    if (!value.is_object()) {
        imported.losses << unknownProperty(clientId, u"metadata"_s);
        return {};
    }
    ConsentProperties consent;
    for (const auto &[name, text] : value.items()) {
        const QString property = json::member(u"metadata"_s, name);
        const auto taken = consent.take(name, text, imported.place + u'.' + property);
        if (!taken)
            return std::unexpected(taken.error());
        if (!*taken)
            imported.losses << unknownProperty(clientId, property);
    }
    if (!consent.texts().isEmpty()) {
        imported.client.consentTexts = consent.texts();
        imported.named << ClientField::ConsentTexts;
    }
    return {};
}

Loss audienceLoss(const QString &clientId)
{
    return {clientId, u"audience"_s,
            HydraReaderText::tr("Not kept: in Gatehouse API scopes say what a client application may call.")};
}

Result<void> readOwnProperties(ImportedClient &imported, const Json &object)
{
    for (const auto &[name, value] : object.items()) {
        const bool isRead = name == "skip_consent" || std::ranges::contains(sharedProperties, name);
        if (isRead || std::ranges::contains(madeByServer, name) || isUnset(name, value))
            continue;
        if (name == "metadata") {
            if (const auto done = readMetadata(imported, value); !done)
                return done;
        } else if (name == "audience") {
            imported.losses << audienceLoss(imported.client.clientId);
        } else {
            imported.losses << unknownProperty(imported.client.clientId, json::member({}, name));
        }
    }
    return {};
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
            m_file.losses << Loss{
                {},
                u"next_page_token"_s,
                HydraReaderText::tr("Hydra has more client applications than this file holds. "
                                    "List the next pages, too.")};
        }
        return {};
    }

    Result<void> readClient(ImportedClient &imported, const Json &object) override
    {
        return readRfc7591(imported, sharedMetadata(object), m_now)
            .and_then([&] { return readSkipConsent(imported, object); })
            .and_then([&] { return readOwnProperties(imported, object); });
    }
};

}

std::unique_ptr<JsonReader> hydraReader(ImportedHead &file, const QDateTime &now)
{
    return std::make_unique<HydraReader>(file, now);
}

}
