#pragma once

#include "domain/formats/JsonFormat.h"

namespace gatehouse {

/// Reads a JSON document in three passes: what stands around the client applications, then these to see what
/// they need, and then as often as asked, one at a time.
class JsonClientReader final : public ClientReader
{
public:
    /// Both outlive this; the device is read from its start, again and again.
    JsonClientReader(const JsonFormat &format, QIODevice &source, const QDateTime &now);

    ~JsonClientReader() override;
    Q_DISABLE_COPY_MOVE(JsonClientReader)

    Result<FileSurvey> survey(const Progress &progress) override;
    Result<void> visit(const Visitor &visitor) override;

private:
    using ReadClient = std::function<Result<void>(ImportedClient &&)>;

    Result<void> readHead(const Progress &progress);
    Result<void> readClients(const ReadClient &read, const Progress &progress);
    ImportedClient readClient(const QString &place, const json::Json &object) const;
    json::Elements elements() const;

    const JsonFormat &m_format;
    QIODevice &m_source;
    ImportedHead m_head;
    std::unique_ptr<JsonReader> m_reader;
    json::Json m_single; ///< the whole document, where that is one client application
};

}
