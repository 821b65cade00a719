#pragma once

#include "ui/client/scopes/ScopeChoiceModel.h"

namespace gatehouse {

struct ClientRecords;

/// What there is to choose from in the field (ApiScopes, DefaultResources or CustomResources), in the order
/// of the list.
QList<ScopeChoice> scopeChoices(ClientField field, const ClientRecords &records, bool supportOpenId);

}
