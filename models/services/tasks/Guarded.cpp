#include "services/tasks/Guarded.h"

#include "services/tasks/TaskRunner.h"

#include <new>

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

}
