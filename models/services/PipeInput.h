#pragma once

#include "domain/Error.h"
#include "domain/Progress.h"

#include <QByteArray>

namespace gatehouse {

/// Reads what a pipe or a device brings until its writers are done, but not much more than `most` bytes. The
/// progress, told in KiB, is asked while nothing comes, too. The text of the error is the system's reason.
Result<QByteArray> readPipe(const QString &path, qint64 most, const Progress &progress);

}
