#pragma once

#include "domain/Error.h"
#include "store/DatabaseUrl.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <memory>
#include <type_traits>

namespace gatehouse {

/// One open connection. It belongs to the thread that opened it and is closed with the object.
class Database
{
public:
    enum class IfMissing { Create, Refuse };

    /// Opens, checks that the file is ours and whole as far as it is read then, and brings its schema up to
    /// date. A new file is 0600.
    static Result<Database> open(const DatabaseUrl &url, IfMissing ifMissing);

    /// Prepares, binds and executes one statement. A null QString is bound as empty text, any other null
    /// value as NULL. Read many rows with list(): next() alone cannot tell the end from an error.
    Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {});

    /// Statements that a connection needs but that return nothing of interest.
    Result<void> execute(const QString &sql, const QVariantList &values = {});

    /// All rows, each made into a value by `from(const QSqlQuery &)`.
    template<typename From>
    auto list(const QString &sql, const QVariantList &values, From from)
        -> Result<QList<std::invoke_result_t<From, const QSqlQuery &>>>
    {
        auto query = run(sql, values);
        if (!query)
            return std::unexpected(query.error());
        QList<std::invoke_result_t<From, const QSqlQuery &>> rows;
        while (query->next())
            rows << from(*query);
        return readToEnd(*query).transform([&] { return std::move(rows); });
    }

    /// Tells why the last next() gave false: an error, for example a damaged page, or just the end.
    static Result<void> readToEnd(const QSqlQuery &query);

    QSqlDatabase sql() const;

private:
    struct Connection;
    explicit Database(std::shared_ptr<Connection> connection) : m_connection(std::move(connection)) {}
    Result<void> connect();
    /// Only once the file is known to be ours: WAL changes the file.
    Result<void> makeDurable();
    Result<void> switchToWal();

    std::shared_ptr<Connection> m_connection;
};

}
