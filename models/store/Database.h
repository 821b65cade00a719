#pragma once

#include "domain/Error.h"
#include "store/DatabaseFile.h"
#include "store/DatabaseUrl.h"
#include "store/edit/SignedInUser.h"

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
    /// date. A new file is 0600. One that cannot be written (rights, a read-only file system, a full disk) is
    /// opened to be read: see isReadOnly().
    static Result<Database> open(const DatabaseUrl &url, IfMissing ifMissing);

    /// Whether nothing can be written through this connection. Every transaction is refused then.
    bool isReadOnly() const;
    /// Why, as a sentence; empty where it can be written.
    QString whyReadOnly() const;
    /// The file that is open.
    QString path() const;
    /// Refused where the file was removed or replaced since it was opened. Cheap.
    Result<void> checkFile() const;
    /// Refused where another file is in its place now, and what SQLite kept for this one beside it would be
    /// taken for that one's.
    Result<void> checkSuccessor() const;

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
    friend class Transaction;
    struct Connection;
    explicit Database(std::shared_ptr<Connection> connection) : m_connection(std::move(connection)) {}

    /// One way to open it. `writeRefused` tells whether it failed because nothing can be written.
    static Result<Database> openAs(const QString &path, DatabaseFile::Access access, bool &writeRefused);
    static Result<Database> openReadOnly(const QString &path, const QString &why);
    Result<void> connect();
    /// The first look into the file needs all that reading needs.
    Result<void> look(bool &writeRefused);
    /// Only once the file is known to be ours: WAL changes the file.
    Result<void> makeDurable(bool &writeRefused);
    Result<void> switchToWal(bool &writeRefused);

    /// For Transaction: everything that it is about is where it was.
    Result<void> checkForWriting() const;
    void setWriting(bool writing);
    /// The same of a statement, unless its transaction has done it.
    Result<void> checkIsThere() const;

    std::shared_ptr<Connection> m_connection;
};

}
