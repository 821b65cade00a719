#pragma once

#include "store/DatabaseUrl.h"
#include "store/engine/Engine.h"
#include "store/engine/postgresql/PostgresText.h"

#include <QCache>
#include <QElapsedTimer>
#include <QSqlDatabase>

namespace gatehouse {

/// A database on a server of PostgreSQL.
///
/// What costs is each question to the server. So within a transaction what has no answer waits in a queue,
/// and is sent together with the next statement that has one, or with the commit.
class PostgresEngine final : public Engine
{
public:
    using Migrate = std::function<Result<void>(const std::shared_ptr<Engine> &engine)>;
    /// `mayCreate`: makes the tables where there are none. The database itself has to be there. `identity`:
    /// refused where another has its name; empty: whatever has it.
    static Result<std::shared_ptr<Engine>> open(const DatabaseUrl &url, bool mayCreate,
                                                const QString &identity, const Migrate &migrate);

    ~PostgresEngine() override;

    bool isReadOnly() const override { return !m_whyReadOnly.isEmpty(); }
    QString whyReadOnly() const override { return m_whyReadOnly; }
    bool isReadOnlyForNow() const override { return m_couldWrite && m_isServerReadOnly; }
    QString readOnlyRemedy() const override;
    QString file() const override { return {}; }
    QStringList filesForConnecting() const override;
    QString identity() const override { return m_identity; }
    /// Empty where nothing tells it from a database of another server.
    QString place() const override { return m_isIdentified ? m_identity : QString(); }
    /// Refused where another database had its name when it was connected to again.
    Result<void> checkIsThere() const override;
    Result<void> checkSuccessor() const override { return {}; }
    Result<void> checkIsConnected() const override;
    Result<void> reach(const std::function<bool()> &goesOn) override;
    Result<void> execute(const QString &sql, const QVariantList &values) override;
    Result<int> change(const QString &sql, const QVariantList &values) override;
    Result<void> visit(const QString &sql, const QVariantList &values, const RowVisitor &visitor) override;
    Result<void> visitAll(const QList<Question> &questions) override;
    Result<void> begin(Work work) override;
    Result<void> commit() override;
    void rollback() override;
    bool isInTransaction() const override { return m_work.has_value(); }
    bool isOutcomeUnknown() const override { return m_isOutcomeUnknown; }
    Result<void> settle() override;
    Result<void> beginMigration() override;
    int patience() const override { return m_patience; }
    void setPatience(int milliseconds) override { m_patience = milliseconds; }
    bool isLockedByAnother() override;
    Result<Commits> commitsOfOthers() override;
    void stopHearing() override;
    void setHint(bool isHint) override { m_isHint = isHint; }
    Result<void> tellHint(const QString &condition, const QVariantList &values) override;
    Result<SchemaState> schema() override;
    Result<void> checkMayMigrate() override;
    QString schemaFolder() const override;
    Result<QStringList> roleStatements() override;
    TextSearch containing(const QString &search) const override;
    Result<QStringList> danglingReference() override;

    /// How often the server was asked, for tests.
    qint64 roundTrips() const { return m_roundTrips; }

private:
    PostgresEngine(const DatabaseUrl &url, const QString &identity);

    QSqlDatabase sql() const { return QSqlDatabase::database(m_name, false); }
    Result<void> connect();
    Result<void> checkMayMake();
    bool openAny(const PostgresAddress &address);
    Result<void> setUp();
    Result<void> takeSession(const QSqlQuery &row);
    /// Of the server; empty where the role may not ask for it.
    Result<QString> systemIdentifier();
    Result<void> takeIdentity(const QString &identity);
    /// A standby may have been promoted by now, another host may be the one that is written to, or a server
    /// that was told to be read alone may have been told otherwise.
    Result<void> lookForWriting();
    /// The same where nobody wants to write: by a new connection seldom, because another host may let us
    /// wait.
    Result<void> lookWhetherWritable();
    Result<void> connectAgain();

    Result<QString> textOf(const QString &sql, const QVariantList &values);
    /// Sends what is queued and the text behind it, and gives the answer to this one.
    Result<QSqlQuery> send(const QString &text);
    /// The same of several: the answer to the first of them, nextResult() gives the others.
    Result<QSqlQuery> sendSome(const QStringList &asked);
    /// The texts are those of the questions, and maybe more behind them.
    Result<void> visitSome(const QStringList &texts, const QList<Question> &questions);
    /// Gives the first of the last `answers` answers.
    Result<QSqlQuery> sendAll(const QStringList &texts, qsizetype answers = 1);
    /// After an error of the driver.
    Error lost(const QSqlQuery &query, const QString &last);
    /// After an error the server refuses everything until the end of the transaction.
    std::unexpected<Error> broken(const Error &error);
    Result<void> checkForWriting() const;
    QString tellingOthers() const;
    void listen();
    void endTransaction();
    /// Row by row in portions: what is read in one state may be more than memory should hold.
    Result<void> visitByCursor(const QString &text, const RowVisitor &visitor);
    Result<QList<QStringList>> rowsOf(const QString &text, int columns);

    DatabaseUrl m_url;
    QString m_name;
    QString m_identity;
    bool m_isIdentified = false; ///< it names the server, and not its database alone
    QString m_user;              ///< the role, as the server calls it
    QString m_whyReadOnly;
    bool m_seesViews = false; ///< those for auditors, and not the tables
    bool m_isStandby = false;
    bool m_isServerReadOnly = false; ///< as long as it is a standby, or as it is told so
    bool m_couldWrite = false;       ///< once since it was opened
    bool m_isAnother = false;        ///< a database that has the name of the one that was open
    QElapsedTimer m_sinceConnected;
    std::optional<Work> m_work; ///< of the transaction that is open
    bool m_isBegun = false;     ///< the server knows of it
    std::optional<Error> m_broken;
    QStringList m_queue;
    qsizetype m_queuedCharacters = 0;
    int m_patience;
    bool m_isHint = false;
    bool m_isOutcomeUnknown = false;
    bool m_isListening = false;
    QMetaObject::Connection m_hearing;
    Commits m_heard; ///< how often others told of them
    QElapsedTimer m_sinceLook;
    int m_looks = 0;
    qint64 m_roundTrips = 0;
    int m_cursors = 0;
    QCache<QString, PostgresText> m_texts;
};

}
