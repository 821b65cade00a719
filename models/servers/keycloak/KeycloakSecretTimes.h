#pragma once

#include "domain/json/JsonText.h"

#include <QStringList>

namespace gatehouse::keycloak {

/// What Keycloak forgets of the secrets of a client application whenever it is written, and does not take
/// again: all that is about their rotation, unless a policy of the realm's rotates them. For people.
QStringList forgottenOf(const json::Json &client);

}
