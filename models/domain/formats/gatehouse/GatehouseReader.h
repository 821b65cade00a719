#pragma once

#include "domain/formats/JsonReader.h"

namespace gatehouse {

/// Reads a document of the gatehouse format. A fault in a client application refuses that one; a fault
/// outside of them refuses the file.
class GatehouseReader final : public JsonReader
{
public:
    using JsonReader::JsonReader;

    Result<void> readHead(const json::Json &root) override;
    Result<void> readClient(ImportedClient &imported, const json::Json &object) override;

private:
    Result<void> readTop(const std::string &name, const json::Json &value);
    Result<void> canonicalizeTags();
    Result<void> readResource(const json::Json &object, const QString &place);
    Result<void> readField(ImportedClient &imported, const ClientFieldInfo &info,
                           const json::Json &value) const;
    Result<void> readSecrets(ImportedClient &imported, const json::Json &array, const QString &place) const;
};

}
