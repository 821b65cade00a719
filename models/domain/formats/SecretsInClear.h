#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

/// Secrets that a file holds in clear, which is only what an export was asked for.
namespace gatehouse {

/// JSON text of a secret, which is wiped.
json::Json takeText(QByteArray &&secret);
/// Overwrites a JSON text that was written.
void wipeText(json::Json &text);

/// Overwrites those of an imported client application, and forgets them.
void wipeSecretsInClear(ImportedClient &imported);

/// What to do about a secret that nobody can read.
QString onlyHashedText(const ClientSecret &secret);

/// What became of the plain text of a secret.
struct TakenSecret
{
    QString text = {};      ///< why it is not taken; empty: it is
    bool isServers = false; ///< it stands for one that only the server knows: masked, or a placeholder
};
/// Notes the plain text of a secret of the file, and whose hash it is. What no client could send is not
/// taken.
TakenSecret takeInClear(ImportedClient &imported, const QByteArray &secret, const QString &hash);

/// Whether those that are known in clear can be guessed. Takes its time, so that it is left to whoever stores
/// them.
void judgeSecrets(ImportedClient &imported);

/// The one secret that a format has room for, and what to say about it and the others.
struct ChosenSecret
{
    std::optional<QByteArray> inClear; ///< nothing: the file has none
    QDateTime expires;
    QString loss; ///< empty: the file says all there is
};

/// What a format calls a secret and its end.
struct SecretNames
{
    const char *secret;
    const char *end = nullptr; ///< null: it has no word for it
    bool endIsDate = false;    ///< as 2026-01-31T23:59:59 in UTC, else seconds since 1970
};

/// What to say of a placeholder that came in its place and goes back so; empty: there is none, or a secret of
/// ours takes its place.
QString placeholderText(const ClientApplication &client, const json::Json &object, const char *name);

/// The newest that has not expired: of those that can be read, when secrets are asked for.
ChosenSecret chosenSecret(const ClientApplication &client, const ExportHead &head, const SecretNames &names);

}
