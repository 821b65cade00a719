#pragma once

#include <QByteArray>
#include <QUrl>

#include <optional>

namespace gatehouse::trial {

/// The first line of what came to the listener (RFC 9112 3), whoever sent it.
struct CallbackRequest
{
    QByteArray method;
    QByteArray path;  ///< as it was written
    QByteArray query; ///< without its `?`
};

inline constexpr qsizetype longestCallback = 32 * 1024; ///< bytes up to the empty line

/// Nothing: it is no request.
std::optional<CallbackRequest> callbackIn(QByteArrayView head);

/// A whole answer, after which the connection ends: a page with that text, which has to be harmless.
QByteArray callbackPage(int status, const QString &title, const QString &text);

}
