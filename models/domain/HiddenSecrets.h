#pragma once

#include "domain/ClientApplication.h"

/// What stands for secrets where a database does not show them: to auditors who have a role of their own on a
/// server (store/engine/PostgresViews). Each is of the kind that a reader expects there, so that records are
/// whole, and fits nothing.
namespace gatehouse::hidden {

/// For every password but those of auditors, as a PHC string: no password has this hash.
inline constexpr QLatin1StringView password("$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                                            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
/// For what tells the encryption key from others.
inline constexpr QLatin1StringView
    checkValue("0000000000000000000000000000000000000000000000000000000000000000");
/// For whatever is sealed: no key has that id.
inline constexpr QLatin1StringView seal("hidden:");

/// Whether the hash of a client secret is not shown: the SHA-256 of its key stands there, so that no two are
/// the same.
bool isHidden(const ClientSecret &secret);
/// As a file may have it, which says of hidden ones that only a server knows them.
ClientSecret shown(const ClientSecret &secret);
/// What to tell of one that is hidden, where its hash would stand.
QString leftOutText(const ClientSecret &secret);

}
