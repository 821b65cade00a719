#include "domain/formats/Formats.h"

#include "domain/DefaultResources.h"
#include "domain/formats/AuthenticationNames.h"
#include "domain/formats/ExactRedirects.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/JsonArrayWriter.h"
#include "domain/formats/KeptSettings.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/formats/glewlwyd/Glewlwyd.h"
#include "domain/rules/ClientRules.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

constexpr qsizetype longestName = 256;     ///< bytes
constexpr qsizetype longestClientId = 128; ///< characters

/// Glewlwyd 2.7.5 crashes when such a redirect is used while a plug-in has session management on.
bool crashesServer(const QString &redirect)
{
    const QUrl url(redirect);
    return (url.scheme() == "https"_L1 || url.scheme() == "http"_L1) && url.path().isEmpty();
}

/// A slash that is added would be another redirect, because they are compared letter by letter.
void takeWithoutPath(ClientApplication &client, ExportLosses &losses)
{
    client.loginRedirects.removeIf([&](const QString &uri) {
        const bool crashes = crashesServer(uri);
        losses.add(ClientField::LoginRedirects, crashes,
                   FormatText::tr("\"%1\" is left out, because a redirect without a path can crash "
                                  "Glewlwyd. Write one, if only \"/\", here and in the program.")
                       .arg(uri));
        return crashes;
    });
}

/// A refresh token comes by authorization_type, not by a scope.
QStringList scopes(const ClientApplication &client)
{
    QStringList scopes = exportedScopes(client);
    scopes.removeAll(offlineAccessScope);
    return scopes;
}

void addRedirects(Json &object, const ClientApplication &client)
{
    object["redirect_uri"] = json::texts(client.loginRedirects);
    if (!client.logoutRedirects.isEmpty())
        object["post_logout_redirect_uris"] = json::texts(client.logoutRedirects);
}

Json authorizationTypes(const ClientApplication &client)
{
    Json types = Json::array();
    if (!client.isMachineToMachine())
        types.push_back("code");
    if (client.supportRefreshTokens)
        types.push_back("refresh_token");
    if (client.usesClientCredentials())
        types.push_back("client_credentials");
    return types;
}

void addAuthentication(Json &object, const ClientApplication &client)
{
    object["confidential"] = !client.isPublic();
    object["token_endpoint_auth_method"] = Json::array({json::fromText(authenticationMethod(client))});
    if (const Json keys = publicKeys(client); !keys.empty())
        object["jwks"] = {{"keys", keys}};
    json::addText(object, "jwks_uri", client.jwksUri);
}

void addConsentLosses(ExportLosses &losses, const ClientApplication &client)
{
    losses.add(ClientField::RequireConsent, !client.requireConsent,
               FormatText::tr("It is off, but Glewlwyd asks each user once all the same."));
    losses.add(ClientField::AllowRememberConsent, client.requireConsent && !client.allowRememberConsent,
               FormatText::tr("It is off, but Glewlwyd remembers what a user has allowed."));
    losses.add(ClientField::ConsentTexts, !client.consentTexts.isEmpty(),
               FormatText::tr("Not exported: Glewlwyd shows the names of its scopes."));
}

void addKeyNotes(ExportLosses &losses, const ClientApplication &client)
{
    losses.add(ClientField::ClientAuthentication,
               client.clientAuthentication == ClientAuthentication::PrivateKey,
               FormatText::tr("A plug-in heeds keys only with request-parameter-allow, and where its "
                              "client-jwks-parameter is \"jwks\" and its client-jwks_uri-parameter "
                              "\"jwks_uri\"."));
}

/// What the server has to be told beside the client application.
void addServerNotes(ExportLosses &losses, const ClientApplication &client)
{
    losses.add(ClientField::RequirePkce, client.requirePkce,
               FormatText::tr("It is on, but a plug-in asks all client applications for it or none: "
                              "set pkce-required there."));
    losses.add(client.supportApi ? ClientField::ApiScopes : ClientField::DefaultResources, true,
               FormatText::tr("With Authorization code users may allow other scopes, too, unless the "
                              "plug-in's restrict-scope-client-property is \"scope\"."));
    losses.add(ClientField::CustomResources, client.supportOpenId && !client.customResources.isEmpty(),
               FormatText::tr("Only their names are in the scope: %1. Define their claims in the "
                              "plug-in.")
                   .arg(client.customResources.join(", "_L1)));
    losses.add(ClientField::LogoutRedirects, !client.logoutRedirects.isEmpty(),
               FormatText::tr("Glewlwyd refuses the client application unless the data format of its "
                              "client backend has post_logout_redirect_uris with multiple values."));
}

void addLosses(ExportLosses &losses, const ClientApplication &client)
{
    losses.add(ClientField::Title, client.title.toUtf8().size() > longestName,
               FormatText::tr("Not exported: it takes more than %1 bytes.").arg(longestName));
    losses.addIdentity();
    losses.addLogo();
    losses.addUnsaid({ClientField::AllowedCorsOrigins, ClientField::AccessTokenLifetime,
                      ClientField::IdTokenLifetime, ClientField::RefreshTokenLifetime, ClientField::ClientUri,
                      ClientField::PolicyUri, ClientField::TosUri, ClientField::Contacts});
    losses.add(ClientField::LogoUri, !client.logoUri.isEmpty(),
               FormatText::tr("Not exported: Glewlwyd shows no logos."));
    losses.addNotSaid(ClientField::IncludeUserInfoInToken, client.includeUserInfoInToken);
    addKeyNotes(losses, client);
    if (client.isMachineToMachine())
        return losses.addUnused();
    addConsentLosses(losses, client);
    addServerNotes(losses, client);
}

QString reasonToLeaveOutOf(const ClientApplication &client)
{
    if (client.clientId.size() > longestClientId) {
        return FormatText::tr("Left out, because Glewlwyd takes a Client ID of at most %1 characters, and "
                              "this has %2.")
            .arg(QString::number(longestClientId), QString::number(client.clientId.size()));
    }
    if (authenticationMethod(client).isEmpty()) {
        return FormatText::tr("Left out, because Glewlwyd has no name for its client authentication. "
                              "Choose another.");
    }
    return kept::isFrom(client, u"glewlwyd"_s) ? QString()
                                               : reasonNotToRun(client); // one runs on it as it is
}

/// A key in PEM goes with the others, so that one which was removed here is not accepted there any more.
void restoreKept(Json &object, const ClientApplication &client)
{
    const Json said = object.value("jwks", Json());
    kept::restore(object, client, u"glewlwyd"_s);
    const auto known = kept::spellingOf(client, u"glewlwyd"_s, "/jwks");
    if (!object.contains(publicKeyName) || !known || known->said == said)
        return;
    object.erase(publicKeyName);
    if (said.is_null())
        object.erase("jwks");
    else
        object["jwks"] = said;
}

void takeRefused(ClientApplication &client, ExportLosses &losses)
{
    exactredirects::takeInexact(client, losses);
    if (!client.isMachineToMachine())
        takeWithoutPath(client, losses);
}

}

Json glewlwydJson(const ClientApplication &client)
{
    Json object = Json::object();
    json::addText(object, "client_id", client.clientId);
    if (client.title.toUtf8().size() <= longestName)
        json::addText(object, "name", client.title);
    json::addText(object, "description", client.description);
    object["enabled"] = client.enabled;
    addAuthentication(object, client);
    object["authorization_type"] = authorizationTypes(client);
    if (!client.isMachineToMachine())
        addRedirects(object, client);
    object["scope"] = json::texts(scopes(client));
    return object;
}

namespace {

/// Writes client applications as the API of Glewlwyd takes them, disabled ones too. What would make it refuse
/// one, or crash, is left out and told.
class GlewlwydWriter final : public JsonArrayWriter
{
public:
    using JsonArrayWriter::JsonArrayWriter;

    Result<QList<Loss>> add(const ClientApplication &typed) override
    {
        ClientApplication client = rules::normalized(typed);
        const QList<Loss> disabled = takeDisabledResources(client, m_head.customResources);
        ExportLosses losses(client);
        takeRefused(client, losses);
        if (const QString reason = reasonToLeaveOutOf(client); !reason.isEmpty()) {
            losses.add(ClientField::Enabled, true, reason);
            return losses.all();
        }
        ChosenSecret secret = chosenSecret(client, m_head, {"password"});
        losses.addSecrets(secret.loss);
        addLosses(losses, client);

        Json object = glewlwydJson(client);
        restoreKept(object, client);
        const char *const name = object.contains("client_secret") ? "client_secret" : "password";
        if (secret.inClear)
            object[name] = takeText(std::move(*secret.inClear));
        const auto done = m_clients.add(object);
        if (secret.inClear)
            wipeText(object[name]);
        return done.transform([&] { return losses.all() + disabled; });
    }
};

}

std::unique_ptr<ClientWriter> glewlwydWriter(QIODevice &target)
{
    return std::make_unique<GlewlwydWriter>(target);
}

}
