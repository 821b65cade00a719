#pragma once

#include "domain/rules/ClientRules.h"

namespace gatehouse::rules {

/// Problems of what a normalized client application is given: API scopes, default resources and custom
/// resources.
QList<Problem> checkChoices(const ClientApplication &client, const RuleContext &context);

}
