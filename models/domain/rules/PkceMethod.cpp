#include "domain/rules/PkceMethod.h"

#include "domain/json/JsonText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

using json::Json;

QString keycloakPkceMethod(const ClientApplication &client)
{
    if (!client.requirePkce || client.isMachineToMachine())
        return {};
    const Json spellings = json::fromCompactText(client.spellings.value(u"keycloak"_s));
    const Json spelling =
        spellings.is_object() ? spellings.value("/attributes/pkce.code.challenge.method", Json()) : Json();
    const Json there = spelling.is_object() ? spelling.value("there", Json()) : Json();
    const QString method = there.is_string() ? json::toText(there) : QString();
    return method.isEmpty() ? QString(safePkceMethod) : method;
}

}
