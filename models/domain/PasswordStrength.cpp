#include "domain/PasswordStrength.h"

#include <algorithm>

namespace gatehouse {

double passwordStrength(QStringView password)
{
    constexpr qsizetype fullLength = 10;
    const auto count = [&](auto is) { return std::ranges::count_if(password, is); };
    const auto upper = count([](QChar c) { return c.isUpper(); });
    const auto lower = count([](QChar c) { return c.isLower(); });
    const auto digits = count([](QChar c) { return c.isDigit(); });
    const auto symbols = count([](QChar c) { return !c.isLetterOrNumber() && !c.isSpace(); });

    double strength = 3.0 * double(std::min(password.size(), fullLength)) / double(fullLength);
    strength += upper >= 2 && lower >= 2 ? 0.6 : 0.0;
    strength += digits >= 2 ? 0.6 : 0.0;
    strength += symbols >= 2 ? 0.8 : 0.0;
    return strength;
}

}
