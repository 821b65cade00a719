#pragma once

#include <QString>

#include <optional>

/// Durations as Go writes and reads them: "1h30m0s", "720h", "1.5h".
namespace gatehouse::goduration {

/// In whole seconds; nothing where it is no duration, below a second, or more than an int holds.
std::optional<int> toSeconds(const QString &text);
/// As Go's own Duration.String() has it.
QString fromSeconds(int seconds);

}
