#pragma once

#include "domain/Error.h"

#include <QList>
#include <QStringList>

#include <utility>

namespace gatehouse {

/// Where a PostgreSQL database is, by a URL of libpq:
/// `postgresql://user@host:5432,other/database?name=value`.
/// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
class PostgresAddress
{
public:
    static bool isOne(const QString &url);
    /// Refuses a password, parameters that are not known to be harmless, and what libpq could not read.
    static Result<PostgresAddress> parse(const QString &url);

    QString hosts() const { return m_hosts.join(u','); }
    QString ports() const { return m_ports.join(u','); }
    QString user() const { return m_user; }
    QString database() const { return m_database; }
    /// Everything but host, database, user and password, for QSqlDatabase; with what is always set.
    QString driverOptions() const;
    /// How long libpq tries one host.
    int connectSeconds() const;
    /// As libpq takes it; an empty password stands for whatever libpq finds.
    QString connectionText(const QString &password = {}) const;
    /// Whether it says which of the servers that can be reached it wants.
    bool isChoosy() const;
    /// Whether there are several servers, and it does not say which of them it wants.
    bool hasChoice() const;
    /// The same for each host by itself; none where that cannot be told.
    QList<PostgresAddress> eachHost() const;
    /// The same with one of the hostList() in front of the others.
    PostgresAddress withFirst(qsizetype host) const;
    /// A value as it stands in a connectionText().
    static QString quoted(QString value);

    struct Host
    {
        QString name; ///< or address, or the folder of a socket
        QString port; ///< empty: the usual one
        bool operator==(const Host &) const = default;
    };
    /// What hosts() and ports() say together; a single port is that of all.
    QList<Host> hostList() const;
    using Parameter = std::pair<QString, QString>;
    /// Whatever else the URL says, in its order.
    const QList<Parameter> &parameters() const { return m_parameters; }
    /// Of a parameter; empty where it is not there.
    QString value(const QString &parameter) const;

private:
    Result<void> takeAuthority(QString authority);
    Result<void> takeHost(const QString &host);
    Result<void> takeParameter(const QString &parameter);
    Result<void> takeParameter(const QString &name, const QString &value);
    Result<void> takeOther(const QString &name, const QString &value);
    Result<void> checkNames() const;
    Result<void> checkCounts() const;

    QStringList m_hosts;
    QStringList m_ports;
    QString m_user;
    QString m_database;
    QList<Parameter> m_parameters;
};

}
