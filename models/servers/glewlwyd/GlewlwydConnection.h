#pragma once

#include "secrets/ServerConnection.h"
#include "servers/http/HttpClient.h"

#include <QCoreApplication>

#include <functional>

namespace gatehouse {

/// The admin API of Glewlwyd 2, by a session of an administrator of its.
class GlewlwydConnection final : public ServerConnection
{
    Q_DECLARE_TR_FUNCTIONS(GlewlwydConnection)

public:
    explicit GlewlwydConnection(ServerAccess access, const HttpPatience &patience = {});

    Result<QString> test() override;
    Result<void> read(QIODevice &document, const QStringList &clientIds, const Progress &progress) override;
    Result<QList<ServerStep>> missing(const ServerNeeds &needs) override;
    Result<void> make(const ServerStep &step) override;
    Result<ServerWritten> write(const ServerWrite &change) override;
    bool mayHaveWritten() const override { return m_client.mayHaveChanged(); }
    bool isOutcomeOpen() const override { return m_client.isOutcomeOpen(); }

private:
    QUrl at(const QStringList &segments, const QList<std::pair<QString, QString>> &query = {}) const;
    Result<void> signIn();
    Result<HttpAnswer> sent(const HttpRequest &request);
    Result<json::Json> asked(const QUrl &url);
    Result<void> eachOf(const QString &list, const std::function<Result<void>(const json::Json &)> &visit);
    Result<json::Json> client(const QString &clientId);
    Result<void> send(const ServerWrite &change, HttpRequest request);

    ServerAccess m_access;
    HttpClient m_client;
    bool m_isProven = false; ///< the session has let in
    bool m_isSignedIn = false;
    QString m_prefix; ///< of the API, as the server says
};

}
