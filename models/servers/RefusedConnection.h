#pragma once

#include "secrets/ServerConnection.h"

#include <QCoreApplication>

namespace gatehouse {

/// To a server of a kind that is not spoken to over the network.
class RefusedConnection : public ServerConnection
{
    Q_DECLARE_TR_FUNCTIONS(RefusedConnection)

public:
    Result<QString> test() override { return refusal(); }
    Result<void> read(QIODevice &, const QStringList &, const Progress &) override { return refusal(); }
    Result<ServerWritten> write(const ServerWrite &) override { return refusal(); }

private:
    static std::unexpected<Error> refusal()
    {
        return fail(Error::Kind::Rule, tr("Gatehouse does not connect to a server of this kind."));
    }
};

}
