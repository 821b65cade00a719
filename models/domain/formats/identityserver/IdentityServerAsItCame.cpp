#include "domain/formats/identityserver/IdentityServerClient.h"

#include "domain/formats/AsItCame.h"
#include "domain/formats/ConsentProperties.h"
#include "domain/formats/FormatText.h"

#include <algorithm>

namespace gatehouse::identityserver {

using json::Json;

namespace {

/// The section is a property of the file, and kept with each client application in it.
QString sectionOf(const ImportedClient &imported, const IdentityServerVariant &variant)
{
    QStringList names;
    for (const std::string &name : imported.list)
        names << json::toText(name);
    const bool isUsual = imported.list == std::vector<std::string>{"Clients"};
    return variant.isInAnySection && !isUsual ? names.join(u':') : QString();
}

Json claimsAsTheyCame(const Json &list)
{
    Json claims = Json::array();
    for (const Json &claim : configuration::asArray(list))
        claims.push_back(configuration::spelledAs(claimTable, claim));
    return claims;
}

/// With our spelling of our names and of language tags.
Json propertiesAsTheyCame(const Json &properties, const ConsentTextMap &texts)
{
    Json ours = Json::object();
    addConsentProperties(ours, texts);
    const Json there = configuration::spelledAs(ownPropertyTable, properties);
    Json spelled = Json::object();
    for (const auto &[name, value] : there.items()) {
        const auto isSame = [&](const auto &known) {
            return json::isSameName(known.key(), name, json::Dialect::Configuration);
        };
        const auto all = ours.items();
        const auto found = std::ranges::find_if(all.begin(), all.end(), isSame);
        spelled[found == all.end() ? name : found.key()] = value;
    }
    return spelled;
}

bool isOurGrant(const Json &name)
{
    return name == "authorization_code" || name == "client_credentials";
}

}

Json asItCame(const ImportedClient &imported, const Json &object, const Json &secrets,
              const IdentityServerVariant &variant, QList<Loss> &losses)
{
    Json there = configuration::spelledAs(clientTable(variant), object);
    if (const auto flag = there.find("RequireClientSecret"); flag != there.end() && flag->is_string())
        *flag = json::readFlag(*flag, {}).value_or(true); // as text it would look like a secret
    there.erase(secretsProperty);
    if (const auto claims = there.find(variant.claims); claims != there.end())
        *claims = claimsAsTheyCame(*claims);
    if (const auto properties = there.find("Properties"); properties != there.end())
        *properties = propertiesAsTheyCame(*properties, imported.client.consentTexts);
    const auto grants = there.find("AllowedGrantTypes");
    if (grants != there.end() && !std::ranges::all_of(*grants, isOurGrant))
        *grants = configuration::asArray(*grants); // so that those without a field are seen
    if (!secrets.is_null())
        there[secretsProperty] = secrets;
    removeSecrets(there, imported.client, {}, [&](const QString &where, const std::string &) {
        losses << Loss{imported.client.clientId, where,
                       FormatText::tr("Not kept: it is a secret, which everybody could read under Other "
                                      "settings. Give it to the server by hand.")};
    });
    json::addText(there, sectionSetting, sectionOf(imported, variant));
    return there;
}

}
