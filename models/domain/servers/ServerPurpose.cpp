#include "domain/servers/ServerPurpose.h"

#include "domain/Digests.h"

#include <QCryptographicHash>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// A digest, because a certificate is longer than what a key may be derived with.
QString digestOf(const QStringList &parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &part : parts)
        addFramed(hash, part);
    return QString::fromLatin1(hash.result().toHex());
}

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == "https"_L1 ? 443 : 80);
}

}

QString secretPurpose(const Server &server)
{
    return digestOf({u"sign-in"_s, enumText(server.kind), server.url, server.realm, enumText(server.signIn),
                     server.account, server.certificate});
}

QString tokenPurpose(const QString &registrationUri, const QString &certificate)
{
    return digestOf({u"registration"_s, registrationUri, certificate});
}

bool isSameOrigin(const QUrl &one, const QUrl &other)
{
    return !one.host().isEmpty() && one.scheme() == other.scheme() && one.host() == other.host() &&
           portOf(one) == portOf(other);
}

}
