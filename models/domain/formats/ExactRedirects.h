#pragma once

#include "domain/formats/ExportLosses.h"

/// Redirects in formats whose servers match them letter by letter, and complete none.
namespace gatehouse::exactredirects {

/// Refuses the client application for one that is neither an address nor, to such a server, a risk: `*` alone
/// and one that begins with a slash.
Result<void> check(const QStringList &redirects, ClientField field);

/// Takes away what such a server refuses, and tells of that, of patterns and of http, with which it may
/// refuse to answer.
void takeInexact(ClientApplication &client, ExportLosses &losses);

}
