#pragma once

#include "secrets/ServerConnection.h"
#include "servers/http/HttpClient.h"

#include <QCoreApplication>

namespace gatehouse {

/// A registration endpoint (RFC 7591) and what it gave for each client application (RFC 7592). It chooses the
/// client ID, which is ours in the documents here; it cannot list, and lets nobody choose a secret.
class RegistrationConnection final : public ServerConnection
{
    Q_DECLARE_TR_FUNCTIONS(RegistrationConnection)

public:
    explicit RegistrationConnection(ServerAccess access, const HttpPatience &patience = {});

    /// Asks for what every such server refuses: nothing is registered by it.
    Result<QString> test() override;
    /// Those that were registered from here; those that the server does not know any more are left out.
    Result<void> read(QIODevice &document, const QStringList &clientIds, const Progress &progress) override;
    bool canList() const override { return false; }
    Result<ServerWritten> write(const ServerWrite &change) override;
    bool mayHaveWritten() const override { return m_client.mayHaveChanged(); }
    bool isOutcomeOpen() const override { return m_client.isOutcomeOpen(); }
    QHash<QString, Registration> changedRegistrations() const override { return m_changed; }
    void registrationIsKept(const QString &clientId) override { m_changed.remove(clientId); }

private:
    Result<HttpAnswer> accepted(const HttpRequest &request, json::Json &metadata, QStringList &leftOut);
    bool isElsewhere(const Registration &registration) const;
    static QString elsewhereText(const Registration &registration);
    Result<json::Json> asked(const QString &clientId);
    Result<ServerWritten> add(const ServerWrite &change);
    Result<ServerWritten> change(const ServerWrite &change);
    Result<ServerWritten> lookedUp(const QString &clientId, const json::Json &before, const json::Json &sent,
                                   const QStringList &notes, Error lost);
    Result<ServerWritten> taken(const QString &clientId, const HttpAnswer &answer,
                                const QStringList &leftOut);
    void note(const QString &clientId, const json::Json &answer);
    HttpAuthorization authorizationFor(const QString &clientId) const;

    ServerAccess m_access;
    HttpClient m_client;
    QHash<QString, Registration> m_changed;
};

}
