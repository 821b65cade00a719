#include "services/signin/SignIn.h"
#include "services/signin/SignInText.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <thread>

using namespace std::chrono_literals;

namespace gatehouse::signin {

namespace {

constexpr auto look = 50ms;

}

Result<void> Clock::waitOut(std::chrono::milliseconds time)
{
    std::this_thread::sleep_for(time);
    return {};
}

Clock Clock::until(std::shared_ptr<const std::atomic<bool>> cancelled)
{
    Clock clock;
    clock.wait = [cancelled = std::move(cancelled)](std::chrono::milliseconds time) -> Result<void> {
        for (const QDeadlineTimer end(time); !end.hasExpired();) {
            if (*cancelled)
                return fail(Error::Kind::Cancelled, SignInText::tr("Nobody was signed in."));
            std::this_thread::sleep_for(
                std::min<std::chrono::nanoseconds>(look, end.remainingTimeAsDuration()));
        }
        return {};
    };
    return clock;
}

}
