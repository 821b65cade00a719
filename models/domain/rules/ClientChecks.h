#pragma once

#include "domain/rules/ClientRules.h"
#include "domain/rules/ProblemCollector.h"

namespace gatehouse::rules {

/// How the client application proves who it is: secrets, keys, or neither, and PKCE, which protects the code
/// of one that cannot.
void checkAuthentication(ProblemCollector &problems);

/// Problems of what a normalized client application is given: API scopes, default resources and custom
/// resources.
void checkChoices(ProblemCollector &problems);

/// Problems of the consent texts that apply to a normalized client application; the others are kept and not
/// judged.
QList<Problem> checkConsentTexts(const ClientApplication &client, const RuleContext &context);

}
