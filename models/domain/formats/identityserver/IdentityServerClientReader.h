#pragma once

#include "domain/formats/ImportedAccess.h"
#include "domain/formats/identityserver/IdentityServerClient.h"

namespace gatehouse {

/// Turns one client of IdentityServer into ours. What the file leaves out has IdentityServer's default value
/// in a new client application, and is left alone in one that exists.
class IdentityServerClientReader
{
public:
    IdentityServerClientReader(const IdentityServerVariant &variant, ImportedClient &imported,
                               const QDateTime &now)
        : m_variant(variant), m_imported(imported), m_client(imported.client), m_access(imported), m_now(now)
    {
    }

    /// The error is the refusal of the client.
    Result<void> read(const json::Json &object);

private:
    void readPlainFields();
    Result<void> checkProtocol();
    Result<void> readAccess();
    void readPublic();
    Result<void> readClaims();
    Result<void> readClaim(const json::Json &object, const QString &place, const QString &property);
    Result<void> readProperties();

    const IdentityServerVariant &m_variant;
    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    QDateTime m_now;
    IdentityServerClient m_read;
};

}
