#pragma once

#include <QStringList>

namespace gatehouse {

class PostgresAddress;

/// Whether a password file has a line for this, as libpq reads it:
/// https://www.postgresql.org/docs/current/libpq-pgpass.html
struct PasswordPlace
{
    QString host;
    QString port;
    QString database;
    QString user;
};
bool isInPasswordFile(const QByteArray &content, const PasswordPlace &place);

/// Where libpq finds a password for one of the hosts by itself: `PGPASSWORD`, or the path of a file; empty:
/// nowhere. Reads that file, which may take long.
QString whereLibpqHasPassword(const PostgresAddress &address);

/// The files that libpq reads for that address, or would if they were there: passwords, certificates, keys.
QStringList filesOfLibpq(const PostgresAddress &address);

}
