#pragma once

#include "app/cli/Console.h"
#include "services/import/ImportPlan.h"

/// What an import does, for people and for programs.
namespace gatehouse::cli {

Result<void> showImport(Console &console, const ImportPlan &plan, bool applied);
Result<void> writeImportJson(Console &console, const ImportPlan &plan, const QString &format, bool applied);

}
