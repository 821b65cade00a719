#pragma once

#include "store/DatabaseThread.h"
#include "store/EditSession.h"

#include <QTemporaryDir>

namespace gatehouse::test {

/// A database in a folder of its own with two users, two scopes and room for many client applications.
class ClientFixture
{
public:
    ClientFixture();

    DatabaseThread &thread() { return m_thread; }
    DatabaseUrl url() const;

    ClientApplication stored(const QString &clientId);
    bool exists(const QString &clientId);
    ClientApplication save(const ClientApplication &client);
    /// A complete client application with OpenID Connect.
    ClientApplication addWebClient(const QString &clientId);

private:
    QTemporaryDir m_folder;
    DatabaseThread m_thread;
};

}
