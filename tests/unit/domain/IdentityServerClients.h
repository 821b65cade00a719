#pragma once

#include "FormatTrip.h"
#include "JsonLiteral.h"

#include "domain/formats/ClientFormat.h"

#include <QCryptographicHash>

/// What is read of one client of IdentityServer, by its properties.
namespace gatehouse::identityserverclients {

using namespace Qt::StringLiterals;

inline const ClientFormat &format = *formatByName(u"identityserver"_s).value();
inline const QByteArray goodSecret("9f86d081884c7d659a2feaa0c55ad015");

inline QByteArray sha256(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toBase64();
}

/// The one client of a document with ClientId "a" and these properties.
inline ImportedClient imported(const QByteArray &properties)
{
    const auto clients =
        samples::imported(format, quoted("{'Clients':[{'ClientId':'a'") + (properties.isEmpty() ? "" : ",") +
                                      properties + "}]}");
    return clients.size() == 1 ? clients.first() : ImportedClient{.refusal = Error{}};
}

/// One that users sign in with, and more.
inline ImportedClient webClient(const QByteArray &more = {})
{
    return imported(quoted("'AllowedGrantTypes':['authorization_code'],'AllowedScopes':['openid']") +
                    quoted(more));
}

inline ImportedClient machineClient(const QByteArray &more = {})
{
    return imported(quoted("'AllowedGrantTypes':['client_credentials'],'AllowedScopes':['x']") +
                    quoted(more));
}

inline ImportedClient withSecret(const QByteArray &secret)
{
    return machineClient(",'ClientSecrets':[" + secret + "]");
}

}
