#pragma once

#include "store/DatabaseThread.h"

#include <QtConcurrent>

/// Work that would make the window wait: pictures and files.
namespace gatehouse::background {

/// Runs `work()` on another thread and gives what it gives to `answer` from the event loop, unless the
/// context is gone.
template<typename Work, typename Answer>
void run(QObject *context, Work work, Answer answer)
{
    using Outcome = std::invoke_result_t<Work>;
    DatabaseReply<Outcome>(QtConcurrent::run(std::move(work))).then(context, std::move(answer));
}

}
