#pragma once

#include "domain/formats/rfc7591/Rfc7591.h"

namespace gatehouse {

/// RFC 7591 metadata in Hydra's words, without a secret.
json::Json hydraMetadata(const ClientApplication &client);

}
