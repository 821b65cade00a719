#pragma once

#include "secrets/ServerConnection.h"
#include "services/export/NeededFiles.h"

#include <QCoreApplication>

namespace gatehouse {

class ClientDocument;

/// A file in a server's format, which somebody else brings there. What is written changes those lines alone:
/// order, indentation and comments stay.
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
    Result<QByteArray> content() const;
    Result<ClientDocument> document() const;
    Result<void> save(const ClientDocument &document) const;

    QString m_path;
    QString m_formatName;
    NeededFiles m_needed;
};

}
