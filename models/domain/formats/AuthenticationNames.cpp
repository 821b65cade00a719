#include "domain/formats/AuthenticationNames.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

QString authenticationMethod(const ClientApplication &client)
{
    if (!client.tokenEndpointAuthMethod.isEmpty())
        return client.tokenEndpointAuthMethod;
    switch (client.clientAuthentication) {
    case ClientAuthentication::Secret:
        return u"client_secret_basic"_s;
    case ClientAuthentication::PrivateKey:
        return u"private_key_jwt"_s;
    case ClientAuthentication::None:
        return u"none"_s;
    case ClientAuthentication::Other:
        break;
    }
    return {};
}

bool sendsSecret(const ClientApplication &client)
{
    return client.clientAuthentication == ClientAuthentication::Secret ||
           client.tokenEndpointAuthMethod == "client_secret_jwt"_L1;
}

json::Json publicKeys(const ClientApplication &client)
{
    json::Json keys = json::Json::array();
    if (client.clientAuthentication != ClientAuthentication::PrivateKey)
        return keys;
    for (const QString &key : client.keys) {
        if (json::Json read = json::fromCompactText(key); read.is_object())
            keys.push_back(std::move(read));
    }
    return keys;
}

}
