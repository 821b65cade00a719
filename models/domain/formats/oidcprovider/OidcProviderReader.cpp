#include "domain/formats/Formats.h"

#include "domain/DefaultResources.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/ResourceClaims.h"
#include "domain/formats/rfc7591/Rfc7591.h"
#include "domain/json/JsonRecord.h"

#include <functional>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

/// Whether exporting writes a feature so: those that follow from the client applications are on or off.
bool isAsWritten(const std::string &name, const Json &feature)
{
    const Json off{{"enabled", false}};
    if (name == "devInteractions")
        return feature == off;
    const bool followsFromClients = name == "clientCredentials" || name == "rpInitiatedLogout";
    return followsFromClients && (feature == off || feature == Json{{"enabled", true}});
}

/// The server takes an object with the claims as names, too.
Result<QStringList> claimNames(const Json &value, const QString &place)
{
    if (!value.is_object())
        return json::read<QStringList>(value, place);
    QStringList names;
    for (const auto &[name, ignored] : value.items())
        names << json::toText(name);
    return names;
}

/// Reads a configuration of npm `oidc-provider`. A fault in a client application refuses that one; a fault
/// outside of them refuses the file.
class OidcProviderReader final : public JsonReader
{
public:
    using JsonReader::JsonReader;

    Result<void> readHead(const Json &root) override
    {
        const auto readOne = [&](const std::string &name, const Json &value, const QString &) {
            return readTop(name, value);
        };
        return json::eachMember(root, {}, readOne).transform([&] { addApiScopes(); });
    }

    Result<void> readClient(ImportedClient &imported, const Json &object) override
    {
        return readRfc7591(imported, object, m_now);
    }

private:
    Result<void> readTop(const std::string &name, const Json &value)
    {
        if (name == "clients" && !value.is_array())
            return std::unexpected(json::notAnArray(value, u"clients"_s));
        if (name == "claims")
            return json::eachMember(value, u"claims"_s,
                                    std::bind_front(&OidcProviderReader::readClaims, this));
        if (name == "scopes") {
            return json::read<QStringList>(value, u"scopes"_s).transform([&](const QStringList &read) {
                m_scopes = read;
            });
        }
        if (name == "extraClientMetadata")
            readMetadata(value);
        else if (name == "features")
            readFeatures(value);
        else if (name != "clients")
            m_file.losses << unknownProperty({}, json::member({}, name));
        return {};
    }

    void readMetadata(const Json &value)
    {
        const QString place = u"extraClientMetadata"_s;
        if (!value.is_object()) {
            m_file.losses << unknownProperty({}, place);
            return;
        }
        for (const auto &[name, properties] : value.items()) {
            const QString where = json::member(place, name);
            if (name != "properties" || !properties.is_array()) {
                m_file.losses << unknownProperty({}, where);
                continue;
            }
            for (std::size_t index = 0; index < properties.size(); ++index) {
                // what a client application says by one of these names is kept with it
                if (!properties[index].is_string())
                    m_file.losses << unknownProperty({}, json::element(where, index));
            }
        }
    }

    void readFeatures(const Json &value)
    {
        const QString place = u"features"_s;
        if (!value.is_object()) {
            m_file.losses << unknownProperty({}, place);
            return;
        }
        for (const auto &[name, feature] : value.items()) {
            if (isAsWritten(name, feature))
                continue;
            const QString where = json::member(place, name);
            if (name == "devInteractions") {
                lose(where, FormatText::tr("Not kept: with it anybody signs in with any password. Gatehouse "
                                           "exports it as off."));
            } else {
                m_file.losses << unknownProperty({}, where);
            }
        }
    }

    Result<void> readClaims(const std::string &name, const Json &value, const QString &place)
    {
        const QString scope = json::toText(name);
        if (scope == offlineAccessScope)
            return {};
        if (value.is_null()) {
            lose(place, FormatText::tr("Not kept, because it belongs to no scope."));
            return {};
        }
        return claimNames(value, place).transform([&](const QStringList &claims) {
            if (isDefaultResource(scope))
                m_file.losses << otherThanStandard(scope, claims, place);
            else
                addResource(scope, claims);
        });
    }

    void addResource(const QString &scope, const QStringList &claims)
    {
        m_file.customResources << resourceWithClaims(scope, claims, u"claims."_s + scope, m_file);
    }

    /// What is neither a resource nor has a meaning of its own is an API scope.
    void addApiScopes()
    {
        QSet<QString> resources;
        for (const CustomResource &resource : std::as_const(m_file.customResources))
            resources << resource.name;
        for (const QString &name : std::as_const(m_scopes)) {
            if (isReservedScope(name) || resources.contains(name))
                continue;
            ApiScope scope;
            scope.name = name;
            m_file.named << u"api_scopes[%1].name"_s.arg(m_file.apiScopes.size());
            m_file.apiScopes << scope;
        }
    }

    void lose(const QString &property, const QString &text) { m_file.losses << Loss{{}, property, text}; }

    QStringList m_scopes;
};

}

std::unique_ptr<JsonReader> oidcProviderReader(ImportedHead &file, const QDateTime &now)
{
    return std::make_unique<OidcProviderReader>(file, now);
}

}
