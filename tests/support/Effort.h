#pragma once

#include <QByteArray>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace gatehouse::test {

/// What this thread has computed so far. Unlike a clock's time it does not grow with what other programs do.
inline std::chrono::nanoseconds processorTime()
{
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// Processor time that `work` takes in this thread: the least of three times. To be compared with that of
/// other work in the same run, never with a number of seconds.
template<typename Work>
std::chrono::nanoseconds effort(Work work)
{
    auto least = std::chrono::nanoseconds::max();
    for (int i = 0; i < 3; ++i) {
        const auto before = processorTime();
        work();
        least = std::min(least, processorTime() - before);
    }
    return least;
}

/// "40 times": for what a test says when it was too much.
inline QByteArray timesAsMuch(std::chrono::nanoseconds effort, std::chrono::nanoseconds floor)
{
    return QByteArray::number(double(effort.count()) / double(std::max<qint64>(floor.count(), 1))) + " times";
}

}
