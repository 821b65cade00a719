#pragma once

#include "services/tasks/Task.h"

namespace gatehouse {

/// "45 %", "Running", "Stopping", "Done", "Failed" or "Cancelled".
QString taskStateText(const TaskInfo &task);

/// "0.4 s", "12 s", "1 min 5 s", "2 h 3 min".
QString timeTakenText(const QDateTime &from, const QDateTime &to);

}
