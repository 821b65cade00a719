#pragma once

#include "domain/ClientApplication.h"

/// What stands for secrets where a database does not show them: to auditors who have a role of their own on a
/// server (store/engine/postgresql/PostgresViews), and to those who are signed in over a role that is shown
/// all. Each is of the kind that a reader expects there, so that records are whole, and fits nothing.
namespace gatehouse::hidden {

/// For every password but those of auditors, as a PHC string: no password has this hash.
inline constexpr QLatin1StringView password("$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                                            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
/// For what tells the encryption key from others.
inline constexpr QLatin1StringView
    checkValue("0000000000000000000000000000000000000000000000000000000000000000");
/// For whatever is sealed: no key has that id.
inline constexpr QLatin1StringView seal("hidden:");

/// A hash in JSON, where formats tell secrets apart by it: a text, and a part of a pointer with the ends that
/// it has. For regular expressions of PostgreSQL, too.
inline constexpr QLatin1StringView hashAsText(R"("[A-Za-z0-9+/]{43}=")");
inline constexpr QLatin1StringView hashInPointer(R"(/([A-Za-z0-9+]|~1){43}=([/"]))");

/// Whether the hash of a client secret is not shown: the SHA-256 of its key stands there, so that no two are
/// the same.
bool isHidden(const ClientSecret &secret);
/// Makes of a client application what the views show of it.
void hide(ClientApplication &client);
/// JSON without the hashes that it tells secrets apart by.
QString withoutHashes(QString text);
/// The same with the keys of the secrets that are known.
QString withKeys(QString text, const QList<ClientSecret> &secrets);
/// As a file may have it, which says of hidden ones that only a server knows them.
ClientSecret shown(const ClientSecret &secret);
/// What to tell of one that is hidden, where its hash would stand.
QString leftOutText(const ClientSecret &secret);

}
