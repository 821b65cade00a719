#pragma once

#include "domain/SecretMaker.h"
#include "domain/User.h"

/// Records as an administrator would make them, for tests to change.
namespace gatehouse::test {

inline User sampleUser(const QString &userId)
{
    User user;
    user.userId = userId;
    user.name = QStringLiteral("Price Feed");
    user.serviceAccount = true;
    return user;
}

inline ClientSecret sampleSecret(const QString &description, const QDateTime &created,
                                 const QDateTime &expires = {})
{
    return storedSecret(generateSecret(), description, created, expires);
}

/// Authorization code with OpenID Connect; complete, so that it may be enabled.
inline ClientApplication sampleWebClient(const QString &clientId, const QDateTime &created)
{
    ClientApplication client;
    client.clientId = clientId;
    client.title = QStringLiteral("Web shop");
    client.loginRedirects << QStringLiteral("https://shop.example.com/callback");
    client.secrets << sampleSecret(QStringLiteral("first"), created);
    return client;
}

/// Client credentials; complete, so that it may be enabled.
inline ClientApplication sampleMachineClient(const QString &clientId, const QString &identity,
                                             const QDateTime &created)
{
    ClientApplication client;
    client.clientId = clientId;
    client.title = QStringLiteral("Price feed");
    client.supportOpenId = false;
    client.grantType = GrantType::ClientCredentials;
    client.identity = identity;
    client.secrets << sampleSecret(QStringLiteral("first"), created);
    return client;
}

}
