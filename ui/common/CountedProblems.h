#pragma once

#include "domain/rules/Problem.h"

namespace gatehouse {

/// How many of each severity, the worst first: `1 error, 2 warnings`.
QString countedProblems(const QList<Problem> &problems);

}
