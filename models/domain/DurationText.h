#pragma once

#include <QString>

#include <optional>

/// Spans of time as people write them, in the symbols of the SI: `1 h 30 min`.
namespace gatehouse {

/// In seconds: of `3600`, `90 min`, `1.5 h`, `1 h 30 min`, `2 days`; none where it is no such time.
std::optional<int> secondsIn(const QString &text);

QString durationText(int seconds);

}
