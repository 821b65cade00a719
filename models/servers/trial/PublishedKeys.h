#pragma once

#include "servers/trial/TrialHttp.h"

#include <optional>

namespace gatehouse::trial {

/// What a server publishes to check its signatures by (RFC 7517 5), asked for once.
class PublishedKeys
{
public:
    explicit PublishedKeys(TrialHttp &http) : m_http(http) {}

    /// The array of its JSON Web Key Set. `address`: jwks_uri; empty: the server names none.
    Result<json::Json> keys(const QUrl &address);

private:
    TrialHttp &m_http;
    std::optional<Result<json::Json>> m_known;
};

}
