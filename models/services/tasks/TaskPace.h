#pragma once

#include <QString>

#include <chrono>

/// How fast something goes and how long it takes, in words.
namespace gatehouse {

/// "0.4 s", "12 s", "1 min 5 s", "2 h 3 min".
QString durationText(std::chrono::milliseconds duration);

/// "2,300 per second, 12 s left", at the pace so far; empty in the first second, and while nothing is done or
/// it is not known of how many.
QString paceText(int done, int total, std::chrono::milliseconds elapsed);

}
