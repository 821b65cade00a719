#include "domain/formats/Rfc7591Client.h"

#include "domain/ClientRules.h"
#include "domain/DefaultResources.h"
#include "domain/formats/GatehouseProperties.h"
#include "domain/formats/SecretsInClear.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct Rfc7591ClientText
{
    Q_DECLARE_TR_FUNCTIONS(Rfc7591ClientText)
};

QStringList scopesOf(const ClientApplication &client)
{
    QStringList scopes;
    if (client.supportOpenId)
        scopes << openIdScope << client.defaultResources << client.customResources;
    if (client.supportApi)
        scopes << client.apiScopes;
    if (client.supportOpenId && client.supportRefreshTokens)
        scopes << offlineAccessScope;
    scopes.removeDuplicates();
    return scopes;
}

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

Json textsJson(const QStringList &texts)
{
    Json array = Json::array();
    for (const QString &text : texts)
        array.push_back(json::fromText(text));
    return array;
}

void addText(Json &object, const char *name, const QString &text)
{
    if (!text.isEmpty())
        object[name] = json::fromText(text);
}

void addCodeFlow(Json &object, const ClientApplication &client)
{
    object["application_type"] = json::fromText(applicationType(client));
    object["grant_types"] = Json::array({"authorization_code"});
    if (client.supportRefreshTokens)
        object["grant_types"].push_back("refresh_token");
    object["response_types"] = Json::array({"code"});
    object["redirect_uris"] = textsJson(client.loginRedirects);
    if (!client.logoutRedirects.isEmpty())
        object["post_logout_redirect_uris"] = textsJson(client.logoutRedirects);
    object["require_pkce"] = client.requirePkce;
}

void addConsentTexts(Json &object, const ConsentTextMap &texts)
{
    for (const auto &[tag, text] : texts.asKeyValueRange()) {
        for (const auto &[name, member] : gatehouseproperties::consentTexts)
            addText(object, consentProperty(name, tag).c_str(), text.*member);
    }
}

Json clientJson(const ClientApplication &client)
{
    Json object = Json::object();
    addText(object, "client_id", client.clientId);
    addText(object, "client_name", client.title);
    addText(object, "logo_uri", client.logoUri);
    if (client.isMachineToMachine()) {
        object["grant_types"] = Json::array({"client_credentials"});
        object["response_types"] = Json::array();
    } else {
        addCodeFlow(object, client);
    }
    addText(object, "scope", scopesOf(client).join(u' '));
    object["token_endpoint_auth_method"] = "client_secret_basic";
    if (!client.isMachineToMachine())
        addConsentTexts(object, client.consentTexts);
    return object;
}

/// Why the client application cannot stand in the file at all; empty when it can.
QString reasonToLeaveOut(const ClientApplication &client)
{
    if (!client.enabled)
        return Rfc7591ClientText::tr(
            "Left out, because it is disabled and the format cannot say that. Enable it to export it.");
    if (scopesOf(client).isEmpty()) {
        return Rfc7591ClientText::tr(
            "Left out, because without scopes the server would allow it all of them. Choose API "
            "scopes first.");
    }
    if (!client.isMachineToMachine() && client.loginRedirects.isEmpty()) {
        return Rfc7591ClientText::tr(
            "Left out, because a server refuses Authorization code without redirects. Add allowed "
            "login redirects first.");
    }
    return {};
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

/// Collects what the file does not say about one client application.
class LossReport
{
public:
    /// `client` is normalized; `secretLoss` is what is to be said of its secrets.
    LossReport(const ClientApplication &client, const QString &secretLoss)
        : m_client(client), m_secretLoss(secretLoss)
    {
    }

    QList<Loss> run()
    {
        add(ClientField::Secrets, !m_secretLoss.isEmpty(), m_secretLoss);
        add(ClientField::Identity, !m_client.identity.isEmpty(),
            Rfc7591ClientText::tr("The format cannot say that it acts as \"%1\". Set that on the server.")
                .arg(m_client.identity));
        add(ClientField::Logo, !m_client.logo.data.isEmpty(),
            Rfc7591ClientText::tr(
                "The format cannot hold the picture \"%1\". Put it on a web server, and enter its "
                "address as Logo URI.")
                .arg(m_client.logo.name));
        add(ClientField::IncludeUserInfoInToken, m_client.includeUserInfoInToken, notSaid());
        add(ClientField::RequireConsent, m_client.requireConsent, notSaid());
        add(ClientField::AllowRememberConsent, m_client.allowRememberConsent, notSaid());
        addUnused(ClientField::LoginRedirects, m_client.loginRedirects);
        addUnused(ClientField::LogoutRedirects, m_client.logoutRedirects);
        addUnused(ClientField::ConsentTexts, m_client.consentTexts);
        return m_losses;
    }

private:
    static QString notSaid()
    {
        return Rfc7591ClientText::tr("It is on, but the format cannot say that. Set it on the server.");
    }

    void add(ClientField field, bool isLost, const QString &text)
    {
        if (isLost)
            m_losses << Loss{m_client.clientId, fieldLabel(field), text};
    }

    void addUnused(ClientField field, const auto &rows)
    {
        const bool applies = rules::fieldState(m_client, field).presence != rules::Presence::Off;
        add(field, !applies && !rows.isEmpty(),
            Rfc7591ClientText::tr("Not exported: they do not apply to Client credentials."));
    }

    const ClientApplication &m_client;
    QString m_secretLoss;
    QList<Loss> m_losses;
};

/// Takes the disabled resources away, because a server that does not offer them refuses the client.
QList<Loss> takeDisabledResources(ClientApplication &client, const QList<CustomResource> &resources)
{
    QList<Loss> losses;
    for (const CustomResource &resource : resources) {
        if (!resource.enabled && client.customResources.removeAll(resource.name) && client.supportOpenId) {
            losses << Loss{
                client.clientId, fieldLabel(ClientField::CustomResources),
                Rfc7591ClientText::tr("\"%1\" is left out, because it is disabled.").arg(resource.name)};
        }
    }
    return losses;
}

}

std::string consentProperty(const char *name, const QString &tag)
{
    return "consent_" + std::string(name) + '#' + tag.toStdString();
}

Rfc7591Client rfc7591Client(const ClientApplication &typed, const ExportHead &head)
{
    ClientApplication client = rules::normalized(typed);
    const QList<Loss> disabled = takeDisabledResources(client, head.customResources);
    if (const QString reason = reasonToLeaveOut(client); !reason.isEmpty())
        return {.losses = {{client.clientId, fieldLabel(ClientField::Enabled), reason}}};
    ChosenSecret secret = chosenSecret(client, head);
    Rfc7591Client written{clientJson(client), client, LossReport(client, secret.loss).run() + disabled};
    addSecret(written.metadata, secret);
    return written;
}

void wipeSecret(Json &metadata)
{
    if (const auto secret = metadata.find(secretProperty); secret != metadata.end())
        wipeText(*secret);
}

}
