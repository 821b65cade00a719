#pragma once

#include "domain/Error.h"

#include <QSqlQuery>
#include <QVariant>

#include <functional>
#include <memory>
#include <optional>

namespace gatehouse {

/// What is in a database before Gatehouse does anything in it.
struct SchemaState
{
    bool isEmpty = false; ///< nobody keeps anything there
    bool isOurs = false;
    /// What Gatehouse did not make and what can change or hide what is saved, each by kind and name.
    QStringList added = {};
    /// What table schema_version holds, ascending, 0 for what is no number; nothing: there is no such table.
    std::optional<QList<qint64>> versions = {};
};

/// A part of an SQL condition, and what is bound to its one mark.
struct TextSearch
{
    QString matches; ///< stands behind the operand
    QString pattern;
};

/// One connection to a database of one kind. All that differs between the kinds stands behind it: SQL is
/// written once, in words that all know, and these that each says in its own way:
///
///     fold(x)           a column or value whose ASCII letters count alike in both cases; columns that are
///                       folded are so in every statement, and have an index that is
///     group_concat(x, y), char(n)
///
/// It belongs to the thread that opened it.
class Engine
{
public:
    enum class Work { Write, Read };
    using RowVisitor = std::function<Result<void>(const QSqlQuery &row)>;

    Engine() = default;
    virtual ~Engine() = default;
    Q_DISABLE_COPY_MOVE(Engine)

    virtual bool isReadOnly() const = 0;
    virtual QString whyReadOnly() const = 0;
    /// Whether that will pass by itself: it could be written since it was opened, and its server has only to
    /// take over, or to be told otherwise.
    virtual bool isReadOnlyForNow() const { return false; }
    /// What to do about it, as a sentence.
    virtual QString readOnlyRemedy() const = 0;

    /// The file that is open; empty where it is none.
    virtual QString file() const = 0;
    /// Those that it needs besides to be connected.
    virtual QStringList filesForConnecting() const { return {}; }
    /// Which database it is, by the one name to which all its names lead.
    virtual QString identity() const = 0;
    /// The same, and other for a copy that took the place of the original.
    virtual QString place() const = 0;

    /// Refused where what was opened is not there any more, or another is. Cheap.
    virtual Result<void> checkIsThere() const = 0;
    /// Refused where another is in its place now, into which something of this one would be mixed.
    virtual Result<void> checkSuccessor() const = 0;
    /// Refused where the connection to a server was lost, as far as a question has told. Cheap.
    virtual Result<void> checkIsConnected() const = 0;
    /// Asks whether the server answers, and connects again where the connection was lost, for as long as
    /// `goesOn` says so. To be asked outside of transactions.
    virtual Result<void> reach(const std::function<bool()> &goesOn) = 0;

    /// For statements whose answer nobody needs: within a transaction an error may be told by a later one.
    virtual Result<void> execute(const QString &sql, const QVariantList &values) = 0;
    /// How many rows it inserted, updated or deleted.
    virtual Result<int> change(const QString &sql, const QVariantList &values) = 0;
    virtual Result<void> visit(const QString &sql, const QVariantList &values, const RowVisitor &visitor) = 0;
    struct Question
    {
        QString sql;
        QVariantList values;
        RowVisitor visitor;
    };
    /// visit() for one after the other, asked all at once where each has its price.
    virtual Result<void> visitAll(const QList<Question> &questions) = 0;

    /// Begins a transaction. One that writes is the only one from then on, or at the latest from the first
    /// statement with an answer, or settle(), on, and sees all that others wrote before. One that reads sees
    /// one state of the database.
    virtual Result<void> begin(Work work) = 0;
    virtual Result<void> commit() = 0;
    virtual void rollback() = 0;
    virtual bool isInTransaction() const = 0;
    /// After a commit that failed: whether it may have been done all the same, because no answer came.
    virtual bool isOutcomeUnknown() const = 0;
    /// Tells the errors of all statements that were executed.
    virtual Result<void> settle() = 0;
    /// For the migration to one version: one at a time, whatever is in the database.
    virtual Result<void> beginMigration() = 0;

    /// How long to wait for another that writes, in milliseconds.
    virtual int patience() const = 0;
    virtual void setPatience(int milliseconds) = 0;
    /// Whether another holds the lock for writing now. Does not wait for it.
    virtual bool isLockedByAnother() = 0;

    /// Numbers that change with the commits of other connections, and may change without one.
    struct Commits
    {
        qint64 saves = 0;
        qint64 hints = 0; ///< by tellHint(); where they cannot be told apart, both change with each
        bool operator==(const Commits &) const = default;
    };
    /// To be asked outside of transactions, and again and again until stopHearing(): a server tells it.
    virtual Result<Commits> commitsOfOthers() = 0;
    virtual void stopHearing() = 0;
    /// Whether a transaction writes a hint: that is not forced onto the disk before it is told, and the
    /// others are told where tellHint() says so. At first it does not.
    virtual void setHint(bool isHint) = 0;
    /// Within such a transaction: others are told of it where the condition holds as yet.
    virtual Result<void> tellHint(const QString &condition, const QVariantList &values) = 0;

    virtual Result<SchemaState> schema() = 0;
    /// Refused where whoever is connected cannot bring the tables up to date.
    virtual Result<void> checkMayMigrate() { return {}; }
    /// Of the resources: a file for each migration, named by the version that it reaches.
    virtual QString schemaFolder() const = 0;
    /// What an owner runs so that others work with least rights; nothing where there are no roles.
    virtual Result<QStringList> roleStatements() = 0;
    /// Of a text that holds `search`, whatever the case of any letter.
    virtual TextSearch containing(const QString &search) const = 0;
    /// The first reference that leads nowhere, as table, row, column and the other table; empty: there is
    /// none. Looks at every row.
    virtual Result<QStringList> danglingReference() = 0;
    /// The first value of these tables that is of another kind than its column, as table, record and column;
    /// empty: there is none, as where the engine itself sees to that. Looks at every row.
    virtual Result<QStringList> misplacedValue(const QStringList &) { return QStringList(); }
};

}
