#pragma once

#include "domain/Error.h"

class QIODevice;

namespace gatehouse {

/// Refuses files that look like client applications and are something else: settings of one program,
/// sessions, seeds that code makes client applications of. The error says what the file is, and what to do.
/// Of a device that can be read again from its start.
Result<void> refuseForeignFile(QIODevice &source);

}
