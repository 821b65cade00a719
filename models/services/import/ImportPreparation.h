#pragma once

#include "domain/Progress.h"
#include "services/import/ImportPlan.h"
#include "services/security/Encryption.h"

#include <QDateTime>

namespace gatehouse {

class ClientFormat;

struct ImportRequest
{
    QString path;
    QString formatName = {}; ///< empty: recognized by content
    ImportOptions options = {};
};

/// What an import of a file would do.
struct DryImport
{
    ImportPlan plan;
    QDateTime now;
    const ClientFormat *format = nullptr; ///< never null
};

/// Reads a file and plans its import; changes nothing. `reading` is told KiB, `checking` client applications.
/// May wait for a keyring, which is asked only where the file has secrets in clear.
Result<DryImport> prepareImport(Database &database, const Encryption &encryption, ImportRequest request,
                                const Progress &reading = {}, const Progress &checking = {});

}
