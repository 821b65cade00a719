#pragma once

#include "domain/Progress.h"
#include "store/DatabaseUrl.h"

namespace gatehouse {

/// What is found where a database is to be opened.
struct DatabaseFound
{
    QString text;         ///< sentences
    bool isReady = false; ///< to be worked in, as it is
};

/// Connects to a server, looks, and changes nothing; else says what is in the way, down to the certificate.
/// Not for the GUI thread.
Result<DatabaseFound> probeDatabase(const DatabaseUrl &url, const Progress &progress);

}
