#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

namespace gatehouse {

/// Reads one document, first what stands around the client applications, then these one at a time.
class JsonReader
{
public:
    /// `now` is the creation time of secrets that the file holds in clear.
    JsonReader(ImportedHead &file, const QDateTime &now) : m_file(file), m_now(now) {}
    virtual ~JsonReader() = default;

    /// The arrays of client applications are empty in it. The error refuses the file.
    virtual Result<void> readHead(const json::Json &) { return {}; }
    /// The error refuses this client application and no more.
    virtual Result<void> readClient(ImportedClient &imported, const json::Json &object) = 0;

protected:
    ImportedHead &m_file;
    QDateTime m_now;
};

}
