#pragma once

#include "domain/Language.h"
#include "store/Database.h"

/// What the edit session alone asks and writes of languages; RecordStore.h has what everybody may read.
namespace gatehouse::store {

/// Primary keys of the client applications with a consent text in the language, in the order of client IDs.
Result<QStringList> clientsWithTextsIn(Database &database, const QString &languageKey);

/// Primary keys of those that ask for consent, whose problems depend on which language is the default.
Result<QStringList> clientsAskingConsent(Database &database);

/// Counts a save for every client application and custom resource with a text in the language: whoever has
/// one open is told that its texts changed.
Result<void> bumpVersionsWithTextsIn(Database &database, const QString &languageKey);

/// Any other default stops to be one where this is it.
Result<void> demoteOthers(Database &database, const Language &language);

}
