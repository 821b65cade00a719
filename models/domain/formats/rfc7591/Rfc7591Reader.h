#pragma once

#include "domain/formats/ImportedAccess.h"

namespace gatehouse {

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
    Result<void> read(const json::Json &object);

private:
    Result<void> readMetadata(const json::Json &object, QStringList &unknown);
    Result<void> readGrantTypes();
    Result<void> readResponseTypes();
    void readScope();
    void readAuthMethod();
    Result<void> readSecret();
    void readPlainFields();

    bool isMachine() const { return m_client.grantType == GrantType::ClientCredentials; }

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    QDateTime m_now;
    Rfc7591Metadata m_metadata;
};

}
