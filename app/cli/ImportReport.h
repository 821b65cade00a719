#pragma once

#include "app/cli/Console.h"
#include "services/ImportPlan.h"

/// What an import does, for people and for programs.
namespace gatehouse::cli {

void showImport(Console &console, const ImportPlan &plan, bool applied);
json::Json importJson(const ImportPlan &plan, const QString &format, bool applied);

}
