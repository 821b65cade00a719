#pragma once

#include "domain/formats/identityserver/IdentityServerSecrets.h"

#include <optional>

namespace gatehouse::identityserver {

/// One of ClientSecrets, as it stands in the file.
struct ReadSecret
{
    std::optional<QString> value;
    std::optional<QString> description;
    std::optional<QString> expiration;
    std::optional<QString> type;
    QString property;    ///< as `ClientSecrets[0]`
    QDateTime expires;   ///< UTC
    json::Json asItCame; ///< as what it stays; null: left out

    QString text() const { return value.value_or(QString()); }
    QString kind() const { return type.value_or(QString::fromLatin1(sharedSecretType)); }
    bool isShared() const { return kind() == QLatin1StringView(sharedSecretType); }
    bool isJwk() const { return kind() == QLatin1StringView(jwkType); }
    bool isCertificateOfKey() const { return kind() == QLatin1StringView(certificateType); }
    bool isCertificate() const { return kind().startsWith(QLatin1StringView("X509")); }
};

Result<ReadSecret> readSecret(const json::Json &object, const QString &place);

/// Whether it is base64 of a SHA-256 or SHA-512.
bool isHash(const QString &value);

/// What becomes of a shared secret.
struct Outcome
{
    QString fault = {};     ///< why it is not taken; empty: it is
    bool isServers = false; ///< but it stands for one that only the server knows
    bool stays = false;     ///< but under Other settings, because it is no secret in clear
};
Outcome takeHash(const QString &value, const QString &clientId, ClientSecret &secret);
/// Notes the text among the secrets in clear of the client application.
Outcome takePlain(ImportedClient &imported, const QString &value, ClientSecret &secret);

}
