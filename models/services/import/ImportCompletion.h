#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/rules/ClientRules.h"

namespace gatehouse::completion {

/// The client application with what readers of files leave to whoever knows the database and the time: which
/// scopes are custom resources, the title where the file has it by language alone, the keys of certificates.
/// What stands twice is there once.
ImportedClient completed(const ImportedClient &read, const rules::RuleContext &context,
                         const QList<Language> &languages);

}
