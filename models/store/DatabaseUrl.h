#pragma once

#include "domain/Error.h"

#include <memory>

namespace gatehouse {

class PostgresAddress;

/// Where a database is, as on the command line: `sqlite:PATH`, or `postgresql://user@host/database`.
class DatabaseUrl
{
public:
    static Result<DatabaseUrl> parse(const QString &text);
    static DatabaseUrl ofFile(const QString &path);
    /// `gatehouse.sqlite` in the user's data folder.
    static DatabaseUrl standard();

    bool isFile() const { return !m_server; }
    /// Absolute; empty where it is no file.
    QString path() const { return m_path; }
    /// Of a server; only where it is no file.
    const PostgresAddress &server() const { return *m_server; }
    /// As it was written. Never holds a password.
    QString text() const;
    /// What people call it: the path, or text().
    QString name() const;

    /// For the server. All copies share it; set before it is used elsewhere. Empty: whatever libpq finds,
    /// PGPASSWORD or a file.
    void setPassword(const QString &password) { *m_password = password; }
    QString password() const { return *m_password; }

private:
    DatabaseUrl(QString text, QString path, std::shared_ptr<const PostgresAddress> server);

    QString m_text;
    QString m_path;
    std::shared_ptr<const PostgresAddress> m_server;
    std::shared_ptr<QString> m_password;
};

}
