#pragma once

#include "domain/Logo.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace gatehouse {

enum class GrantType {
    ClientCredentials, ///< RFC 6749 4.4, machine to machine
    AuthorizationCode, ///< RFC 6749 4.1, on behalf of a user
};

/// A client secret as it is stored: its SHA-256, and where it was added encrypted also the sealed secret
/// itself.
struct ClientSecret
{
    QString key;      ///< empty until first stored, unless it is sealed: the seal is bound to it
    QString hash;     ///< base64 of the SHA-256 of the UTF-8 secret
    QString lastFour; ///< last four characters, to tell secrets apart
    QString description;
    QDateTime created; ///< UTC
    QDateTime expires; ///< UTC, the last moment at which it is accepted; invalid: never expires
    QByteArray sealed =
        {}; ///< as sealSecret() made it; empty: only the hash is kept, and nobody reads it again

    bool usableAt(const QDateTime &now) const { return !expires.isValid() || now <= expires; }
    bool isRecoverable() const { return !sealed.isEmpty(); }
    bool operator==(const ClientSecret &) const = default;
};

/// What an end user reads about a client application in one language; empty: another language or a built-in
/// text stands in.
struct ConsentTexts
{
    QString profile;
    QString email;
    QString api;

    bool isEmpty() const { return profile.isEmpty() && email.isEmpty() && api.isEmpty(); }
    bool operator==(const ConsentTexts &) const = default;
};

using ConsentTextMap =
    QMap<QString, ConsentTexts>; ///< by language tag; languages without any text are left out

/// A client application with everything that is saved together with it. Default values are those of a new
/// one.
struct ClientApplication
{
    QString key; ///< empty or chosen beforehand until first stored
    int version =
        0; ///< counts the saves, so that two administrators never overwrite each other; 0: not stored yet
    QString clientId;
    QString title;
    bool enabled = false;
    bool supportOpenId = true;
    bool supportApi = false;
    GrantType grantType = GrantType::AuthorizationCode;
    QString identity; ///< User::userId, machine to machine only
    bool requirePkce = true;
    bool supportRefreshTokens = false;
    bool includeUserInfoInToken = false;
    bool requireConsent = false;
    bool allowRememberConsent = false;
    Logo logo;
    QString logoUri;
    QStringList loginRedirects;
    QStringList logoutRedirects;
    QStringList apiScopes{QStringLiteral("api")};
    QStringList defaultResources{QStringLiteral("openid")};
    QStringList customResources;
    ConsentTextMap consentTexts;
    QList<ClientSecret> secrets;

    bool operator==(const ClientApplication &) const = default;

    bool isMachineToMachine() const { return !supportOpenId && grantType == GrantType::ClientCredentials; }
};

}
