#pragma once

#include "domain/formats/ExportLosses.h"

/// application_type of OpenID Connect Registration 1.0, 2, as npm `oidc-provider` judges redirects by it:
/// with `web` http and https alone, with `native` http on loopback alone and https elsewhere alone.
namespace gatehouse::applicationtype {

/// The one that says most of the redirects.
QString of(const ClientApplication &client);
bool hasOwnScheme(const ClientApplication &client);

/// Tells of the redirects that do not go with the others.
void tellOfOthers(const ClientApplication &client, ExportLosses &losses);
/// Takes them away, and tells of them.
void takeOthers(ClientApplication &client, ExportLosses &losses);

}
