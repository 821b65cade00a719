#pragma once

#include "domain/Error.h"
#include "domain/Progress.h"

#include <QByteArray>

namespace gatehouse {

/// Reads what a pipe, a device or a file brings until its writers are done, but not much more than `most`
/// bytes. The progress, told in KiB, is asked while nothing comes, too. A pipe that nobody writes into is
/// given up after a while. The text of the error is the reason, as part of a sentence.
Result<QByteArray> readPipe(const QString &path, qint64 most, const Progress &progress);

}
