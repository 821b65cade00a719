#include "domain/formats/Formats.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ExportLosses.h"
#include "domain/formats/JsonArrayWriter.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/rules/ClientRules.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct GlewlwydWriterText
{
    Q_DECLARE_TR_FUNCTIONS(GlewlwydWriterText)
};

constexpr qsizetype longestName = 256; ///< bytes

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
                   GlewlwydWriterText::tr("\"%1\" is left out, because a redirect without a path can crash "
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

void addCodeFlow(Json &object, const ClientApplication &client)
{
    object["authorization_type"] = Json::array({"code"});
    if (client.supportRefreshTokens)
        object["authorization_type"].push_back("refresh_token");
    object["redirect_uri"] = json::texts(client.loginRedirects);
    if (!client.logoutRedirects.isEmpty())
        object["post_logout_redirect_uris"] = json::texts(client.logoutRedirects);
}

Json clientJson(const ClientApplication &client)
{
    Json object = Json::object();
    json::addText(object, "client_id", client.clientId);
    if (client.title.toUtf8().size() <= longestName)
        json::addText(object, "name", client.title);
    object["enabled"] = client.enabled;
    object["confidential"] = true;
    object["token_endpoint_auth_method"] = Json::array({"client_secret_basic"});
    if (client.isMachineToMachine())
        object["authorization_type"] = Json::array({"client_credentials"});
    else
        addCodeFlow(object, client);
    object["scope"] = json::texts(scopes(client));
    return object;
}

void addConsentLosses(ExportLosses &losses, const ClientApplication &client)
{
    losses.add(ClientField::RequireConsent, !client.requireConsent,
               GlewlwydWriterText::tr("It is off, but Glewlwyd asks each user once all the same."));
    losses.add(ClientField::AllowRememberConsent, client.requireConsent && !client.allowRememberConsent,
               GlewlwydWriterText::tr("It is off, but Glewlwyd remembers what a user has allowed."));
    losses.add(ClientField::ConsentTexts, !client.consentTexts.isEmpty(),
               GlewlwydWriterText::tr("Not exported: Glewlwyd shows the names of its scopes."));
}

/// What the server has to be told beside the client application.
void addServerNotes(ExportLosses &losses, const ClientApplication &client)
{
    losses.add(ClientField::RequirePkce, client.requirePkce,
               GlewlwydWriterText::tr("It is on, but a plug-in asks all client applications for it or none: "
                                      "set pkce-required there."));
    losses.add(client.supportApi ? ClientField::ApiScopes : ClientField::DefaultResources, true,
               GlewlwydWriterText::tr("With Authorization code users may allow other scopes, too, unless the "
                                      "plug-in's restrict-scope-client-property is \"scope\"."));
    losses.add(ClientField::CustomResources, client.supportOpenId && !client.customResources.isEmpty(),
               GlewlwydWriterText::tr("Only their names are in the scope: %1. Define their claims in the "
                                      "plug-in.")
                   .arg(client.customResources.join(", "_L1)));
    losses.add(ClientField::LogoutRedirects, !client.logoutRedirects.isEmpty(),
               GlewlwydWriterText::tr("Glewlwyd refuses the client application unless the data format of its "
                                      "client backend has post_logout_redirect_uris with multiple values."));
}

void addLosses(ExportLosses &losses, const ClientApplication &client)
{
    losses.add(ClientField::Title, client.title.toUtf8().size() > longestName,
               GlewlwydWriterText::tr("Not exported: it takes more than %1 bytes.").arg(longestName));
    losses.addIdentity();
    losses.addLogo();
    losses.add(ClientField::LogoUri, !client.logoUri.isEmpty(),
               GlewlwydWriterText::tr("Not exported: Glewlwyd shows no logos."));
    losses.addNotSaid(ClientField::IncludeUserInfoInToken, client.includeUserInfoInToken);
    if (client.isMachineToMachine())
        return losses.addUnused();
    addConsentLosses(losses, client);
    addServerNotes(losses, client);
}

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
        if (!client.isMachineToMachine())
            takeWithoutPath(client, losses);
        if (const QString reason = reasonNotToRun(client); !reason.isEmpty()) {
            losses.add(ClientField::Enabled, true, reason);
            return losses.all();
        }
        ChosenSecret secret = chosenSecret(client, m_head, {"password"});
        losses.addSecrets(secret.loss);
        addLosses(losses, client);

        Json object = clientJson(client);
        if (secret.inClear)
            object["password"] = takeText(std::move(*secret.inClear));
        const auto done = m_clients.add(object);
        if (secret.inClear)
            wipeText(object["password"]);
        return done.transform([&] { return losses.all() + disabled; });
    }
};

}

std::unique_ptr<ClientWriter> glewlwydWriter(QIODevice &target)
{
    return std::make_unique<GlewlwydWriter>(target);
}

}
