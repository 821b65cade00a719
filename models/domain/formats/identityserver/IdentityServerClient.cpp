#include "domain/formats/identityserver/IdentityServerClient.h"

#include "domain/formats/identityserver/ConfigurationRecord.h"

namespace gatehouse {

Result<IdentityServerClient> IdentityServerClient::read(const IdentityServerVariant &variant,
                                                        const json::Json &object, const QString &place,
                                                        QStringList &unknown)
{
    using Client = IdentityServerClient;
    using Property = configuration::Property<Client>;
    const std::array properties{
        Property{"ClientId", &Client::clientId},
        Property{"ClientName", &Client::clientName},
        Property{"ProtocolType", &Client::protocolType},
        Property{"Enabled", &Client::enabled},
        Property{"RequireClientSecret", &Client::requireClientSecret},
        Property{"AllowedGrantTypes", &Client::allowedGrantTypes},
        Property{"AllowedScopes", &Client::allowedScopes},
        Property{"AllowOfflineAccess", &Client::allowOfflineAccess},
        Property{"RequirePkce", &Client::requirePkce},
        Property{"RequireConsent", &Client::requireConsent},
        Property{"AllowRememberConsent", &Client::allowRememberConsent},
        Property{"AlwaysIncludeUserClaimsInIdToken", &Client::alwaysIncludeUserClaimsInIdToken},
        Property{"LogoUri", &Client::logoUri},
        Property{"RedirectUris", &Client::redirectUris},
        Property{"PostLogoutRedirectUris", &Client::postLogoutRedirectUris},
        Property{"ClientClaimsPrefix", &Client::clientClaimsPrefix},
        Property{"ClientSecrets", &Client::clientSecrets},
        Property{variant.claims, &Client::claims},
        Property{"Properties", &Client::properties},
    };
    return configuration::read(properties, object, place, unknown);
}

}
