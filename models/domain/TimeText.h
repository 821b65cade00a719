#pragma once

#include <QDateTime>

namespace gatehouse {

/// How a text tells a time of the database, which is UTC text.
using TimeText = QString (*)(const QString &stored);

/// As it is: for the command line, where it is looked for in other output.
QString storedTime(const QString &stored);
/// By the clock and the customs of whoever sits before the window; as it is when it is no time.
QString localTime(const QString &stored);
QString localTime(const QDateTime &time); ///< empty when there is none

}
