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

/// Of a query without its `?`. Nothing: it has not that state, or one of the names twice.
std::optional<RedirectAnswer> answerIn(QByteArrayView query, const QString &state);

/// Of an address that somebody pasted. Nothing: it is not that of the redirect, or no answer to the request.
std::optional<RedirectAnswer> answerAt(const SecretBytes &address, const QUrl &redirect,
                                       const QString &state);

}
