#pragma once

#include "domain/CustomResource.h"
#include "domain/json/JsonText.h"

#include <optional>

/// Protocol mappers, each of which puts one claim into tokens and user info.
namespace gatehouse::keycloak {

/// What a mapper means to us.
struct Mapper
{
    QString name;
    std::optional<ResourceClaim> claim;
    QString resource;        ///< the custom resource that it was exported for; empty: not by us
    QString defaultResource; ///< which shares the same claim from the same attribute; empty: none does
    QString loss;            ///< why the claim is not kept, or not kept as it is; empty: nothing is lost
    bool inIdToken = false;
};

/// The error is a value of the wrong type.
Result<Mapper> readMapper(const json::Json &object, const QString &place);
/// Whether Keycloak can make the claim: the name of a user is no attribute there.
bool isMappable(const ResourceClaim &claim);
/// The mapper of one claim of a custom resource, which is mappable.
json::Json mapperJson(const QString &resource, const ResourceClaim &claim, bool inIdToken);

}
