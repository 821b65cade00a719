#pragma once

#include "domain/rules/ClientRules.h"

namespace gatehouse::rules {

/// Problems of the consent texts that apply to a normalized client application; the others are kept and not
/// judged.
QList<Problem> checkConsentTexts(const ClientApplication &client, const RuleContext &context);

}
