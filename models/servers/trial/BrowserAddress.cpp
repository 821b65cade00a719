#include "servers/trial/BrowserAddress.h"

#include "domain/DefaultResources.h"
#include "servers/trial/TokenRequest.h"

using namespace Qt::StringLiterals;

namespace gatehouse::trial {

namespace {

/// The query that the address has stays (RFC 6749 3.1).
QUrl withQuery(QUrl url, const QList<std::pair<QString, QString>> &parameters)
{
    QStringList parts;
    if (url.hasQuery())
        parts << url.query(QUrl::FullyEncoded);
    for (const auto &[name, value] : parameters)
        parts << name + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(value));
    url.setQuery(parts.join(u'&'), QUrl::StrictMode);
    return url;
}

}

QUrl signInAddress(const Request &request, const ServerMetadata &server, const WayBack &back,
                   const QString &nonce, const SecretBytes &verifier)
{
    QList<std::pair<QString, QString>> query{{u"response_type"_s, u"code"_s},
                                             {u"client_id"_s, request.clientId},
                                             {u"redirect_uri"_s, back.redirect},
                                             {u"state"_s, back.state}};
    if (!request.scopes.isEmpty())
        query << std::pair(u"scope"_s, request.scopes.join(u' '));
    if (!nonce.isEmpty())
        query << std::pair(u"nonce"_s, nonce);
    if (request.scopes.contains(offlineAccessScope)) // OpenID Connect Core 1.0, 11
        query << std::pair(u"prompt"_s, u"consent"_s);
    if (request.pkce) {
        query << std::pair(u"code_challenge"_s, challengeOf(QString::fromLatin1(viewOf(verifier))))
              << std::pair(u"code_challenge_method"_s, u"S256"_s);
    }
    return withQuery(server.authorization, query);
}

QUrl signOutAddress(const Request &request, const ServerMetadata &server, const WayBack &back)
{
    return withQuery(server.endSession, {{u"client_id"_s, request.clientId},
                                         {u"post_logout_redirect_uri"_s, back.redirect},
                                         {u"state"_s, back.state}});
}

}
