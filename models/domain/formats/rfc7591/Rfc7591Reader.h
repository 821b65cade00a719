#pragma once

#include "domain/formats/ImportedAccess.h"
#include "domain/formats/rfc7591/Rfc7591Metadata.h"

namespace gatehouse {

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
    Result<void> readGrantTypes();
    Result<void> readResponseTypes();
    void readScope();
    void readAuthMethod();
    Result<void> readSecret();
    void readPlainFields();

    bool isMachine() const { return m_client.grantType == GrantType::ClientCredentials; }
    template<typename T>
    void name(ClientField field, T &member, const std::optional<T> &value);

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    QDateTime m_now;
    Rfc7591Metadata m_metadata;
};

}
