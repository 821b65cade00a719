#include "domain/DurationText.h"

#include <QRegularExpression>
#include <QStringList>

#include <array>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct Unit
{
    int seconds;
    const char *symbol;
    const char *words; ///< all that people write for it
};

constexpr std::array units{
    Unit{24 * 60 * 60, "d", "d|days?"},
    Unit{60 * 60, "h", "h|hrs?|hours?"},
    Unit{60, "min", "m|mins?|minutes?"},
    Unit{1, "s", "s|secs?|seconds?"},
};

const QRegularExpression &partPattern()
{
    static const QRegularExpression pattern = [] {
        QStringList groups;
        for (const Unit &unit : units)
            groups << u"(%1)"_s.arg(QLatin1StringView(unit.words));
        return QRegularExpression(
            u"\\G\\s*([0-9]{1,12}(?:[.,][0-9]{1,6})?)\\s*(?:%1)(?![a-z])"_s.arg(groups.join(u'|')),
            QRegularExpression::CaseInsensitiveOption);
    }();
    return pattern;
}

/// Of the unit whose group took part.
int secondsOfUnit(const QRegularExpressionMatch &part)
{
    constexpr int firstGroup = 2;
    for (int unit = 0; unit < int(units.size()); ++unit) {
        if (part.hasCaptured(firstGroup + unit))
            return units.at(std::size_t(unit)).seconds;
    }
    return 0;
}

}

std::optional<int> secondsIn(const QString &text)
{
    const QString trimmed = text.trimmed();
    bool isNumber = false;
    if (const int seconds = trimmed.toInt(&isNumber); isNumber)
        return seconds >= 0 ? std::optional(seconds) : std::nullopt;
    double sum = 0;
    qsizetype end = 0;
    while (end < trimmed.size()) {
        const auto part = partPattern().match(trimmed, end);
        if (!part.hasMatch())
            return std::nullopt;
        sum += part.captured(1).replace(u',', u'.').toDouble() * secondsOfUnit(part);
        end = part.capturedEnd();
    }
    const double whole = std::round(sum);
    const bool fits = !trimmed.isEmpty() && whole <= std::numeric_limits<int>::max();
    return fits ? std::optional(int(whole)) : std::nullopt;
}

QString durationText(int seconds)
{
    QStringList parts;
    int left = seconds;
    for (const Unit &unit : units) {
        if (left / unit.seconds != 0)
            parts << u"%1 %2"_s.arg(QString::number(left / unit.seconds), QLatin1StringView(unit.symbol));
        left %= unit.seconds;
    }
    return parts.isEmpty() ? u"0 s"_s : parts.join(u' ');
}

}
