#include "domain/formats/hydra/Hydra.h"

#include <QHash>
#include <QRegularExpression>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace gatehouse::goduration {

std::optional<int> toSeconds(const QString &text)
{
    static const QHash<QString, double> units{{u"h"_s, 3600.0}, {u"m"_s, 60.0},  {u"s"_s, 1.0},
                                              {u"ms"_s, 1e-3},  {u"us"_s, 1e-6}, {u"µs"_s, 1e-6},
                                              {u"μs"_s, 1e-6},  {u"ns"_s, 1e-9}};
    static const QRegularExpression whole(uR"(^\+?(?:(?:\d+\.?\d*|\.\d+)(?:h|ms|m|s|us|µs|μs|ns))+$)"_s);
    static const QRegularExpression part(uR"((\d+\.?\d*|\.\d+)(h|ms|m|s|us|µs|μs|ns))"_s);
    if (text.size() > 100 || !whole.match(text).hasMatch())
        return std::nullopt;
    double seconds = 0;
    for (const auto &found : part.globalMatch(text))
        seconds += found.captured(1).toDouble() * units.value(found.captured(2));
    seconds = std::floor(seconds + 1e-9);
    if (seconds < 1 || seconds > std::numeric_limits<int>::max())
        return std::nullopt;
    return int(seconds);
}

QString fromSeconds(int seconds)
{
    const QString s = QString::number(seconds % 60) + u's';
    if (seconds < 60)
        return s;
    const QString m = QString::number(seconds / 60 % 60) + u'm' + s;
    return seconds < 3600 ? m : QString::number(seconds / 3600) + u'h' + m;
}

}
