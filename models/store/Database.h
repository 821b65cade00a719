#pragma once

#include "domain/Error.h"
#include "store/DatabaseUrl.h"
#include "store/SignedInUser.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <functional>
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

    /// Runs one statement. Here and below a null QString is bound as empty text, any other null value as
    /// NULL.
    Result<void> execute(const QString &sql, const QVariantList &values = {});
    /// The same; gives how many rows it inserted, updated or deleted.
    Result<int> change(const QString &sql, const QVariantList &values);

    /// Calls the visitor for each row until it refuses. The read goes on meanwhile, whatever else is run.
    using RowVisitor = std::function<Result<void>(const QSqlQuery &row)>;
    Result<void> visit(const QString &sql, const QVariantList &values, const RowVisitor &visitor);

    /// All rows, each made into a value by `from(const QSqlQuery &)`.
    template<typename From>
    auto list(const QString &sql, const QVariantList &values, From from)
        -> Result<QList<std::invoke_result_t<From, const QSqlQuery &>>>
    {
        QList<std::invoke_result_t<From, const QSqlQuery &>> rows;
        const auto add = [&](const QSqlQuery &row) -> Result<void> {
            rows << from(row);
            return {};
        };
        return visit(sql, values, add).transform([&] { return std::move(rows); });
    }

    QSqlDatabase sql() const;

    /// Who works with the connection: all copies share it. Nobody until somebody signs in.
    void setSignedIn(std::shared_ptr<SignedInUser> who);
    std::shared_ptr<SignedInUser> signedIn() const;
    /// The user ID, for the audit trail; empty: nobody's.
    QString administrator() const;

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
