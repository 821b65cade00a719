#include "domain/formats/identityserver/IdentityServer.h"

#include "domain/DefaultResources.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/ResourceClaims.h"
#include "domain/formats/identityserver/Configuration.h"
#include "domain/rules/RuleText.h"

#include <algorithm>
#include <array>
#include <functional>

using namespace Qt::StringLiterals;

namespace gatehouse {

using configuration::readTexts;
using json::Json;
using json::Property;
using json::PropertyBy;
using json::readFlag;

namespace {

/// What stands around the clients of IdentityServer, as far as we know it.
struct Sections
{
    const json::Json *clients = nullptr;
    const json::Json *identityResources = nullptr;
    const json::Json *apiScopes = nullptr;
    const json::Json *apiResources = nullptr;
};
constexpr std::tuple sectionTable{
    Property{"Clients", &Sections::clients},
    Property{"IdentityResources", &Sections::identityResources},
    Property{"ApiScopes", &Sections::apiScopes},
    Property{"ApiResources", &Sections::apiResources},
};

struct Resource
{
    std::optional<QString> name;
    std::optional<QString> displayName;
    std::optional<QString> description;
    std::optional<bool> enabled;
    std::optional<QStringList> claims;
    const json::Json *scopes = nullptr; ///< into the document
};
constexpr std::tuple identityResourceTable{
    Property{"Name", &Resource::name},
    Property{"DisplayName", &Resource::displayName},
    PropertyBy{"Enabled", &Resource::enabled, readFlag},
    PropertyBy{"UserClaims", &Resource::claims, readTexts},
};
constexpr std::tuple apiScopeTable{
    Property{"Name", &Resource::name},
    Property{"DisplayName", &Resource::displayName},
    Property{"Description", &Resource::description},
    PropertyBy{"Enabled", &Resource::enabled, readFlag},
};
constexpr std::tuple apiResourceTable{
    Property{"Name", &Resource::name},
    Property{"Scopes", &Resource::scopes},
};

Result<Resource> readResource(const auto &table, const Json &object, const QString &place,
                              QStringList &unknown)
{
    Resource read;
    return configuration::readRecord(read, table, object, place, unknown).and_then([&]() -> Result<Resource> {
        if (read.name.value_or(QString()).isEmpty())
            return std::unexpected(missing(place, u"Name"_s));
        return read;
    });
}

/// Reads IdentityServer's sections: identity resources become custom resources, API scopes and the scopes of
/// API resources become API scopes.
class IdentityServerReader final : public JsonReader
{
public:
    /// `variant` outlives this.
    IdentityServerReader(const IdentityServerVariant &variant, ImportedHead &file, const QDateTime &now)
        : JsonReader(file, now), m_variant(variant)
    {
    }

    Result<void> readHead(const Json &root) override
    {
        Result<void> done;
        for (const std::string &envelope : m_variant.envelopes) {
            const Json *sections = envelope.empty() ? &root : configuration::find(root, envelope);
            if (sections && sections->is_object())
                done = done.and_then([&] { return readSections(*sections, json::toText(envelope)); });
        }
        if (!m_variant.isInAnySection)
            return done;
        return done.and_then([&] { return readOtherSections(root, {}); });
    }

    Result<void> readClient(ImportedClient &imported, const Json &object) override
    {
        return readIdentityServerClient(imported, object, m_variant, m_now).transform([&] {
            if (!imported.client.identity.isEmpty())
                addUser(imported.client.identity);
        });
    }

private:
    /// The file has no users, but says by its claims that there is one.
    void addUser(const QString &userId)
    {
        if (m_users.contains(userId.toLower()))
            return;
        m_users << userId.toLower();
        User user;
        user.userId = userId;
        user.serviceAccount = true;
        m_file.users << user;
    }

    /// Where the host chose another name for what holds them, its other members are not IdentityServer's.
    Result<void> readOtherSections(const Json &object, const QString &outer)
    {
        Result<void> done;
        for (auto at = object.begin(); object.is_object() && done && at != object.end(); ++at) {
            const QString place = json::member(outer, at.key());
            const bool isRead = outer.isEmpty() && isEnvelope(at.key());
            if (!isRead && holdsIdentityServerResources(*at))
                done = readSections(*at, place);
            else if (!isRead && outer.isEmpty())
                done = readOtherSections(*at, place);
        }
        return done;
    }

    bool isEnvelope(const std::string &name) const
    {
        return std::ranges::any_of(m_variant.envelopes, [&](const std::string &envelope) {
            return json::isSameName(envelope, name, json::Dialect::Configuration);
        });
    }

    Result<void> readSections(const Json &object, const QString &outer)
    {
        QStringList unknown;
        Sections sections;
        if (const auto done = configuration::readRecord(sections, sectionTable, object, outer, unknown);
            !done)
            return done;
        if (isEnvelope(json::fromText(outer)) && !outer.isEmpty())
            loseUnknown(unknown, outer);
        const auto each = [&](const Json *section, const char *name, auto readOne) -> Result<void> {
            return section ? configuration::eachChild(*section, json::member(outer, name),
                                                      std::bind_front(readOne, this))
                           : Result<void>();
        };
        const auto readAlready = [](const IdentityServerReader *, const Json &, const QString &) {
            return Result<void>();
        };
        return each(sections.clients, "Clients", readAlready)
            .and_then([&] {
                return each(sections.identityResources, "IdentityResources",
                            &IdentityServerReader::readIdentityResource);
            })
            .and_then(
                [&] { return each(sections.apiScopes, "ApiScopes", &IdentityServerReader::readScopeOrName); })
            .and_then([&] {
                return each(sections.apiResources, "ApiResources", &IdentityServerReader::readApiResource);
            });
    }

    Result<void> readIdentityResource(const Json &object, const QString &place)
    {
        QStringList unknown;
        const auto read = readResource(identityResourceTable, object, place, unknown);
        if (!read)
            return std::unexpected(read.error());
        loseUnknown(unknown, place);
        if (isDefaultResource(*read->name)) {
            checkDefaultResource(*read, place);
            return {};
        }
        if (*read->name == offlineAccessScope) {
            lose(place, FormatText::tr("Not kept: %1 is no resource.").arg(*read->name));
            return {};
        }
        CustomResource resource = resourceWithClaims(*read->name, read->claims.value_or(QStringList()),
                                                     json::member(place, "UserClaims"), m_file);
        const QString named = u"custom_resources[%1]."_s.arg(m_file.customResources.size());
        if (!read->claims)
            m_file.named.remove(named + u"claims"_s);
        if (read->displayName) {
            resource.title = *read->displayName;
            m_file.named << named + u"title"_s;
        }
        if (read->enabled) {
            resource.enabled = *read->enabled;
            m_file.named << named + u"enabled"_s;
        }
        m_file.customResources << resource;
        return {};
    }

    Result<void> readApiScope(const Json &object, const QString &place)
    {
        QStringList unknown;
        const auto read = readResource(apiScopeTable, object, place, unknown);
        if (!read)
            return std::unexpected(read.error());
        loseUnknown(unknown, place);
        if (isReservedScope(*read->name)) {
            lose(place, FormatText::tr("Not kept: \"%1\" has a meaning of its own in OpenID Connect.")
                            .arg(*read->name));
            return {};
        }
        if (!read->enabled.value_or(true)) {
            lose(json::member(place, "Enabled"),
                 FormatText::tr("Not kept: API scopes cannot be disabled in Gatehouse. Take \"%1\" away "
                                "from the client applications instead.")
                     .arg(rules::shortened(*read->name)));
        }
        const QString named = u"api_scopes[%1]."_s.arg(m_file.apiScopes.size());
        addApiScope(*read->name);
        ApiScope &scope = m_file.apiScopes.last();
        if (read->displayName) {
            scope.title = *read->displayName;
            m_file.named << named + u"title"_s;
        }
        if (read->description) {
            scope.description = *read->description;
            m_file.named << named + u"description"_s;
        }
        return {};
    }

    Result<void> readApiResource(const Json &object, const QString &place)
    {
        QStringList unknown;
        const auto read = readResource(apiResourceTable, object, place, unknown);
        if (!read)
            return std::unexpected(read.error());
        Result<void> done;
        if (read->scopes) {
            done =
                configuration::eachChild(*read->scopes, json::member(place, "Scopes"),
                                         std::bind_front(&IdentityServerReader::readScopeOfResource, this));
        }
        lose(place,
             FormatText::tr("Of \"%1\" its scopes are kept and nothing else: Gatehouse has API scopes, "
                            "but no API resources (%2).")
                 .arg(rules::shortened(*read->name), (QStringList{u"Name"_s} + unknown).join(", "_L1)));
        return done;
    }

    /// Hosts that bind them by themselves may have their names alone.
    Result<void> readScopeOrName(const Json &scope, const QString &place)
    {
        return scope.is_string() ? readScopeOfResource(scope, place) : readApiScope(scope, place);
    }

    /// A name, or the API scope itself: IdentityServer4 had them here until its version 3.
    Result<void> readScopeOfResource(const Json &scope, const QString &place)
    {
        if (scope.is_object()) {
            const Json *name = configuration::find(scope, "Name");
            const bool isKnown =
                name && m_scopeNames.contains(json::read<QString>(*name, place).value_or(QString()));
            return isKnown ? Result<void>() : readApiScope(scope, place);
        }
        return json::read<QString>(scope, place).transform([&](const QString &name) {
            if (name.isEmpty())
                lose(place, FormatText::tr("A scope without a name is left out."));
            else if (!isReservedScope(name) && !m_scopeNames.contains(name))
                addApiScope(name);
        });
    }

    /// What a default resource says beyond OpenID Connect is lost.
    void checkDefaultResource(const Resource &resource, const QString &place)
    {
        const QString name = *resource.name;
        m_file.losses << otherThanStandard(name, resource.claims.value_or(QStringList()),
                                           json::member(place, "UserClaims"));
        if (resource.displayName) {
            lose(json::member(place, "DisplayName"),
                 FormatText::tr(
                     "Not kept: in Gatehouse \"%1\" has the consent texts of each client application.")
                     .arg(name));
        }
        if (!resource.enabled.value_or(true)) {
            lose(json::member(place, "Enabled"),
                 FormatText::tr("Not kept: \"%1\" is always there. Take it away from the client "
                                "applications instead.")
                     .arg(name));
        }
    }

    void addApiScope(const QString &name)
    {
        m_scopeNames << name;
        ApiScope scope;
        scope.name = name;
        m_file.named << u"api_scopes[%1].name"_s.arg(m_file.apiScopes.size());
        m_file.apiScopes << scope;
    }

    void loseUnknown(const QStringList &unknown, const QString &place)
    {
        for (const QString &name : unknown)
            m_file.losses << unknownProperty({}, place + u'.' + name);
    }

    void lose(const QString &property, const QString &text) { m_file.losses << Loss{{}, property, text}; }

    const IdentityServerVariant &m_variant;
    QSet<QString> m_scopeNames;
    QSet<QString> m_users; ///< their IDs in lower case
};

}

bool holdsIdentityServerResources(const Json &object)
{
    return std::ranges::any_of(std::array{"IdentityResources", "ApiScopes", "ApiResources"},
                               [&](const char *name) {
                                   const Json *section = configuration::find(object, name);
                                   return section && section->is_array() &&
                                          (section->empty() || configuration::find(section->front(), "Name"));
                               });
}

std::unique_ptr<JsonReader> identityServerReader(const IdentityServerVariant &variant, ImportedHead &file,
                                                 const QDateTime &now)
{
    return std::make_unique<IdentityServerReader>(variant, file, now);
}

}
