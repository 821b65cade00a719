#include "domain/formats/KeptLists.h"
#include "domain/formats/keycloak/KeycloakClient.h"
#include "domain/formats/keycloak/KeycloakNames.h"

#include <algorithm>
#include <unordered_map>

namespace gatehouse {

using json::Json;
using namespace keycloak;

namespace {

/// What Keycloak says of each client application that has nothing to say about it, by JSON Pointer (RFC
/// 6901).
const Json &saidByItself()
{
    static const Json values = {
        {"/alwaysDisplayInConsole", false},
        {"/attributes/realm_client", "false"},
        {"/bearerOnly", false},
        {"/clientAuthenticatorType", "client-secret"},
        {"/directAccessGrantsEnabled", false},
        {"/frontchannelLogout", false},
        {"/implicitFlowEnabled", false},
        {"/nodeReRegistrationTimeout", -1},
        {"/notBefore", 0},
        {"/serviceAccountUser/emailVerified", false},
        {"/serviceAccountUser/notBefore", 0},
        {"/serviceAccountUser/totp", false},
        {"/surrogateAuthRequired", false},
    };
    return values;
}

/// The same, of which each realm, moment and administrator has another.
constexpr std::array madeUp{"/access", "/attributes/client.secret.creation.time", "/id",
                            "/serviceAccountUser/createdTimestamp", "/serviceAccountUser/id"};

/// Compares what came with what an export would say.
class KeycloakFit
{
public:
    explicit KeycloakFit(const Json &object)
    {
        const Json *const consent = kept::memberOf(object, "consentRequired");
        m_fullScope = !(consent && json::readFlag(*consent, {}).value_or(false));
    }

    void fit(Json &there, const Json &known, const std::string &place = {}) const
    {
        for (auto member = there.begin(); member != there.end();) {
            const std::string below = place + '/' + member.key();
            const Json *const ours = kept::memberOf(known, member.key());
            const bool isEmptied = ours && *member == Json("") && *ours != Json("");
            if (isEmptied || (!ours && isSaidByItself(below, *member))) {
                member = there.erase(member);
                continue;
            }
            if (ours && std::ranges::contains(madeUp, below))
                *member = *ours;
            else if (ours && member->is_object() && ours->is_object())
                fit(*member, *ours, below);
            else if (ours && below == "/protocolMappers")
                fitMappers(*member, *ours);
            ++member;
        }
    }

private:
    /// Each realm gives them other ids.
    static void fitMappers(Json &there, const Json &known)
    {
        const auto textOf = [](const Json &mapper, const char *name) {
            const Json *const text = kept::memberOf(mapper, name);
            return text && text->is_string() ? text->get<std::string>() : std::string();
        };
        std::unordered_map<std::string, std::string> ids;
        for (const Json &mapper : known)
            ids.emplace(textOf(mapper, "name"), textOf(mapper, "id"));
        for (Json &mapper : there) {
            const auto id = ids.find(textOf(mapper, "name"));
            if (id != ids.end() && !id->second.empty() && kept::memberOf(mapper, "id"))
                mapper["id"] = id->second;
        }
    }

    bool isSaidByItself(const std::string &place, const Json &value) const
    {
        if (place == "/fullScopeAllowed")
            return value == Json(m_fullScope);
        const Json *const usual = kept::memberOf(saidByItself(), place);
        const bool isEmpty = value.is_null() || (value.is_structured() && value.empty()) || value == Json("");
        return isEmpty || (usual && value == *usual) || std::ranges::contains(madeUp, place);
    }

    bool m_fullScope = true;
};

Json exported(const ClientApplication &client, const ExportHead &head)
{
    KeycloakClient written = keycloakClient(client, head);
    if (!written.serviceAccount.is_null())
        written.representation[serviceAccountUser] = std::move(written.serviceAccount);
    return std::move(written.representation);
}

/// The times that were kept of a secret without an end: an export without secrets leaves them out.
Json keptTimes(const ClientApplication &stored)
{
    const Json kept = json::fromCompactText(stored.otherSettings.value(QStringLiteral("keycloak")));
    const Json *const attributes = kept::memberOf(kept, "attributes");
    Json times = Json::object();
    for (const char *name : {secretCreation, secretExpiration}) {
        if (const Json *const time = attributes ? kept::memberOf(*attributes, name) : nullptr)
            times[name] = *time;
    }
    return times;
}

}

void fitToKeycloakClient(ImportedClient &imported, const ClientApplication &stored, const ExportHead &head)
{
    if (imported.asItCame.is_object())
        KeycloakFit(imported.asItCame).fit(imported.asItCame, exported(stored, head));
}

void keepTimesOfSecret(ImportedClient &imported, const ClientApplication &stored)
{
    const Json times = keptTimes(stored);
    if (times.empty() || !imported.asItCame.is_object())
        return;
    Json &attributes = imported.asItCame["attributes"];
    for (const auto &[name, time] : times.items()) {
        if ((attributes.is_object() || attributes.is_null()) && !attributes.contains(name))
            attributes[name] = time;
    }
}

}
