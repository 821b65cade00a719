#pragma once

#include "domain/Error.h"

#include <QElapsedTimer>
#include <QList>

#include <algorithm>
#include <functional>
#include <type_traits>
#include <utility>

/// What the programs that measure have in common.
namespace gatehouse::bench {

/// Ends the program: a measurement of something that failed is worth nothing.
template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().text));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

inline double milliseconds(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

inline double microseconds(const std::function<void()> &work)
{
    return milliseconds(work) * 1000;
}

inline double median(QList<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

}
