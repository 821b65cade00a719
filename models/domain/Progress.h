#pragma once

#include <functional>

namespace gatehouse {

/// Told how many of how many are done, on the thread that does the work; false cancels. May be empty.
using Progress = std::function<bool(int done, int total)>;

inline bool goesOn(const Progress &progress, int done, int total)
{
    return !progress || progress(done, total);
}

}
