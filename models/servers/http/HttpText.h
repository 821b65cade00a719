#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QUrl>

namespace gatehouse {

struct HttpText
{
    Q_DECLARE_TR_FUNCTIONS(Http)
};

/// `https://id.example.org:8443`, for people.
inline QString serverOf(const QUrl &url)
{
    return url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo)
        .toDisplayString();
}

/// RFC 9110 5.6.7: always in GMT, which Qt wants as an offset. Invalid: it is none.
inline QDateTime httpDate(QByteArray text)
{
    return QDateTime::fromString(QString::fromLatin1(text.replace("GMT", "+0000")), Qt::RFC2822Date);
}

/// Whether they are of the same origin (RFC 6454).
inline bool isOneServer(const QUrl &one, const QUrl &other)
{
    const auto portOf = [](const QUrl &url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return one.scheme() == other.scheme() && one.host() == other.host() && portOf(one) == portOf(other);
}

}
