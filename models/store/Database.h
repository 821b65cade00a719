#pragma once

#include "domain/Error.h"
#include "store/DatabaseUrl.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <memory>

namespace gatehouse {

/// One open connection. It belongs to the thread that opened it and is closed with the object.
class Database
{
public:
    enum class IfMissing { Create, Refuse };

    /// Opens, checks that the file is ours and not damaged, and brings its schema up to date. A new file is
    /// 0600.
    static Result<Database> open(const DatabaseUrl &url, IfMissing ifMissing);

    /// Prepares, binds and executes one statement.
    Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {});

    /// Statements that a connection needs but that return nothing of interest.
    Result<void> execute(const QString &sql, const QVariantList &values = {});

    QSqlDatabase sql() const;

private:
    struct Connection;
    explicit Database(std::shared_ptr<Connection> connection) : m_connection(std::move(connection)) {}
    /// Only once the file is known to be ours: WAL changes the file.
    Result<void> makeDurable();

    std::shared_ptr<Connection> m_connection;
};

}
