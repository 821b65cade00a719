#pragma once

#include <QCoreApplication>
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

/// Whether they are of the same origin (RFC 6454).
inline bool isOneServer(const QUrl &one, const QUrl &other)
{
    const auto portOf = [](const QUrl &url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return one.scheme() == other.scheme() && one.host() == other.host() && portOf(one) == portOf(other);
}

}
