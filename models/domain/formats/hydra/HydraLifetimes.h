#pragma once

#include "domain/formats/ImportedAccess.h"

/// Lifetimes of tokens, which Hydra has for each grant type, and we for all of them.
namespace gatehouse::hydralifetimes {

/// Those of the grant types that the client application has. What is no whole number of seconds has no field.
void read(ImportedAccess &access, ClientApplication &client, const json::Json &object);
void add(json::Json &object, const ClientApplication &client);

}
