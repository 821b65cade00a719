#include "domain/formats/rfc7591/Rfc7591.h"

#include "domain/formats/AuthenticationNames.h"
#include "domain/formats/ConsentProperties.h"
#include "domain/formats/ExactRedirects.h"
#include "domain/formats/ExportLosses.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/rfc7591/ApplicationType.h"
#include "domain/rules/ClientRules.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <string_view>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

constexpr const char *secretProperty = "client_secret";

Json grantTypes(const ClientApplication &client)
{
    Json types = Json::array();
    if (!client.isMachineToMachine())
        types.push_back("authorization_code");
    if (client.supportRefreshTokens)
        types.push_back("refresh_token");
    if (client.usesClientCredentials())
        types.push_back("client_credentials");
    return types;
}

void addCodeFlow(Json &object, const ClientApplication &client)
{
    object["application_type"] = json::fromText(applicationtype::of(client));
    object["grant_types"] = grantTypes(client);
    object["response_types"] = Json::array({"code"});
    object["redirect_uris"] = json::texts(client.loginRedirects);
    if (!client.logoutRedirects.isEmpty())
        object["post_logout_redirect_uris"] = json::texts(client.logoutRedirects);
    object["require_pkce"] = client.requirePkce;
}

void addAuthentication(Json &object, const ClientApplication &client)
{
    object["token_endpoint_auth_method"] = json::fromText(authenticationMethod(client));
    json::addText(object, "jwks_uri", client.jwksUri);
    if (const Json keys = publicKeys(client); !keys.empty())
        object["jwks"] = {{"keys", keys}};
}

/// npm `oidc-provider` takes nothing else.
bool isMailAddress(const QString &contact)
{
    static const QRegularExpression address(
        uR"(^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$)"_s);
    return address.match(contact).hasMatch();
}

}

void takeRefusedByProvider(ClientApplication &client, ExportLosses &losses)
{
    if (!client.isMachineToMachine())
        applicationtype::takeOthers(client, losses);
    client.contacts.removeIf([&](const QString &contact) {
        losses.add(ClientField::Contacts, !isMailAddress(contact),
                   FormatText::tr("\"%1\" is left out, because a server may refuse what is no mail "
                                  "address.")
                       .arg(contact));
        return !isMailAddress(contact);
    });
    const bool hasBoth = !client.jwksUri.isEmpty() && !publicKeys(client).empty();
    losses.add(ClientField::Keys, hasBoth,
               FormatText::tr("Left out, because beside a JWKS URI a server refuses them. It takes those "
                              "that it finds there (RFC 7591 2)."));
    if (hasBoth)
        client.keys.clear();
}

namespace {

QString reasonWithoutName(const ClientApplication &client)
{
    if (!authenticationMethod(client).isEmpty())
        return {};
    return FormatText::tr("Left out, because the format has no name for its client authentication. "
                          "Choose another.");
}

QList<Loss> notSaid(const ClientApplication &client)
{
    ExportLosses losses(client);
    losses.addIdentity();
    losses.add(ClientField::ClientAuthentication, client.clientAuthentication == ClientAuthentication::Other,
               FormatText::tr("Written as \"%1\", which a server refuses unless it is set up for it.")
                   .arg(client.tokenEndpointAuthMethod));
    losses.addLogo();
    losses.addNotSaid(ClientField::IncludeUserInfoInToken, client.includeUserInfoInToken);
    losses.addNotSaid(ClientField::RequireConsent, client.requireConsent);
    losses.addNotSaid(ClientField::AllowRememberConsent, client.allowRememberConsent);
    losses.addUnsaid({ClientField::Description, ClientField::AllowedCorsOrigins,
                      ClientField::AccessTokenLifetime, ClientField::IdTokenLifetime,
                      ClientField::RefreshTokenLifetime});
    losses.addUnused();
    return losses.all();
}

}

ClientApplication wholeClient(const ClientApplication &typed, const ExportHead &head)
{
    ClientApplication client = rules::normalized(typed);
    takeDisabledResources(client, head.customResources);
    return client;
}

Rfc7591Client rfc7591Client(const ClientApplication &typed, const ExportHead &head, const QString &format,
                            TakeRefused takeRefused)
{
    Rfc7591Client written{rules::normalized(typed)};
    const QList<Loss> disabled = takeDisabledResources(written.client, head.customResources);
    ExportLosses refused(written.client);
    exactredirects::takeInexact(written.client, refused);
    takeRefused(written.client, refused);
    written.losses = refused.all();
    QString reason = reasonToLeaveOut(written.client, format);
    if (reason.isEmpty())
        reason = reasonWithoutName(written.client);
    written.isLeftOut = !reason.isEmpty();
    if (written.isLeftOut)
        written.losses << Loss{typed.clientId, fieldLabel(ClientField::Enabled), reason};
    else
        written.losses << notSaid(written.client) << disabled;
    return written;
}

Json rfc7591Metadata(const ClientApplication &client)
{
    Json object = Json::object();
    json::addText(object, "client_id", client.clientId);
    json::addText(object, "client_name", client.title);
    json::addText(object, "logo_uri", client.logoUri);
    json::addText(object, "client_uri", client.clientUri);
    json::addText(object, "policy_uri", client.policyUri);
    json::addText(object, "tos_uri", client.tosUri);
    if (!client.contacts.isEmpty())
        object["contacts"] = json::texts(client.contacts);
    if (client.isMachineToMachine()) {
        object["grant_types"] = grantTypes(client);
        object["response_types"] = Json::array();
    } else {
        addCodeFlow(object, client);
    }
    json::addText(object, "scope", exportedScopes(client).join(u' '));
    addAuthentication(object, client);
    if (!client.isMachineToMachine())
        addConsentProperties(object, client.consentTexts);
    return object;
}

bool isSaidByServers(const std::string &name, const Json &value)
{
    constexpr std::array<std::string_view, 4> madeUp{"client_id_issued_at", "created_at", "updated_at",
                                                     "registration_client_uri"};
    static const Json usual{{"application_type", "web"},
                            {"authorization_signed_response_alg", "RS256"},
                            {"client_secret_expires_at", 0},
                            {"id_token_signed_response_alg", "RS256"},
                            {"introspection_signed_response_alg", "RS256"},
                            {"subject_type", "public"},
                            {"userinfo_signed_response_alg", "none"}};
    const bool saysNo =
        value.is_null() || value == "" || value == false || (value.is_structured() && value.empty());
    return saysNo || std::ranges::contains(madeUp, name) || (usual.contains(name) && usual[name] == value);
}

/// RFC 7591 3.2.1: the time is required beside a secret, 0 where it never expires.
void addSecret(Json &metadata, Rfc7591Client &written, const ExportHead &head, const SecretNames &names)
{
    ChosenSecret secret = chosenSecret(written.client, head, names);
    if (const QString text = placeholderText(written.client, metadata, secretProperty); !text.isEmpty())
        secret.loss = text;
    if (!secret.loss.isEmpty())
        written.losses.prepend({written.client.clientId, fieldLabel(ClientField::Secrets), secret.loss});
    if (!secret.inClear)
        return;
    metadata[secretProperty] = takeText(std::move(*secret.inClear));
    if (names.end)
        metadata[names.end] = secret.expires.isValid() ? secret.expires.toSecsSinceEpoch() : 0;
}

void wipeSecret(Json &metadata)
{
    if (const auto secret = metadata.find(secretProperty); secret != metadata.end())
        wipeText(*secret);
}

}
