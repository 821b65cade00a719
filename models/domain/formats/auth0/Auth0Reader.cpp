#include "domain/formats/Formats.h"

#include "domain/DefaultResources.h"
#include "domain/formats/auth0/Auth0Client.h"
#include "domain/json/JsonRecord.h"

#include <functional>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;
using json::Property;

namespace {

/// One API scope of an API of Auth0.
struct Auth0Scope
{
    QString value;
    std::optional<QString> description;
};
constexpr std::tuple auth0ScopeTable{
    Property{"value", &Auth0Scope::value},
    Property{"description", &Auth0Scope::description},
};

struct Auth0Grant
{
    QString clientId;
    QStringList scope;
};
constexpr std::tuple auth0GrantTable{
    Property{"client_id", &Auth0Grant::clientId},
    Property{"scope", &Auth0Grant::scope},
};

/// Of what stands around the applications in an export of a tenant, APIs and who may call them.
class Auth0Reader final : public JsonReader
{
public:
    using JsonReader::JsonReader;

    Result<void> readHead(const Json &root) override
    {
        return each(root, "clientGrants", &Auth0Reader::readGrant).and_then([&] {
            return each(root, "resourceServers", &Auth0Reader::readApi);
        });
    }

    bool isServersOwn(const Json &object) const override
    {
        const auto global = object.find("global");
        return global != object.end() && *global == true;
    }

    Result<void> readClient(ImportedClient &imported, const Json &object) override
    {
        return readAuth0Client(imported, object, m_grants, m_now);
    }

private:
    Result<void> each(const Json &object, const char *name, auto readOne)
    {
        const auto section = object.is_object() ? object.find(name) : object.end();
        return section == object.end() || section->is_null()
                   ? Result<void>()
                   : json::eachElement(*section, QString::fromLatin1(name), std::bind_front(readOne, this));
    }

    Result<void> readGrant(const Json &object, const QString &place)
    {
        Auth0Grant grant;
        return json::readRecord(grant, auth0GrantTable, object, place, ignoreOther).transform([&] {
            m_grants[grant.clientId] << grant.scope;
        });
    }

    Result<void> readApi(const Json &object, const QString &place)
    {
        if (!object.is_object())
            return std::unexpected(json::notAnObject(object, place));
        const auto scopes = object.find("scopes");
        if (scopes == object.end() || scopes->is_null())
            return {};
        return json::eachElement(*scopes, json::member(place, "scopes"),
                                 std::bind_front(&Auth0Reader::readScope, this));
    }

    Result<void> readScope(const Json &object, const QString &place)
    {
        Auth0Scope read;
        return json::readRecord(read, auth0ScopeTable, object, place, ignoreOther).transform([&] {
            if (read.value.isEmpty() || isReservedScope(read.value) || m_scopes.contains(read.value))
                return;
            m_scopes << read.value;
            const QString named = u"api_scopes[%1]."_s.arg(m_file.apiScopes.size());
            ApiScope scope;
            scope.name = read.value;
            m_file.named << named + u"name"_s;
            if (read.description) {
                scope.description = *read.description;
                m_file.named << named + u"description"_s;
            }
            m_file.apiScopes << scope;
        });
    }

    static Result<void> ignoreOther(const std::string &, const Json &, const QString &) { return {}; }

    Auth0Grants m_grants;
    QSet<QString> m_scopes;
};

}

std::unique_ptr<JsonReader> auth0Reader(ImportedHead &file, const QDateTime &now)
{
    return std::make_unique<Auth0Reader>(file, now);
}

}
