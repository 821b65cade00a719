#pragma once

#include <QString>

/// By which names codes, tokens and secrets go.
namespace gatehouse::explain {

/// Letters and digits of a name, in small letters: `client-secret` is clientSecret, too.
QString plainName(QStringView name);
/// Whether what is called so is a secret by itself, wherever it stands: `clientsecret`, `dbpasswd`.
bool endsAsSecret(QStringView plain);
/// Whether nobody else may read the value in a request: codes, tokens and what a browser keeps, too, and
/// `client_secret[0]` and `oauth[client_secret]`.
bool isSecretParameter(QStringView name);

struct NameBefore
{
    bool isSecret = false;
    bool isHeader = false; ///< whose value is the rest of its line
    bool isQuoted = false; ///< as in JSON
    bool beginsLine = false;
};
/// The name that what separates it from its value ends, as in `"clientSecret" :` or `%22code%22%3A`.
NameBefore nameBefore(QStringView text, qsizetype separator);

/// Whether a name that is none of a secret stands there, with its separator.
bool isReadableNameAt(QStringView text, qsizetype at);

}
