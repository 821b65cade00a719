#pragma once

#include "services/import/ImportPlan.h"

namespace gatehouse {

/// What becomes of the users, API scopes, languages and custom resources of a file: missing ones are created,
/// existing ones are changed in what the file names if they are to be overwritten, and else left alone.
QList<PlannedRecord<User>> planUsers(const ImportedHead &file, const QList<User> &stored,
                                     ConflictPolicy policy);
QList<PlannedRecord<ApiScope>> planApiScopes(const ImportedHead &file, const QList<ApiScope> &stored,
                                             ConflictPolicy policy);
/// A new language becomes the default only where existing ones are overwritten.
QList<PlannedRecord<Language>> planLanguages(const ImportedHead &file, const QList<Language> &stored,
                                             ConflictPolicy policy);
QList<PlannedRecord<CustomResource>>
planCustomResources(const ImportedHead &file, const QList<CustomResource> &stored, ConflictPolicy policy);

/// A new language with the name and direction that are usual for it; the note says why.
PlannedRecord<Language> usualLanguage(const QString &tag, const QString &note);

}
