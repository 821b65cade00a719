#pragma once

#include "domain/ClientApplication.h"
#include "domain/json/JsonText.h"

#include <optional>

/// What a file or a server says of a client application beyond our fields, so that it goes back as it came.
/// Of each client application the object as it came (`there`) is compared with what our writer makes of what
/// was taken of it (`said`). What only `there` has are Other settings, which people see and edit. Where both
/// have a value and they differ, or only `said` has one, that is a spelling: `{"/POINTER": {"there",
/// "said"}}` by RFC 6901, each left out where there is none.
namespace gatehouse::kept {

/// Neither object may hold a secret. What was kept of the format before is forgotten.
void keep(ClientApplication &client, const QString &format, const json::Json &there, const json::Json &said);

/// Puts what was kept of the format under what is said now: a value that is said as it was then gets its
/// spelling back, a list keeps its order and what only the file has, and Other settings are added.
void restore(json::Json &said, const ClientApplication &client, const QString &format);

/// Whether the client application came from a file or a server of that format.
bool isFrom(const ClientApplication &client, const QString &format);
/// Whether Other settings of the format have that member.
bool hasOther(const ClientApplication &client, const QString &format, const std::string &name);

/// How the file wrote a value, and how it was said when the client application was taken; null where there
/// was none.
struct Spelling
{
    json::Json there;
    json::Json said;
};
/// Nothing where both were equal. `pointer` is one of RFC 6901.
std::optional<Spelling> spellingOf(const ClientApplication &client, const QString &format,
                                   const std::string &pointer);

}
