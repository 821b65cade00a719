#pragma once

#include "secrets/ServerConnection.h"
#include "servers/http/HttpClient.h"

#include <QCoreApplication>

namespace gatehouse {

/// The admin API of Ory Hydra 2, at a port of its own: the network guards it, or a proxy asks for a bearer
/// token or a password. It never tells a secret again.
class HydraConnection final : public ServerConnection
{
    Q_DECLARE_TR_FUNCTIONS(HydraConnection)

public:
    explicit HydraConnection(ServerAccess access, const HttpPatience &patience = {});

    Result<QString> test() override;
    Result<void> read(QIODevice &document, const QStringList &clientIds, const Progress &progress) override;
    Result<ServerWritten> write(const ServerWrite &change) override;
    bool mayHaveWritten() const override { return m_client.mayHaveChanged(); }
    bool isOutcomeOpen() const override { return m_client.isOutcomeOpen(); }

private:
    HttpRequest request(const QByteArray &method, const QUrl &url) const;
    Result<json::Json> asked(const HttpRequest &request);
    static Result<json::Json> checkedList(json::Json list);
    Result<HttpAnswer> page(const QString &token, int size);
    Result<ServerWritten> add(const ServerWrite &change);
    Result<ServerWritten> change(const ServerWrite &change);

    ServerAccess m_access;
    HttpClient m_client;
};

}
