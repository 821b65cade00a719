#pragma once

#include "domain/json/JsonText.h"
#include "domain/rules/ProblemCollector.h"

namespace gatehouse::rules {

/// What stands under Other settings: no secret may, and grants that Gatehouse has no field for are risks.
void checkOtherSettings(ProblemCollector &problems);

/// Whether the text is the value of a secret by its name (`client_secret`, `registration_access_token`), and
/// neither a mask nor a placeholder.
bool isSecret(std::string_view name, const json::Json &value);

}
