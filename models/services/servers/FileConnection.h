#pragma once

#include "secrets/ServerConnection.h"
#include "services/export/NeededFiles.h"

#include <QCoreApplication>

#include <functional>

namespace gatehouse {

class ClientDocument;

/// A file in a server's format, which somebody else brings there. What is written changes those lines alone:
/// order, indentation and comments stay. Of a file with several realms of Keycloak it is that of the server.
class FileConnection final : public ServerConnection
{
    Q_DECLARE_TR_FUNCTIONS(FileConnection)

public:
    /// Nothing is written over what is `needed`.
    FileConnection(const ServerAccess &access, NeededFiles needed);

    Result<QString> test() override;
    /// The whole file, whatever was asked for. Progress counts KiB, since nobody knows yet how many client
    /// applications it holds.
    Result<void> read(QIODevice &document, const QStringList &clientIds, const Progress &progress) override;
    Result<QList<ServerStep>> missing(const ServerNeeds &needs) override;
    Result<QHash<QString, Error>> refusedAdditions(const QStringList &clientIds) override;
    Result<void> make(const ServerStep &step) override;
    /// `before` and `after` are client applications as they stand in the file, with or without secrets. A
    /// secret that `after` does not hold stays.
    Result<ServerWritten> write(const ServerWrite &change) override;
    bool mayHaveWritten() const override { return false; } // the file is replaced at once

private:
    struct Content;
    using Change = std::function<Result<void>(ClientDocument &document)>;

    Result<Content> content() const;
    Result<ClientDocument> document() const;
    /// Saves what was changed; gives the document as it is then.
    Result<ClientDocument> changed(const Change &change) const;
    Result<void> save(const QByteArray &text) const;

    QString m_path;
    QString m_formatName;
    QString m_realm; ///< empty: the whole file
    NeededFiles m_needed;
};

}
