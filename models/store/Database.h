#pragma once

#include "store/DatabaseUrl.h"
#include "store/edit/SignedInUser.h"
#include "store/engine/Engine.h"

#include <type_traits>

namespace gatehouse {

class Outage;

/// The column of an error of Database::open() after which somebody may be asked for the server's password.
inline constexpr QLatin1StringView databasePasswordColumn("database_password");

/// One open connection. It belongs to the thread that opened it and is closed with the object.
class Database
{
public:
    enum class IfMissing { Create, Refuse };

    /// Opens, checks that the database is ours and whole as far as it is read then, and brings its schema up
    /// to date. A new file is 0600. What cannot be written (rights, a read-only file system, a full disk, a
    /// standby) is opened to be read: see isReadOnly(). Where somebody may be asked for the password of the
    /// server, the error is about the column `database_password`.
    static Result<Database> open(const DatabaseUrl &url, IfMissing ifMissing);

    /// Another connection to the database that `which` tells of, as which() did. Refused before anything is
    /// done in it where another has its place or its name by now.
    static Result<Database> openSame(const DatabaseUrl &url, const QString &which);

    /// Makes one where there is nothing yet, with what `fill` puts into it, all or nothing.
    using Fill = std::function<Result<void>(Database &database)>;
    static Result<Database> make(const DatabaseUrl &url, const Fill &fill);

    /// Whether nothing can be written through this connection. Every transaction is refused then.
    bool isReadOnly() const;
    /// Why, as a sentence; empty where it can be written.
    QString whyReadOnly() const;
    /// The file that is open; empty where the database is on a server.
    QString path() const;
    /// Whether it could be written since it was opened, and will be again without anybody opening it.
    bool isReadOnlyForNow() const;
    /// Which database it is, by the one name to which all its names lead: a file's, or
    /// `postgresql:<system identifier>/<database>`.
    QString identity() const;
    /// The same with the number of the file: a copy has another, also where it took the place of the
    /// original.
    QString place() const;
    /// What tells it from whatever has its place or its name one day, as well as that can be known.
    QString which() const;
    /// Refused where the file was removed or replaced since it was opened. Cheap.
    Result<void> checkFile() const;
    /// Refused where another file is in its place now, and what SQLite kept for this one beside it would be
    /// taken for that one's.
    Result<void> checkSuccessor() const;

    /// Runs one statement, in the words of Engine. Here and below a null QString is bound as empty text, any
    /// other null value as NULL. Within a transaction its error may be told by a later statement or the
    /// commit, so it is for what has no answer.
    Result<void> execute(const QString &sql, const QVariantList &values = {});
    /// The same; gives how many rows it inserted, updated or deleted.
    Result<int> change(const QString &sql, const QVariantList &values);

    /// Calls the visitor for each row until it refuses. The read goes on meanwhile, whatever else is run.
    using RowVisitor = Engine::RowVisitor;
    Result<void> visit(const QString &sql, const QVariantList &values, const RowVisitor &visitor);
    /// The same for several, asked at once: on a server they cost what one does. A visitor asks nothing.
    Result<void> visitAll(const QList<Engine::Question> &questions);

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

    /// Who works with the connection: all copies share it. Nobody until somebody signs in.
    void setSignedIn(std::shared_ptr<SignedInUser> who);
    std::shared_ptr<SignedInUser> signedIn() const;
    /// The user ID, for the audit trail; empty: nobody's.
    QString administrator() const;

    /// What is known of its server by all who work with it, and waits with them; nothing: nobody waits long.
    void setOutage(std::shared_ptr<Outage> outage);
    std::shared_ptr<Outage> outage() const;

    /// What the kinds of databases differ in.
    Engine &engine() const;

private:
    struct Connection
    {
        std::shared_ptr<Engine> engine;
        std::shared_ptr<SignedInUser> signedIn = {};
        std::shared_ptr<Outage> outage = {};
    };
    using Prepare = std::function<Result<void>(Database &database)>;
    static Result<Database> openTo(const DatabaseUrl &url, bool mayCreate, const QString &which,
                                   const Prepare &prepare);
    explicit Database(std::shared_ptr<Connection> connection) : m_connection(std::move(connection)) {}

    std::shared_ptr<Connection> m_connection;
};

}
