#include "services/tasks/Task.h"

#include "services/ServicesText.h"
#include "services/tasks/TaskRunner.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <new>

using namespace std::chrono_literals;

namespace gatehouse {

Error caughtError()
{
    try {
        throw;
    } catch (const std::bad_alloc &) {
        return {Error::Kind::Unreachable,
                TaskRunner::tr("There is not enough memory. Close other programs, then retry.")};
    } catch (...) { // its text is for programmers, and could hold anything
        return {Error::Kind::Unreachable,
                TaskRunner::tr("A fault in the program stopped it. Retry; if that fails too, tell the "
                               "people who look after the program what you did.")};
    }
}

namespace {

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 showTenthsBelow = 10; // seconds

QString wholeSeconds(qint64 seconds)
{
    return ServicesText::tr("%1 s").arg(QLocale().toString(seconds));
}

}

QString durationText(std::chrono::milliseconds duration)
{
    const QLocale locale;
    const qint64 milliseconds = std::max<qint64>(0, duration.count());
    const qint64 seconds = milliseconds / 1000;
    if (seconds < showTenthsBelow)
        return ServicesText::tr("%1 s").arg(locale.toString(double(milliseconds) / 1000, 'f', 1));
    if (seconds < minute)
        return wholeSeconds(seconds);
    if (seconds < hour)
        return ServicesText::tr("%1 min %2 s")
            .arg(locale.toString(seconds / minute), locale.toString(seconds % minute));
    return ServicesText::tr("%1 h %2 min")
        .arg(locale.toString(seconds / hour), locale.toString(seconds % hour / minute));
}

QString paceText(int done, int total, std::chrono::milliseconds elapsed)
{
    if (elapsed < 1s || done <= 0 || done >= total)
        return {};
    const double perSecond = done * 1000.0 / double(elapsed.count());
    const std::chrono::seconds left(qint64(std::ceil((total - done) / perSecond)));
    const QString leftText = left < 1min ? wholeSeconds(left.count()) : durationText(left);
    const bool isSlow = perSecond < 10;
    return ServicesText::tr("%1 per second, %2 left")
        .arg(QLocale().toString(perSecond, 'f', isSlow ? 1 : 0), leftText);
}

}
