#pragma once

#include <QStringView>

namespace gatehouse {

inline constexpr double greatestPasswordStrength = 5.0;

/// 0 to 5: up to 3 for length, full at 10 characters; 0.6 for two upper and two lower case letters; 0.6 for
/// two digits; 0.8 for two symbols.
double passwordStrength(QStringView password);

}
