#include "domain/formats/Formats.h"

#include "domain/DefaultResources.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/KeptSettings.h"
#include "domain/formats/ResourceClaims.h"
#include "domain/formats/oidcprovider/ExtraMetadata.h"
#include "domain/formats/rfc7591/Rfc7591.h"
#include "domain/json/JsonOutput.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

Json scopesJson(const ExportHead &head)
{
    QStringList scopes;
    for (const QLatin1StringView name : defaultResourceNames)
        scopes << name;
    scopes << offlineAccessScope;
    for (const CustomResource &resource : head.customResources) {
        if (resource.enabled)
            scopes << resource.name;
    }
    for (const ApiScope &scope : head.apiScopes)
        scopes << scope.name;
    scopes.removeDuplicates();
    Json array = Json::array();
    for (const QString &scope : scopes)
        array.push_back(json::fromText(scope));
    return array;
}

Json claimsJson(const QList<CustomResource> &resources)
{
    Json claims = Json::object();
    for (const QLatin1StringView name : defaultResourceNames)
        claims[name.data()] = json::texts(standardClaims(QString(name)));
    for (const CustomResource &resource : resources) {
        if (!resource.enabled)
            continue;
        Json names = Json::array();
        for (const ResourceClaim &claim : resource.claims)
            names.push_back(json::fromText(claim.claim));
        claims[json::fromText(resource.name)] = std::move(names);
    }
    return claims;
}

/// A document that is indented by two spaces already, as a member of the outermost object. Straight from the
/// caller's memory: it holds private keys.
Result<void> writeDocument(QIODevice &target, const char *name, QByteArrayView document)
{
    Result<void> done = json::write(target, QByteArray(",\n  \"") + name + "\": ");
    const QByteArrayView text = document.trimmed();
    for (qsizetype start = 0; done && start < text.size();) {
        const qsizetype end = text.indexOf('\n', start);
        const QByteArrayView line = text.sliced(start, (end < 0 ? text.size() : end) - start);
        done = json::write(target, QByteArray::fromRawData(line.data(), line.size()));
        if (done && end >= 0)
            done = json::write(target, "\n  ");
        start = end < 0 ? text.size() : end + 1;
    }
    return done;
}

/// A member of the outermost object, the same bytes as a dump of the whole would give.
Result<void> writeMember(QIODevice &target, const char *name, const Json &value, const QByteArray &before)
{
    QByteArray text = QByteArray::fromStdString(value.dump(2));
    text.replace('\n', "\n  ");
    return json::write(target, before + "\n  \"" + name + "\": " + text);
}

/// Writes a configuration of npm `oidc-provider`: scopes, claims and what keys it signs with first, then the
/// clients one at a time, then the features that they need.
class OidcProviderWriter final : public ClientWriter
{
public:
    explicit OidcProviderWriter(QIODevice &target) : m_target(target), m_clients(target, 1) {}

    Result<void> begin(const ExportHead &head) override
    {
        m_head = head;
        m_head.signingKeys = {}; // theirs is not ours to keep
        m_extra.emplace(head.languages);
        return writeMember(m_target, "scopes", scopesJson(head), "{")
            .and_then([&] { return writeMember(m_target, "claims", claimsJson(head.customResources), ","); })
            .and_then([&]() -> Result<void> {
                if (head.signingKeys.isEmpty())
                    return {};
                return writeDocument(m_target, "jwks", head.signingKeys);
            })
            .and_then([&] { return json::write(m_target, ",\n  \"clients\": "); })
            .and_then([&] { return m_clients.begin(); });
    }

    Result<QList<Loss>> add(const ClientApplication &typed) override
    {
        Rfc7591Client written = rfc7591Client(typed, m_head, u"oidc-provider"_s, takeRefusedByProvider);
        if (written.isLeftOut)
            return written.losses;
        Json metadata = rfc7591Metadata(written.client);
        kept::restore(metadata, written.client, u"oidc-provider"_s);
        m_extra->addAllOf(metadata);
        addSecret(metadata, written, m_head);
        m_anyMachine = m_anyMachine || written.client.usesClientCredentials();
        m_anyLogout = m_anyLogout || metadata.contains("post_logout_redirect_uris");
        const auto done = m_clients.add(metadata);
        wipeSecret(metadata);
        return done.transform([&] { return written.losses + neededInCode(written.client); });
    }

    Result<void> end() override
    {
        const Json features{
            {"devInteractions", {{"enabled", false}}}, // else anybody signs in with any password
            {"clientCredentials", {{"enabled", m_anyMachine}}},
            {"rpInitiatedLogout", {{"enabled", m_anyLogout}}}};
        return m_clients.end()
            .and_then([&] { return writeMember(m_target, "extraClientMetadata", m_extra->json(), ","); })
            .and_then([&] { return writeMember(m_target, "features", features, ","); })
            .and_then([&] { return json::write(m_target, "\n}\n"); });
    }

private:
    QList<Loss> neededInCode(const ClientApplication &client) const
    {
        QList<Loss> losses;
        if (client.requirePkce) {
            losses << Loss{client.clientId, fieldLabel(ClientField::RequirePkce),
                           FormatText::tr("It is on, but JSON cannot have the server demand PKCE. Add this "
                                          "to the configuration in its code: %1.")
                               .arg(demandsPkce)};
        }
        if (!client.supportOpenId)
            return losses;
        for (const CustomResource &resource : m_head.customResources) {
            if (!client.customResources.contains(resource.name) || resource.claims.isEmpty())
                continue;
            QStringList sources;
            for (const ResourceClaim &claim : resource.claims)
                sources << sourceText(claim);
            losses << Loss{
                client.clientId, fieldLabel(ClientField::CustomResources),
                FormatText::tr("JSON cannot say where the claims of \"%1\" get their values: %2. Have the "
                               "function findAccount of the server give them.")
                    .arg(resource.name, sources.join("; "_L1))};
        }
        return losses;
    }

    QIODevice &m_target;
    json::ArrayOutput m_clients;
    ExportHead m_head;
    std::optional<ExtraMetadata> m_extra; ///< from the beginning on
    bool m_anyMachine = false;
    bool m_anyLogout = false;
};

}

std::unique_ptr<ClientWriter> oidcProviderWriter(QIODevice &target)
{
    return std::make_unique<OidcProviderWriter>(target);
}

}
