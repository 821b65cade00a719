#pragma once

#include "domain/formats/ClientFormat.h"

/// What formats have in common that name the claims of a resource but not where their values come from.
namespace gatehouse {

/// The claims of a default resource (OpenID Connect Core 1.0, 5.4; `sub` of `openid`).
QStringList standardClaims(QStringView defaultResource);

/// How the claims that a file gives a default resource differ from standardClaims(), which it has here
/// whatever the file says: losses on `property`.
QList<Loss> otherThanStandard(const QString &defaultResource, const QStringList &claims,
                              const QString &property);

/// The next custom resource of the file, with those of the claims that users have an attribute of the same
/// name for. The others are losses on `property`, and then the file does not name its claims: they would
/// overwrite better ones.
CustomResource resourceWithClaims(const QString &name, const QStringList &claims, const QString &property,
                                  ImportedHead &file);

/// Whether naming the claim alone says where its value comes from, by the rule of resourceWithClaims().
bool isSaidByName(const ResourceClaim &claim);
/// "department from the user attribute department".
QString sourceText(const ResourceClaim &claim);

}
