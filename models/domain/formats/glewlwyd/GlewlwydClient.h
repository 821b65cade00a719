#pragma once

#include "domain/formats/ImportedAccess.h"
#include "domain/formats/glewlwyd/GlewlwydProperties.h"

namespace gatehouse {

/// Turns one client of Glewlwyd into ours. It comes in disabled where its secret could not be used.
class GlewlwydClient
{
public:
    /// `now` is the creation time of a secret that the file holds in clear.
    GlewlwydClient(ImportedClient &imported, const QDateTime &now)
        : m_imported(imported), m_client(imported.client), m_access(imported), m_now(now)
    {
    }

    /// The error is the refusal of the client.
    Result<void> read(const json::Json &object);

private:
    void readPlainFields();
    Result<void> readAuthorizationTypes();
    void readAuthentication();
    void readSecret();

    void disable(const QString &property, const QString &text);

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    QDateTime m_now;
    GlewlwydProperties m_properties;
};

}
