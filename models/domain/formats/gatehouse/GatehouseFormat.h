#pragma once

#include "domain/formats/JsonFormat.h"

namespace gatehouse {

/// Our own JSON: everything there is to know about client applications, with users, API scopes, languages and
/// custom resources in front of them; older files lack the latter two. Secrets go as hashes, which
/// nobody reads, and where asked for in clear; written, read and written again it gives the same bytes.
class GatehouseFormat final : public JsonFormat
{
public:
    QString name() const override;
    QString title() const override;
    std::unique_ptr<ClientWriter> writer(QIODevice &target) const override;

protected:
    std::vector<Path> clientPaths() const override { return {{"clients"}}; }
    bool isClient(const json::Json &) const override { return false; } // none stands alone
    bool isStart(const json::Json &root) const override;
    /// The reader tells better what is wrong.
    bool mayBeDocument(const json::Json &) const override { return true; }
    QString strangeText() const override { return {}; }
    std::unique_ptr<JsonReader> jsonReader(ImportedHead &head, const QDateTime &now) const override;
};

}
