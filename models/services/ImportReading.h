#pragma once

#include "domain/formats/ClientFormat.h"

namespace gatehouse {

/// A file that was read, and the format that it turned out to have.
struct ReadFile
{
    const ClientFormat *format = nullptr; ///< never null
    ImportedFile content;
};

/// Reads a file of at most json::largestDocument bytes. An empty format name: recognized by content. `now` is
/// the creation time of secrets that the file holds in clear.
Result<ReadFile> readImportFile(const QString &path, const QString &formatName, const QDateTime &now);

}
