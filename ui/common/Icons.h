#pragma once

#include "domain/rules/Problem.h"

#include <QIcon>

class QPalette;

/// Icons of the desktop's theme; where it has none, Breeze, light or dark as the palette is.
namespace gatehouse::icons {

void followPalette(const QPalette &palette);
QIcon themed(const char *name);
QIcon of(Severity severity);

}
