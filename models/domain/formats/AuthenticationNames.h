#pragma once

#include "domain/ClientApplication.h"
#include "domain/json/JsonText.h"

/// How a client application proves who it is, in the words of RFC 7591 2.
namespace gatehouse {

/// `client_secret_basic` and others; empty where RFC 7591 has no name for it.
QString authenticationMethod(const ClientApplication &client);
/// Whether it needs its secret for that.
bool sendsSecret(const ClientApplication &client);
/// The array of a JSON Web Key Set (RFC 7517 5); empty where it proves who it is without keys.
json::Json publicKeys(const ClientApplication &client);

}
