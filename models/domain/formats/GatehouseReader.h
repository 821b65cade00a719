#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/formats/JsonText.h"

namespace gatehouse {

/// Reads a parsed document of the gatehouse format. A fault in a client application refuses that one; a fault
/// outside of them refuses the file.
class GatehouseReader
{
public:
    /// `now` is when a secret was created of which the file does not tell it.
    explicit GatehouseReader(const QDateTime &now) : m_now(now) {}

    Result<ImportedFile> read(const json::Json &root);

private:
    Result<void> readTop(const std::string &name, const json::Json &value);
    Result<void> canonicalizeTags();
    Result<void> readCustomResources(const json::Json &array, const QString &place);
    Result<void> readClient(ImportedClient &imported, const json::Json &object) const;
    Result<void> readField(ImportedClient &imported, const ClientFieldInfo &info,
                           const json::Json &value) const;
    Result<void> readSecrets(ImportedClient &imported, const json::Json &array, const QString &place) const;

    QDateTime m_now;
    ImportedFile m_file;
};

}
