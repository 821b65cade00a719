#pragma once

#include "domain/formats/JsonReader.h"

namespace gatehouse {

/// Turns client applications of Glewlwyd (`GET /api/client/`, `POST /api/client/`) into ours. One comes in
/// disabled where its secret could not be used.
class GlewlwydReader final : public JsonReader
{
public:
    using JsonReader::JsonReader;

    Result<void> readClient(ImportedClient &imported, const json::Json &object) override;
};

}
