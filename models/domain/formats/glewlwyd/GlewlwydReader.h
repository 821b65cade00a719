#pragma once

#include "domain/formats/JsonReader.h"

namespace gatehouse {

/// Turns client applications of Glewlwyd into ours.
class GlewlwydReader final : public JsonReader
{
public:
    using JsonReader::JsonReader;

    Result<void> readHead(const json::Json &) override { return {}; }
    Result<void> readClient(ImportedClient &imported, const json::Json &object) override;
};

}
