#pragma once

#include "store/DatabaseFile.h"
#include "store/engine/Engine.h"
#include "store/engine/SqliteStatement.h"

#include <QSqlDatabase>

namespace gatehouse {

/// A file of SQLite.
class SqliteEngine final : public Engine
{
public:
    /// One way to open it. `writeRefused` tells whether it failed because nothing can be written; what is to
    /// be done in between is `migrate`. `place`: refused where another file has it; empty: whatever is there.
    using Migrate = std::function<Result<void>(const std::shared_ptr<Engine> &engine)>;
    static Result<std::shared_ptr<Engine>> open(const QString &path, bool mayCreate, const QString &place,
                                                const Migrate &migrate);

    ~SqliteEngine() override;

    bool isReadOnly() const override { return m_file.isReadOnly(); }
    QString whyReadOnly() const override { return m_whyReadOnly; }
    QString readOnlyRemedy() const override;
    QString file() const override { return m_file.path(); }
    QString identity() const override;
    QString place() const override;
    Result<void> checkIsThere() const override { return m_file.check(); }
    Result<void> checkSuccessor() const override { return m_file.checkSuccessor(); }
    Result<void> checkIsConnected() const override { return {}; }
    Result<void> reach(const std::function<bool()> &) override { return {}; }
    Result<void> execute(const QString &sql, const QVariantList &values) override;
    Result<int> change(const QString &sql, const QVariantList &values) override;
    Result<void> visit(const QString &sql, const QVariantList &values, const RowVisitor &visitor) override;
    Result<void> visitAll(const QList<Question> &questions) override;
    Result<void> begin(Work work) override;
    Result<void> commit() override;
    void rollback() override;
    bool isInTransaction() const override { return m_work.has_value(); }
    bool isOutcomeUnknown() const override { return false; }
    Result<void> settle() override { return {}; }
    Result<void> beginMigration() override { return begin(Work::Write); }
    int patience() const override;
    void setPatience(int milliseconds) override;
    bool isLockedByAnother() override;
    Result<Commits> commitsOfOthers() override;
    void stopHearing() override {}
    void setHint(bool isHint) override;
    Result<void> tellHint(const QString &, const QVariantList &) override { return {}; }
    Result<SchemaState> schema() override;
    QString schemaFolder() const override;
    Result<QStringList> roleStatements() override { return QStringList(); }
    TextSearch containing(const QString &search) const override;
    Result<QStringList> danglingReference() override;
    Result<QStringList> misplacedValue(const QStringList &tables) override;

private:
    struct Column
    {
        QString name;
        QString type; ///< as it was declared: a column of SQLite holds values of any
    };
    Result<QList<Column>> columnsOf(const QString &table);
    static bool holdsItsKind(const QSqlQuery &row, const QList<Column> &columns, qsizetype column);
    static QString lookAtValues(const QString &table, const QList<Column> &columns);

    SqliteEngine(const QString &path, DatabaseFile::Access access);

    static Result<std::shared_ptr<Engine>> openAs(const QString &path, DatabaseFile::Access access,
                                                  const QString &whyReadOnly, const Migrate &migrate,
                                                  bool &writeRefused);
    using FindAccess = Result<DatabaseFile::Access> (*)(const QString &path);
    static Result<std::shared_ptr<Engine>> openReadOnly(const QString &path, const QString &why,
                                                        FindAccess accessTo, const Migrate &migrate);
    QSqlDatabase sql() const { return QSqlDatabase::database(m_name, false); }
    Result<void> connect();
    Result<void> visitRows(const QString &sql, const QVariantList &values, const RowVisitor &visitor);
    Result<void> judged(const Result<void> &done) const;
    /// The first look into the file needs all that reading needs.
    Result<void> look(bool &writeRefused);
    /// Only once the file is known to be ours: WAL changes the file.
    Result<void> makeDurable(bool &writeRefused);
    Result<void> switchToWal(bool &writeRefused);
    Result<void> checkForWriting() const;
    /// checkIsThere(), unless the transaction has done it.
    Result<void> checkForStatement() const;
    Result<QList<qint64>> numbers(const QString &sql);
    Result<QStringList> addedObjects();

    QString m_name;
    DatabaseFile m_file;
    QString m_whyReadOnly;
    std::optional<Work> m_work; ///< of the transaction that is open
    IdleStatements m_idle;
};

}
