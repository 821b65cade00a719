#pragma once

#include "secrets/SecretBytes.h"

#include <QByteArrayView>
#include <QUrl>

#include <optional>

namespace gatehouse::trial {

/// What the browser brings back to the redirect of a client application (RFC 6749 4.1.2, RFC 9207 2).
struct RedirectAnswer
{
    SecretBytes code;
    QString error; ///< `access_denied`
    QString description;
    QString issuer;
};

/// Which answer is waited for.
struct AwaitedAnswer
{
    QString state;
    bool bringsCode = true; ///< or an error; a logout brings the state alone
};

/// Of a query without its `?`. Nothing: it has not that state, one of the names twice, or not what it has to
/// bring.
std::optional<RedirectAnswer> answerIn(QByteArrayView query, const AwaitedAnswer &awaited);

/// Of an address that somebody pasted. Nothing: it is not that of the redirect, or no answer to the request.
std::optional<RedirectAnswer> answerAt(const SecretBytes &address, const QUrl &redirect,
                                       const AwaitedAnswer &awaited);

}
