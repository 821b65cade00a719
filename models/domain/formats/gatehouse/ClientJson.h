#pragma once

#include "domain/ClientField.h"
#include "domain/json/JsonText.h"

/// The value of each field of a client application as the gatehouse format and the command line show it.
namespace gatehouse {

json::Json fieldJson(const ClientApplication &client, const ClientFieldInfo &info);

/// UTC in ISO 8601; null when it is none.
json::Json timeJson(const QDateTime &time);

}
