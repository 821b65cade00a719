#include "domain/formats/OidcProviderReader.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/ResourceClaims.h"
#include "domain/formats/Rfc7591Reader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct OidcProviderReaderText
{
    Q_DECLARE_TR_FUNCTIONS(OidcProviderReaderText)
};

}

Result<void> OidcProviderReader::readHead(const Json &root)
{
    if (!root.is_object())
        return std::unexpected(notAnObject(root, OidcProviderReaderText::tr("The file")));
    for (const auto &[name, value] : root.items()) {
        if (const auto done = readTop(name, value); !done)
            return done;
    }
    addApiScopes();
    return {};
}

Result<void> OidcProviderReader::readClient(ImportedClient &imported, const Json &object)
{
    return Rfc7591Reader(imported, m_now).read(object);
}

Result<void> OidcProviderReader::readTop(const std::string &name, const Json &value)
{
    if (name == "clients" && !value.is_array())
        return std::unexpected(json::wrongType(value, u"clients"_s, OidcProviderReaderText::tr("an array")));
    if (name == "claims")
        return readClaims(value);
    if (name == "scopes")
        return json::read<QStringList>(value, u"scopes"_s).transform([&](const QStringList &read) {
            m_scopes = read;
        });
    const bool followsFromClients = name == "clients" || name == "extraClientMetadata" || name == "features";
    if (!followsFromClients)
        m_file.losses << unknownProperty({}, json::member({}, name));
    return {};
}

Result<void> OidcProviderReader::readClaims(const Json &object)
{
    if (!object.is_object())
        return std::unexpected(notAnObject(object, u"claims"_s));
    for (const auto &[name, value] : object.items()) {
        const QString scope = json::toText(name);
        if (isReservedScope(scope))
            continue;
        const QString place = json::member(u"claims"_s, name);
        if (value.is_null()) {
            lose(place, OidcProviderReaderText::tr("Not kept, because it belongs to no scope."));
            continue;
        }
        const auto claims = json::read<QStringList>(value, place);
        if (!claims)
            return std::unexpected(claims.error());
        addResource(scope, *claims);
    }
    return {};
}

void OidcProviderReader::addResource(const QString &scope, const QStringList &claims)
{
    m_file.customResources << resourceWithClaims(scope, claims, u"claims."_s + scope, m_file);
}

void OidcProviderReader::addApiScopes()
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

void OidcProviderReader::lose(const QString &property, const QString &text)
{
    m_file.losses << Loss{{}, property, text};
}

}
