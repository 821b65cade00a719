#include "domain/formats/rfc7591/Rfc7591.h"

#include "domain/formats/ConsentProperties.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/ImportedClients.h"
#include "domain/json/JsonRecord.h"
#include "domain/rules/RuleText.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct Rfc7591ReaderText
{
    Q_DECLARE_TR_FUNCTIONS(Rfc7591ReaderText)
};

/// The properties of RFC 7591 2 (and OpenID Connect Registration 1.0, RP-Initiated Logout 1.0) that we know,
/// as they stand in the file. null is the same as absent.
struct Rfc7591Metadata
{
    std::optional<QString> clientId;
    std::optional<QString> clientName;
    std::optional<QString> applicationType;
    std::optional<QStringList> grantTypes;
    std::optional<QStringList> responseTypes;
    std::optional<QStringList> redirectUris;
    std::optional<QStringList> postLogoutRedirectUris;
    std::optional<QString> scope;
    std::optional<QString> tokenEndpointAuthMethod;
    std::optional<QString> clientSecret;
    std::optional<qint64> clientSecretExpiresAt; ///< seconds since 1970, 0: never
    std::optional<QString> logoUri;
    std::optional<bool> requirePkce; ///< no RFC: an extra that the server has to be told of
    ConsentTextMap consentTexts;     ///< ours: `consent_api#nl`
};

constexpr std::tuple metadataTable{
    json::Property{"client_id", &Rfc7591Metadata::clientId},
    json::Property{"client_name", &Rfc7591Metadata::clientName},
    json::Property{"application_type", &Rfc7591Metadata::applicationType},
    json::Property{"grant_types", &Rfc7591Metadata::grantTypes},
    json::Property{"response_types", &Rfc7591Metadata::responseTypes},
    json::Property{"redirect_uris", &Rfc7591Metadata::redirectUris},
    json::Property{"post_logout_redirect_uris", &Rfc7591Metadata::postLogoutRedirectUris},
    json::Property{"scope", &Rfc7591Metadata::scope},
    json::Property{"token_endpoint_auth_method", &Rfc7591Metadata::tokenEndpointAuthMethod},
    json::Property{"client_secret", &Rfc7591Metadata::clientSecret},
    json::Property{"client_secret_expires_at", &Rfc7591Metadata::clientSecretExpiresAt},
    json::Property{"logo_uri", &Rfc7591Metadata::logoUri},
    json::Property{"require_pkce", &Rfc7591Metadata::requirePkce},
};

/// Turns the RFC 7591 metadata of one client into ours. The format cannot say Enabled: a new client
/// application is proposed enabled, except where its secret could not be used, and Enabled is never among the
/// named fields.
class Rfc7591Reader
{
public:
    Rfc7591Reader(ImportedClient &imported, const QDateTime &now)
        : m_imported(imported), m_client(imported.client), m_access(imported), m_now(now)
    {
    }

    /// The error is the refusal of the client.
    Result<void> read(const json::Json &object)
    {
        QStringList unknown;
        if (const auto done = readMetadata(object, unknown); !done)
            return done;
        if (!m_metadata.clientId)
            return std::unexpected(missing(m_imported.place, u"client_id"_s));

        m_client.enabled = true;
        readPlainFields();
        for (const QString &property : unknown)
            m_imported.losses << unknownProperty(m_client.clientId, property);
        if (const auto done = readGrantTypes().and_then([&] { return readResponseTypes(); }); !done)
            return done;
        readScope();
        readAuthMethod();
        return readSecret();
    }

private:
    Result<void> readMetadata(const json::Json &object, QStringList &unknown)
    {
        ConsentProperties consent;
        const auto takeOther = [&](const std::string &name, const json::Json &value, const QString &place) {
            return consent.take(name, value, place).transform([&](bool isTaken) {
                if (!isTaken)
                    unknown << json::member({}, name);
            });
        };
        return json::readRecord(m_metadata, metadataTable, object, m_imported.place, takeOther)
            .transform([&] { m_metadata.consentTexts = consent.texts(); });
    }

    Result<void> readGrantTypes()
    {
        const QStringList standard{u"authorization_code"_s}; // RFC 7591 2: what it is when left out
        const auto named = m_imported.named;
        return m_access.takeGrantTypes(m_metadata.grantTypes.value_or(standard), u"grant_types"_s)
            .transform([&] {
                if (!m_metadata.grantTypes)
                    m_imported.named = named;
            });
    }

    Result<void> readResponseTypes()
    {
        const QString property = u"response_types"_s;
        const QStringList types = m_metadata.responseTypes.value_or(QStringList());
        for (const QString &type : types) {
            const QStringList parts = type.split(u' ', Qt::SkipEmptyParts);
            const bool isUnused = type == "id_token"_L1 && types.contains("code"_L1); // Hydra 1 lists it so
            if (!isUnused && (parts.contains("token"_L1) || parts.contains("id_token"_L1)))
                return m_access.refuseImplicit(property);
            if (isMachine() || type != "code"_L1) {
                m_access.lose(property, Rfc7591ReaderText::tr(
                                            "\"%1\" is not kept: it does not go with %2 in Gatehouse.")
                                            .arg(rules::shortened(type), grantTypeLabel(m_client.grantType)));
            }
        }
        return {};
    }

    void readScope()
    {
        m_access.takeScopes(m_metadata.scope.value_or(QString()).split(u' ', Qt::SkipEmptyParts), u"scope"_s);
    }

    void readAuthMethod()
    {
        const QString property = u"token_endpoint_auth_method"_s;
        const QString method = m_metadata.tokenEndpointAuthMethod.value_or(u"client_secret_basic"_s);
        if (method == "client_secret_basic"_L1)
            return;
        if (method == "client_secret_post"_L1) {
            m_access.lose(property,
                          Rfc7591ReaderText::tr(
                              "\"%1\" is not kept: Gatehouse exports client_secret_basic, which every client "
                              "library has (RFC 6749 2.3.1).")
                              .arg(method));
            return;
        }
        m_access.disable(
            property,
            Rfc7591ReaderText::tr(
                "\"%1\" is not kept, so a new client application comes in disabled: in Gatehouse each has "
                "a secret. Add one, hand it over, and enable it.")
                .arg(rules::shortened(method)));
    }

    Result<void> readSecret()
    {
        const qint64 expiresAt = m_metadata.clientSecretExpiresAt.value_or(0);
        const QString expiresProperty = u"client_secret_expires_at"_s;
        if (expiresAt < 0 || expiresAt > lastMoment) {
            return std::unexpected(json::wrongValue(
                json::member(m_imported.place, expiresProperty.toStdString()),
                Rfc7591ReaderText::tr("seconds since 1970 up to the year 9999, or 0 for never")));
        }
        if (!m_metadata.clientSecret) {
            if (expiresAt != 0)
                m_access.lose(expiresProperty,
                              Rfc7591ReaderText::tr(
                                  "Not kept, because the file has no client_secret that it is about."));
            return {};
        }
        const QDateTime expires =
            expiresAt ? QDateTime::fromSecsSinceEpoch(expiresAt, QTimeZone::UTC) : QDateTime();
        m_access.takeSecret(m_metadata.clientSecret->toUtf8(), expires, m_now, u"client_secret"_s);
        return {};
    }

    void readPlainFields()
    {
        m_access.take(ClientField::ClientId, m_client.clientId, m_metadata.clientId);
        m_access.take(ClientField::Title, m_client.title, m_metadata.clientName);
        m_access.take(ClientField::LogoUri, m_client.logoUri, m_metadata.logoUri);
        m_access.take(ClientField::RequirePkce, m_client.requirePkce, m_metadata.requirePkce);
        m_access.take(ClientField::LoginRedirects, m_client.loginRedirects, m_metadata.redirectUris);
        m_access.take(ClientField::LogoutRedirects, m_client.logoutRedirects,
                      m_metadata.postLogoutRedirectUris);
        if (!m_metadata.consentTexts.isEmpty())
            m_access.take(ClientField::ConsentTexts, m_client.consentTexts,
                          std::optional(m_metadata.consentTexts));
        const QString type = m_metadata.applicationType.value_or(u"web"_s);
        if (type != "web"_L1 && type != "native"_L1) {
            m_access.lose(u"application_type"_s,
                          Rfc7591ReaderText::tr("\"%1\" is not kept: it follows from the redirects.")
                              .arg(rules::shortened(type)));
        }
    }

    bool isMachine() const { return m_client.grantType == GrantType::ClientCredentials; }

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    QDateTime m_now;
    Rfc7591Metadata m_metadata;
};

}

Result<void> readRfc7591(ImportedClient &imported, const json::Json &object, const QDateTime &now)
{
    return Rfc7591Reader(imported, now).read(object);
}

}
