#pragma once

#include "domain/formats/ClientFormat.h"

#include <vector>

namespace gatehouse {

/// A document with its client applications both as they are read and as they stand in it, all in memory: for
/// what a server tells, of whose client applications each is compared and patched. Its secrets in clear are
/// wiped with it.
struct WholeDocument
{
    struct Client
    {
        ImportedClient imported;
        json::Json object; ///< as it stands there, with its secrets; null where it is no object
    };

    WholeDocument() = default;
    ~WholeDocument();
    WholeDocument(WholeDocument &&) = default;
    WholeDocument &operator=(WholeDocument &&) = default;
    Q_DISABLE_COPY(WholeDocument)

    ImportedHead head;
    std::vector<Client> clients; ///< in the document's order, without the server's own
    json::Json rest;             ///< the document without its client applications
};

/// `around` is what stands around the client applications of another document: it counts for this one where
/// this one does not say it. An empty document has none. Progress is told in KiB.
Result<WholeDocument> readWhole(const ClientFormat &format, QIODevice &source, const QDateTime &now,
                                const json::Json &around = {}, const Progress &progress = {});

/// What is read of one client application where `object` stands for it: in the place of `where`, among what
/// `rest` says around it. Only of a document that has been read.
Result<ImportedClient> readInstead(const ClientFormat &format, const ImportedClient &where,
                                   const json::Json &object, const json::Json &rest, const QDateTime &now);

}
