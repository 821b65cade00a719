#include "domain/formats/rfc7591/Rfc7591.h"

#include "domain/formats/ConsentProperties.h"
#include "domain/formats/ExportLosses.h"
#include "domain/rules/ClientRules.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

bool isOnLoopback(const QUrl &url)
{
    const QString host = url.host();
    return host == "localhost"_L1 || host == "127.0.0.1"_L1 || host == "::1"_L1;
}

/// OpenID Connect Registration 1.0, 2: `web` allows http(s) only, `native` allows own schemes and http on
/// loopback only. A server that is strict refuses https on loopback for `native`.
QString applicationType(const ClientApplication &client)
{
    const QStringList redirects = client.loginRedirects + client.logoutRedirects;
    const auto any = [&](auto matches) {
        return std::ranges::any_of(redirects, [&](const QString &uri) { return matches(QUrl(uri)); });
    };
    const bool ownScheme =
        any([](const QUrl &url) { return url.scheme() != "https"_L1 && url.scheme() != "http"_L1; });
    const bool httpLoopback =
        any([](const QUrl &url) { return url.scheme() == "http"_L1 && isOnLoopback(url); });
    const bool httpsLoopback =
        any([](const QUrl &url) { return url.scheme() == "https"_L1 && isOnLoopback(url); });
    return ownScheme || (httpLoopback && !httpsLoopback) ? u"native"_s : u"web"_s;
}

void addCodeFlow(Json &object, const ClientApplication &client)
{
    object["application_type"] = json::fromText(applicationType(client));
    object["grant_types"] = Json::array({"authorization_code"});
    if (client.supportRefreshTokens)
        object["grant_types"].push_back("refresh_token");
    object["response_types"] = Json::array({"code"});
    object["redirect_uris"] = json::texts(client.loginRedirects);
    if (!client.logoutRedirects.isEmpty())
        object["post_logout_redirect_uris"] = json::texts(client.logoutRedirects);
    object["require_pkce"] = client.requirePkce;
}

Json clientJson(const ClientApplication &client)
{
    Json object = Json::object();
    json::addText(object, "client_id", client.clientId);
    json::addText(object, "client_name", client.title);
    json::addText(object, "logo_uri", client.logoUri);
    if (client.isMachineToMachine()) {
        object["grant_types"] = Json::array({"client_credentials"});
        object["response_types"] = Json::array();
    } else {
        addCodeFlow(object, client);
    }
    json::addText(object, "scope", exportedScopes(client).join(u' '));
    object["token_endpoint_auth_method"] = "client_secret_basic";
    if (!client.isMachineToMachine())
        addConsentProperties(object, client.consentTexts);
    return object;
}

constexpr const char *secretProperty = "client_secret";

/// RFC 7591 3.2.1: the time is required beside a secret, 0 where it never expires.
void addSecret(Json &object, ChosenSecret &secret)
{
    if (!secret.inClear)
        return;
    object[secretProperty] = takeText(std::move(*secret.inClear));
    object["client_secret_expires_at"] = secret.expires.isValid() ? secret.expires.toSecsSinceEpoch() : 0;
}

}

Rfc7591Client rfc7591Client(const ClientApplication &typed, const ExportHead &head, const SecretNames &names)
{
    ClientApplication client = rules::normalized(typed);
    const QList<Loss> disabled = takeDisabledResources(client, head.customResources);
    if (const QString reason = reasonToLeaveOut(client); !reason.isEmpty())
        return {.losses = {{client.clientId, fieldLabel(ClientField::Enabled), reason}}};
    ChosenSecret secret = chosenSecret(client, head, names);
    ExportLosses losses(client);
    losses.addSecrets(secret.loss);
    losses.addIdentity();
    losses.addLogo();
    losses.addNotSaid(ClientField::IncludeUserInfoInToken, client.includeUserInfoInToken);
    losses.addNotSaid(ClientField::RequireConsent, client.requireConsent);
    losses.addNotSaid(ClientField::AllowRememberConsent, client.allowRememberConsent);
    losses.addUnused();
    Rfc7591Client written{clientJson(client), client, losses.all() + disabled};
    addSecret(written.metadata, secret);
    return written;
}

void wipeSecret(Json &metadata)
{
    if (const auto secret = metadata.find(secretProperty); secret != metadata.end())
        wipeText(*secret);
}

}
