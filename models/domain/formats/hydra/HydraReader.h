#pragma once

#include "domain/formats/JsonReader.h"

namespace gatehouse {

/// Turns client applications of Ory Hydra into ours. What RFC 7591 has goes by Rfc7591Reader.
class HydraReader final : public JsonReader
{
public:
    using JsonReader::JsonReader;

    Result<void> readHead(const json::Json &root) override;
    Result<void> readClient(ImportedClient &imported, const json::Json &object) override;
};

}
