#pragma once

#include "domain/json/JsonText.h"

/// A change of a client application that was planned, and is to be made where others may have changed
/// something meanwhile. A secret that a side does not tell is no difference: it stays as it is there.
namespace gatehouse::planned {

/// Whether the value is as it was when the change was planned, lists as sets.
bool isStill(const json::Json &now, const json::Json &before, json::Dialect dialect);

/// `now` with what differs between `before` and `after`.
json::Json applied(const json::Json &now, const json::Json &before, const json::Json &after,
                   json::Dialect dialect);

/// Without secrets, in whatever form.
json::Json withoutSecrets(json::Json value);

}
