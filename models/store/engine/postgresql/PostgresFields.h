#pragma once

#include "store/engine/postgresql/PostgresAddress.h"

namespace gatehouse {

/// What a form asks of a database of PostgreSQL. The URL and the fields say the same, either way.
struct PostgresFields
{
    QString hosts; ///< as in the URL: `a:5432,b`; or the folder of a socket
    QString database;
    QString user;
    QString tls;                              ///< sslmode; empty: libpq's own choice
    QString rootCertificate;                  ///< sslrootcert
    QString session;                          ///< target_session_attrs
    QList<PostgresAddress::Parameter> others; ///< that no field has, as they came

    bool operator==(const PostgresFields &) const = default;

    static Result<PostgresFields> from(const QString &url);
    QString url() const;

    bool hasSeveralHosts() const;
    /// Whether nothing goes over a network: sockets and loopback alone.
    bool isOnThisMachine() const;
};

}
