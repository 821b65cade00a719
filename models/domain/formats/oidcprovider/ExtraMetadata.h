#pragma once

#include "domain/Language.h"
#include "domain/json/JsonText.h"

#include <QList>

#include <unordered_set>

namespace gatehouse {

/// What `oidc-provider` drops from the metadata of client applications unless its configuration declares it
/// under extraClientMetadata: PKCE and consent texts of ours, localized names (RFC 7591 2.2), what else a
/// file had.
class ExtraMetadata
{
public:
    explicit ExtraMetadata(const QList<Language> &languages);

    void addAllOf(const json::Json &metadata);
    /// As the configuration has it.
    json::Json json() const;

private:
    void add(const std::string &name);

    json::Json m_names = json::Json::array();
    std::unordered_set<std::string> m_known;
};

}
