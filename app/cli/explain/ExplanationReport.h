#pragma once

#include "app/cli/Console.h"
#include "domain/explain/Explanation.h"

/// What is said of a request that a server refuses.
namespace gatehouse::cli {

json::Json explanationJson(const explain::Explanation &explanation);
void tellExplanation(Console &console, const explain::Explanation &explanation);

}
