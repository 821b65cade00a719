#pragma once

#include "domain/ClientApplication.h"
#include "domain/CustomResource.h"
#include "domain/json/JsonText.h"

/// Logos, consent texts and custom resources as the gatehouse format writes and reads them. Language tags
/// come out of reading in canonical case.
namespace gatehouse {

/// `{"name", "data"}` with the bytes in base64, or null where there is none.
json::Json logoJson(const Logo &logo);
Result<Logo> readLogo(const json::Json &value, const QString &place);

/// `{"nl": {"profile", "email", "api"}}`.
json::Json consentTextsJson(const ConsentTextMap &texts);
/// Gives the places of properties that we do not keep through `unknown`.
Result<ConsentTextMap> readConsentTexts(const json::Json &object, const QString &place, QStringList &unknown);

/// `{"name", "enabled", "title", "claims": [{"claim", "attribute"} or {"claim", "value"}], "texts": {"nl":
/// {"title", "description"}}}`.
json::Json customResourceJson(const CustomResource &resource);
/// As readConsentTexts().
Result<CustomResource> readCustomResource(const json::Json &object, const QString &place,
                                          QStringList &unknown);

}
