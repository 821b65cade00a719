#include "services/trial/TrialChoice.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ExportLosses.h"
#include "domain/rules/ClientRules.h"
#include "domain/rules/InvisibleText.h"
#include "domain/servers/OnServers.h"
#include "domain/servers/ServerPurpose.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct TrialChoiceText
{
    Q_DECLARE_TR_FUNCTIONS(TrialChoice)
};

bool isKeycloak(const std::optional<Server> &server)
{
    return server && formatOf(*server) == "keycloak"_L1;
}

/// Redirects that a browser can end at, and no patterns (Keycloak): where Gatehouse listens first.
QStringList usableRedirects(const QStringList &redirects)
{
    QStringList usable;
    for (const QString &redirect : redirects) {
        const QUrl url(redirect, QUrl::StrictMode);
        if (url.isValid() && !url.scheme().isEmpty() && !redirect.contains(u'*'))
            usable << redirect;
    }
    std::ranges::stable_partition(usable, trial::isLoopbackRedirect);
    return usable;
}

/// Keycloak has no scopes for custom resources, and gives refresh tokens to whoever may have them: there
/// offline_access asks for a session without an end.
QStringList askedScopes(const ClientApplication &client, bool ofKeycloak)
{
    QStringList scopes = exportedScopes(client);
    if (!ofKeycloak)
        return scopes;
    scopes.removeAll(QString(offlineAccessScope));
    scopes.removeIf([&](const QString &scope) {
        return client.customResources.contains(scope) && !client.apiScopes.contains(scope);
    });
    return scopes;
}

QList<trial::Grant> grantsOf(const ClientApplication &client)
{
    QList<trial::Grant> grants;
    if (!client.isMachineToMachine())
        grants << trial::Grant::AuthorizationCode;
    if (client.usesClientCredentials())
        grants << trial::Grant::ClientCredentials;
    return grants;
}

TrialOffer::Need needOf(const ClientApplication &client, const QDateTime &now)
{
    switch (client.clientAuthentication) {
    case ClientAuthentication::None:
        return TrialOffer::Need::Nothing;
    case ClientAuthentication::PrivateKey:
        return TrialOffer::Need::TypedKey;
    case ClientAuthentication::Secret:
    case ClientAuthentication::Other:
        break;
    }
    const bool canBeOpened = std::ranges::any_of(client.secrets, [&](const ClientSecret &secret) {
        return secret.isRecoverable() && secret.usableAt(now);
    });
    return canBeOpened ? TrialOffer::Need::StoredSecret : TrialOffer::Need::TypedSecret;
}

QString obstacleOf(const ClientApplication &client, const TrialOffer &offer)
{
    if (client.clientId.isEmpty())
        return TrialChoiceText::tr("Give it a client ID first.");
    if (client.clientAuthentication == ClientAuthentication::Other) {
        return TrialChoiceText::tr("It proves who it is by other means than a secret or a private key, which "
                                   "Gatehouse does not have.");
    }
    if (offer.grants == QList{trial::Grant::AuthorizationCode} && offer.loginRedirects.isEmpty())
        return TrialChoiceText::tr("Add a login redirect first: without one the browser cannot come back.");
    return {};
}

bool isOfServer(const QString &issuer, const Server &server)
{
    if (const QString own = issuerOf(server); !own.isEmpty())
        return issuer == own;
    return server.kind != ServerKind::File && isSameOrigin(QUrl(issuer), QUrl(server.url));
}

}

QString issuerOf(const Server &server)
{
    QString url = server.url;
    while (url.endsWith(u'/'))
        url.chop(1);
    if (server.kind == ServerKind::Keycloak)
        return url + "/realms/"_L1 + QString::fromLatin1(QUrl::toPercentEncoding(server.realm));
    if (server.kind != ServerKind::Registration)
        return {};
    // Beneath the issuer stands the registration endpoint: /reg, or Keycloak's of several segments.
    const qsizetype keycloak = url.indexOf("/clients-registrations/"_L1);
    return keycloak >= 0 ? url.first(keycloak) : url.section(u'/', 0, -2);
}

QString unlistedHost(const QString &issuer, const QList<Server> &servers)
{
    if (std::ranges::any_of(servers, [&](const Server &server) { return isOfServer(issuer, server); }))
        return {};
    const QUrl url(issuer);
    const QString host = rules::withInvisiblesNamed(url.host().isEmpty() ? issuer : url.host());
    return url.port() < 0 ? host : host + u':' + QString::number(url.port());
}

QStringList scopesFor(const TrialOffer &offer, trial::Grant grant)
{
    return grant == trial::Grant::ClientCredentials ? offer.apiScopes : offer.scopes;
}

TrialOffer trialOffer(const ClientApplication &client, const std::optional<Server> &server,
                      const QDateTime &now)
{
    const ClientApplication there = rules::normalized(forServer(client, server ? server->name : QString()));
    TrialOffer offer{.issuer = server ? issuerOf(*server) : QString(),
                     .grants = grantsOf(there),
                     .scopes = askedScopes(there, isKeycloak(server)),
                     .apiScopes = there.supportApi ? there.apiScopes : QStringList(),
                     .loginRedirects = usableRedirects(there.loginRedirects),
                     .logoutRedirects = usableRedirects(there.logoutRedirects),
                     .need = needOf(there, now)};
    offer.obstacle = obstacleOf(there, offer);
    return offer;
}

}
