#include "domain/formats/identityserver/IdentityServer.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ExactRedirects.h"
#include "domain/formats/ExportLosses.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/KeptSettings.h"
#include "domain/formats/ResourceClaims.h"
#include "domain/formats/identityserver/IdentityServerSecrets.h"
#include "domain/formats/identityserver/SectionOutput.h"
#include "domain/json/JsonOutput.h"
#include "domain/rules/ClientRules.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

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

QString unsaid(const CustomResource &resource)
{
    QStringList sources;
    for (const ResourceClaim &claim : resource.claims) {
        if (!isSaidByName(claim))
            sources << sourceText(claim);
    }
    QStringList texts;
    if (!sources.isEmpty()) {
        texts << FormatText::tr(
                     "JSON cannot say where the claims of \"%1\" get their values: %2. Have the profile "
                     "service (IProfileService) of the server give them.")
                     .arg(resource.name, sources.join("; "_L1));
    }
    if (!resource.texts.isEmpty()) {
        texts << FormatText::tr("The translations of \"%1\" (%2) are not said. Translate it on the server.")
                     .arg(resource.name, QStringList(resource.texts.keys()).join(", "_L1));
    }
    return texts.join(u' ');
}

bool isSubject(const Json &claim)
{
    return claim.is_object() && claim.contains("Type") && claim["Type"] == "sub";
}

/// The claim sub is the Identity in tokens without a prefix alone, which renames the other claims there.
QString giveBareSubject(Json &object, const char *claims)
{
    const auto prefix = object.find(prefixProperty);
    if (prefix != object.end() && *prefix == "")
        return {};
    Json &list = object[claims];
    const auto subject = std::ranges::find_if(list, isSubject);
    if (!list.is_array() || subject == list.end() || list.size() == 1) {
        object[prefixProperty] = "";
        return {};
    }
    list.erase(subject);
    return FormatText::tr(
        "Not written: it is the claim sub, which needs an empty ClientClaimsPrefix, and that "
        "renames the other claims in tokens. Set ClientClaimsPrefix to \"\" under Other "
        "settings if those who read them can do with that.");
}

/// Writes IdentityServer's sections: identity resources and API scopes first, then the clients one at a time.
class IdentityServerWriter final : public ClientWriter
{
public:
    /// `variant` outlives this.
    IdentityServerWriter(const IdentityServerVariant &variant, QIODevice &target)
        : m_variant(variant), m_output(target)
    {
    }

    Result<void> begin(const ExportHead &head) override
    {
        m_head = head;
        m_head.signingKeys = {}; // not carried, and not ours to keep
        return {};
    }

    Result<QList<Loss>> add(const ClientApplication &typed) override
    {
        const ClientApplication client = rules::normalized(typed);
        ExportLosses losses(client);
        ClientApplication runnable = client;
        exactredirects::takeInexact(runnable, losses);
        Json object = identityServerObject(runnable, m_variant);
        kept::restore(object, client, QString::fromLatin1(m_variant.format));
        const QString section = takeSection(object);
        if (const auto done = beginIn(section); !done)
            return std::unexpected(done.error());
        losses.add(ClientField::OtherSettings, !m_output.isIn(section),
                   FormatText::tr("It stands in the section %1, but is written to %2 with the first of this "
                                  "file. Export it alone.")
                       .arg(section, m_output.section()));
        addLosses(losses, object, client);
        return write(object, client, losses).transform([&] {
            return losses.all() + lostOfResources(client);
        });
    }

    Result<void> end() override
    {
        return beginIn({}).and_then([&] { return m_output.end(); });
    }

private:
    /// It is not IdentityServer's, but ours.
    QString takeSection(Json &object) const
    {
        const auto found = object.find(sectionSetting);
        if (!m_variant.isInAnySection || found == object.end() || !found->is_string())
            return {};
        const QString section = json::toText(found->get<std::string>());
        object.erase(found);
        return section;
    }

    /// Where the first client application stands in its file.
    Result<void> beginIn(const QString &section)
    {
        if (m_output.isBegun())
            return {};
        const QString usual =
            SectionOutput::joined({json::toText(m_variant.envelopes.front()), u"Clients"_s});
        return m_output.begin(section, usual,
                              {identityResources(m_head.customResources), apiScopes(m_head.apiScopes)});
    }

    void addLosses(ExportLosses &losses, Json &object, const ClientApplication &client) const
    {
        if (client.usesClientCredentials() && !client.identity.isEmpty()) {
            const QString text = giveBareSubject(object, m_variant.claims);
            losses.add(ClientField::Identity, !text.isEmpty(), text);
        }
        losses.add(
            ClientField::JwksUri, !client.jwksUri.isEmpty(),
            FormatText::tr("The format has keys, but not the address where they are. Add them on the tab "
                           "Keys."));
        losses.add(ClientField::ClientAuthentication,
                   client.clientAuthentication == ClientAuthentication::Other &&
                       !object.contains(secretsProperty),
                   FormatText::tr("The file cannot say how it proves who it is. Set that on the server."));
        losses.addLogo();
        if (!client.isMachineToMachine() || !object.contains("RedirectUris")) // they go back as they came
            losses.addUnused();
    }

    Result<void> write(Json &object, const ClientApplication &client, ExportLosses &losses)
    {
        const auto found = object.find(secretsProperty);
        Json none;
        Json &secrets = found == object.end() ? none : *found;
        QStringList lost;
        const bool hadSecrets = !secrets.empty();
        identityserver::giveValues(secrets, client, m_variant, m_head, lost);
        for (const QString &text : std::as_const(lost))
            losses.addSecrets(text);
        if (hadSecrets &&
            secrets.empty()) { // none of them may stand there, which is not to say that there is none
            object.erase(secretsProperty);
            return m_output.add(object);
        }
        const auto done = m_output.add(object);
        json::wipeTexts(secrets);
        return done;
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
    SectionOutput m_output;
    ExportHead m_head;
};

}

std::unique_ptr<ClientWriter> identityServerWriter(const IdentityServerVariant &variant, QIODevice &target)
{
    return std::make_unique<IdentityServerWriter>(variant, target);
}

}
