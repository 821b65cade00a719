#pragma once

#include "domain/formats/ClientFormat.h"

namespace gatehouse {

/// Our own JSON: everything there is to know about client applications, with users, API scopes, languages and
/// custom resources in front of them; older files lack the latter two. Secrets go as hashes, which
/// nobody reads, and where asked for in clear; written, read and written again it gives the same bytes.
class GatehouseFormat final : public ClientFormat
{
public:
    QString name() const override;
    QString title() const override;
    bool recognizes(const QByteArray &document) const override;
    std::unique_ptr<ClientWriter> writer(QIODevice &target) const override;
    Result<ImportedFile> read(const QByteArray &document, const QDateTime &now) const override;
};

}
