#include "domain/formats/identityserver/IdentityServer.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ConsentProperties.h"
#include "domain/formats/ExportLosses.h"
#include "domain/formats/ResourceClaims.h"
#include "domain/json/JsonOutput.h"
#include "domain/rules/ClientRules.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct WriterText
{
    Q_DECLARE_TR_FUNCTIONS(IdentityServerWriter)
};

QList<Json> identityResources(const QList<CustomResource> &custom)
{
    QList<Json> resources;
    for (const QLatin1StringView name : defaultResourceNames)
        resources << Json{{"Name", name.data()}, {"UserClaims", json::texts(standardClaims(QString(name)))}};
    for (const CustomResource &resource : custom) {
        QStringList claims;
        for (const ResourceClaim &claim : resource.claims)
            claims << claim.claim;
        Json object{{"Name", json::fromText(resource.name)}, {"Enabled", resource.enabled}};
        json::addText(object, "DisplayName", resource.title);
        object["UserClaims"] = json::texts(claims);
        resources << std::move(object);
    }
    return resources;
}

QList<Json> apiScopes(const QList<ApiScope> &scopes)
{
    QList<Json> objects;
    for (const ApiScope &scope : scopes) {
        Json object{{"Name", json::fromText(scope.name)}};
        json::addText(object, "DisplayName", scope.title);
        json::addText(object, "Description", scope.description);
        objects << std::move(object);
    }
    return objects;
}

void addCodeFlow(Json &object, const ClientApplication &client)
{
    object["RequirePkce"] = client.requirePkce;
    object["AllowOfflineAccess"] = client.supportRefreshTokens;
    object["RequireConsent"] = client.requireConsent;
    object["AllowRememberConsent"] = client.allowRememberConsent;
    if (client.supportOpenId)
        object["AlwaysIncludeUserClaimsInIdToken"] = client.includeUserInfoInToken;
    json::addText(object, "LogoUri", client.logoUri);
    object["RedirectUris"] = json::texts(client.loginRedirects);
    object["PostLogoutRedirectUris"] = json::texts(client.logoutRedirects);
}

/// The user that it acts as is the subject of its tokens.
void addIdentity(Json &object, const ClientApplication &client, const char *claims)
{
    if (client.identity.isEmpty())
        return;
    object["ClientClaimsPrefix"] = ""; // else the claim is client_sub
    object[claims] = Json::array({{{"Type", "sub"}, {"Value", json::fromText(client.identity)}}});
}

Json clientJson(const ClientApplication &client, const IdentityServerVariant &variant)
{
    QStringList scopes = exportedScopes(client);
    scopes.removeAll(offlineAccessScope); // AllowOfflineAccess says it
    Json object{{"ClientId", json::fromText(client.clientId)}};
    json::addText(object, "ClientName", client.title);
    object["Enabled"] = client.enabled;
    object["AllowedGrantTypes"] = json::texts({grantTypeName(client.grantType)});
    object["AllowedScopes"] = json::texts(scopes);
    if (client.isMachineToMachine()) {
        addIdentity(object, client, variant.claims);
        return object;
    }
    addCodeFlow(object, client);
    Json properties = Json::object();
    addConsentProperties(properties, client.consentTexts);
    if (!properties.empty())
        object["Properties"] = std::move(properties);
    return object;
}

QString unsaid(const CustomResource &resource)
{
    QStringList sources;
    for (const ResourceClaim &claim : resource.claims) {
        if (!isSaidByName(claim))
            sources << sourceText(claim);
    }
    QStringList texts;
    if (!sources.isEmpty()) {
        texts << WriterText::tr(
                     "JSON cannot say where the claims of \"%1\" get their values: %2. Have the profile "
                     "service (IProfileService) of the server give them.")
                     .arg(resource.name, sources.join("; "_L1));
    }
    if (!resource.texts.isEmpty()) {
        texts << WriterText::tr(
                     "The translations of \"%1\" (%2) are not in the file. Translate it on the server.")
                     .arg(resource.name, QStringList(resource.texts.keys()).join(", "_L1));
    }
    return texts.join(u' ');
}

/// Writes IdentityServer's sections: identity resources and API scopes first, then the clients one at a time.
class IdentityServerWriter final : public ClientWriter
{
public:
    /// `variant` outlives this.
    IdentityServerWriter(const IdentityServerVariant &variant, QIODevice &target)
        : m_variant(variant), m_target(target), m_clients(target, variant.envelopes.front().empty() ? 1 : 2)
    {
    }

    Result<void> begin(const ExportHead &head) override
    {
        m_head = head;
        m_head.signingKeys = {}; // not carried, and not ours to keep
        const QByteArray envelope =
            "\n  \"" + QByteArray::fromStdString(m_variant.envelopes.front()) + "\": {";
        return json::write(m_target, hasEnvelope() ? "{" + envelope : QByteArray("{"))
            .and_then(
                [&] { return writeSection("IdentityResources", identityResources(head.customResources)); })
            .and_then([&] { return writeSection("ApiScopes", apiScopes(head.apiScopes)); })
            .and_then([&] { return json::write(m_target, lineStart() + "\"Clients\": "); })
            .and_then([&] { return m_clients.begin(); });
    }

    Result<QList<Loss>> add(const ClientApplication &typed) override
    {
        const ClientApplication client = rules::normalized(typed);
        QStringList lostSecrets;
        Json object = clientJson(client, m_variant);
        Json &secrets = object["ClientSecrets"];
        secrets = identityServerSecrets(client, m_variant, m_head, lostSecrets);
        ExportLosses losses(client);
        for (const QString &text : std::as_const(lostSecrets))
            losses.addSecrets(text);
        losses.addLogo();
        losses.addUnused();
        const auto done = m_clients.add(object);
        wipeIdentityServerSecrets(secrets);
        return done.transform([&] { return losses.all() + lostOfResources(client); });
    }

    Result<void> end() override
    {
        return m_clients.end().and_then(
            [&] { return json::write(m_target, hasEnvelope() ? "\n  }\n}\n" : "\n}\n"); });
    }

private:
    bool hasEnvelope() const { return !m_variant.envelopes.front().empty(); }
    QByteArray lineStart() const { return hasEnvelope() ? "\n    " : "\n  "; }

    Result<void> writeSection(const char *name, const QList<Json> &items)
    {
        json::ArrayOutput output(m_target, hasEnvelope() ? 2 : 1);
        Result<void> done =
            json::write(m_target, lineStart() + '"' + name + "\": ").and_then([&] { return output.begin(); });
        for (const Json &item : items)
            done = done.and_then([&] { return output.add(item); });
        return done.and_then([&] { return output.end(); }).and_then([&] {
            return json::write(m_target, ",");
        });
    }

    /// What the identity resources of the client do not say.
    QList<Loss> lostOfResources(const ClientApplication &client) const
    {
        QList<Loss> losses;
        if (!client.supportOpenId)
            return losses;
        for (const CustomResource &resource : m_head.customResources) {
            const QString text =
                client.customResources.contains(resource.name) ? unsaid(resource) : QString();
            if (!text.isEmpty())
                losses << Loss{client.clientId, fieldLabel(ClientField::CustomResources), text};
        }
        return losses;
    }

    const IdentityServerVariant &m_variant;
    QIODevice &m_target;
    json::ArrayOutput m_clients;
    ExportHead m_head;
};

}

std::unique_ptr<ClientWriter> identityServerWriter(const IdentityServerVariant &variant, QIODevice &target)
{
    return std::make_unique<IdentityServerWriter>(variant, target);
}

}
