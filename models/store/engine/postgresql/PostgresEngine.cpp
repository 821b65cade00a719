#include "store/engine/postgresql/PostgresEngine.h"

#include "store/DatabaseFile.h"
#include "store/StoreText.h"
#include "store/engine/postgresql/PasswordFile.h"
#include "store/engine/postgresql/PostgresAddress.h"
#include "store/engine/postgresql/PostgresError.h"

#include <QSqlError>

#include <algorithm>
#include <atomic>
#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// More than an import or an export uses.
constexpr int mostTexts = 200;

/// What waits is sent on its own then, so that an import of any size keeps little in memory.
constexpr qsizetype mostQueued = 10'000;
constexpr qsizetype mostQueuedCharacters = 1'000'000;

/// A program that was stopped while it wrote keeps the turn no longer. A person may have to unlock a keyring.
constexpr int mostIdle = 300'000; // milliseconds

/// Whatever a role is told: who reads slowly, as through a pipe, is not cut in the middle.
const QString idlesAsLong = u"SET LOCAL idle_in_transaction_session_timeout = %1"_s.arg(mostIdle);

const QString beginRead = u"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"_s;

/// Rows that are fetched at a time.
constexpr int portion = 2000;

Result<void> visitRows(QSqlQuery &rows, const Engine::RowVisitor &visitor)
{
    while (rows.next()) {
        if (const auto visited = visitor(rows); !visited)
            return visited;
    }
    return {};
}

/// Whoever writes holds this one, and waits for it no longer than lock_timeout says. It has no rows, so that
/// nothing else ever wants it; who may only read cannot hold it.
const QString takeTurn = u"LOCK TABLE write_turn IN SHARE ROW EXCLUSIVE MODE"_s;

}

PostgresEngine::PostgresEngine(const DatabaseUrl &url, const QString &identity)
    : m_url(url), m_identity(identity), m_patience(lockWaitMilliseconds), m_texts(mostTexts)
{
    static std::atomic<int> count = 0;
    m_name = u"gatehouse-server-%1"_s.arg(++count);
}

QStringList PostgresEngine::filesForConnecting() const
{
    const auto address = PostgresAddress::parse(m_url.text());
    return address ? filesOfLibpq(*address) : QStringList();
}

PostgresEngine::~PostgresEngine()
{
    QSqlDatabase::removeDatabase(m_name);
}

Result<QString> PostgresEngine::textOf(const QString &statement, const QVariantList &values)
{
    PostgresText *text = m_texts.object(statement);
    if (!text) {
        text = new PostgresText(statement);
        m_texts.insert(statement, text);
    }
    if (text->valueCount() == values.size())
        return text->with(values);
    return broken(postgresError(u"07001"_s)); // as the server says of another number of values
}

std::unexpected<Error> PostgresEngine::broken(const Error &error)
{
    if (m_work && !m_broken)
        m_broken = error;
    m_queue.clear();
    m_queuedCharacters = 0;
    return std::unexpected(error);
}

Result<QSqlQuery> PostgresEngine::send(const QString &text)
{
    return sendSome(text.isEmpty() ? QStringList() : QStringList{text});
}

Result<QSqlQuery> PostgresEngine::sendSome(const QStringList &asked)
{
    if (m_broken)
        return std::unexpected(*m_broken);
    QStringList texts = std::exchange(m_queue, {});
    m_queuedCharacters = 0;
    texts << asked;
    const qsizetype answers = std::max<qsizetype>(1, asked.size());
    if (const auto there = m_isBegun ? Result<void>() : connectAgain(); !there)
        return broken(there.error());
    auto answer = sendAll(texts, answers);
    // An idle connection may have been cut without a word; nothing was done through it yet.
    const bool mayTryAgain = !m_isBegun && !sql().isOpen() &&
                             (m_work ? texts.last() != "COMMIT"_L1
                                     : texts.first().startsWith("SELECT "_L1) || texts.first() == beginRead);
    if (!answer && mayTryAgain)
        answer = connectAgain().and_then([&] { return sendAll(texts, answers); });
    m_isBegun = m_work.has_value();
    if (!answer)
        return broken(answer.error());
    return answer;
}

Result<QSqlQuery> PostgresEngine::sendAll(const QStringList &texts, qsizetype answers)
{
    ++m_roundTrips;
    QSqlQuery query(sql());
    bool isDone = query.exec(texts.join(";\n"_L1));
    for (qsizetype more = texts.size() - answers; isDone && more > 0; --more)
        isDone = query.nextResult();
    if (isDone)
        return query;
    return std::unexpected(lost(query, texts.last()));
}

Error PostgresEngine::lost(const QSqlQuery &query, const QString &last)
{
    const QString state = query.lastError().nativeErrorCode();
    if (!isLostConnection(state))
        return postgresError(state);
    m_isOutcomeUnknown = last == "COMMIT"_L1;
    sql().close();
    return m_work == Work::Write && !m_isOutcomeUnknown ? lostBeforeSaved() : postgresError(state);
}

Result<void> PostgresEngine::execute(const QString &statement, const QVariantList &values)
{
    if (!m_work)
        return change(statement, values).transform([](int) {});
    if (m_broken)
        return std::unexpected(*m_broken);
    return textOf(statement, values).and_then([&](const QString &text) {
        m_queue << text;
        m_queuedCharacters += text.size();
        const bool isMuch = m_queue.size() >= mostQueued || m_queuedCharacters >= mostQueuedCharacters;
        return isMuch ? settle() : Result<void>();
    });
}

Result<int> PostgresEngine::change(const QString &statement, const QVariantList &values)
{
    return textOf(statement, values)
        .and_then([&](const QString &text) { return send(text); })
        .transform([](const QSqlQuery &answer) { return answer.numRowsAffected(); });
}

Result<void> PostgresEngine::visit(const QString &statement, const QVariantList &values,
                                   const RowVisitor &visitor)
{
    const auto text = textOf(statement, values);
    if (!text)
        return std::unexpected(text.error());
    if (m_work == Work::Read && statement.startsWith("SELECT "_L1))
        return visitByCursor(*text, visitor);
    auto answer = send(*text);
    if (!answer)
        return std::unexpected(answer.error());
    return visitRows(*answer, visitor);
}

Result<void> PostgresEngine::visitAll(const QList<Question> &questions)
{
    QStringList texts;
    for (const Question &question : questions) {
        const auto text = textOf(question.sql, question.values);
        if (!text)
            return std::unexpected(text.error());
        texts << *text;
    }
    if (m_work)
        return visitSome(texts, questions);
    m_queue << beginRead << idlesAsLong;
    const auto done = visitSome(texts << u"COMMIT"_s, questions);
    if (!done && sql().isOpen())
        std::ignore = sendAll({u"ROLLBACK"_s}); // nothing, where it was the visitor that refused
    return done;
}

Result<void> PostgresEngine::visitSome(const QStringList &texts, const QList<Question> &questions)
{
    auto answer = sendSome(texts);
    if (!answer)
        return std::unexpected(answer.error());
    for (qsizetype i = 0; i < questions.size(); ++i) {
        if (i > 0 && !answer->nextResult())
            return broken(lost(*answer, texts.last()));
        if (const auto visited = visitRows(*answer, questions.at(i).visitor); !visited)
            return visited;
    }
    return {};
}

Result<void> PostgresEngine::visitByCursor(const QString &text, const RowVisitor &visitor)
{
    const QString cursor = u"cursor_%1"_s.arg(++m_cursors);
    m_queue << u"DECLARE %1 NO SCROLL CURSOR FOR %2"_s.arg(cursor, text);
    Result<void> done;
    for (int rows = portion; done && rows == portion;) {
        auto answer = send(u"FETCH %1 FROM %2"_s.arg(portion).arg(cursor));
        if (!answer)
            return std::unexpected(answer.error());
        rows = answer->size();
        done = visitRows(*answer, visitor);
    }
    if (m_work && !m_broken)
        m_queue << "CLOSE "_L1 + cursor;
    return done;
}

Result<void> PostgresEngine::settle()
{
    if (m_broken)
        return std::unexpected(*m_broken);
    return m_queue.isEmpty() ? Result<void>() : send({}).transform([](const QSqlQuery &) {});
}

Result<void> PostgresEngine::checkForWriting() const
{
    if (!isReadOnly())
        return {};
    return fail(Error::Kind::Unreachable,
                StoreText::tr("The database can only be read, so nothing was changed. %1 %2")
                    .arg(m_whyReadOnly, readOnlyRemedy()));
}

Result<void> PostgresEngine::begin(Work work)
{
    if (m_work)
        return std::unexpected(postgresError(u"25001"_s)); // as the server says within a transaction
    // What waits for nobody is a hint, which is not worth it.
    if (work == Work::Write && m_isServerReadOnly && m_patience > 0) {
        if (const auto looked = lookForWriting(); !looked)
            return looked;
    }
    if (const auto can = work == Work::Write ? checkForWriting() : Result<void>(); !can)
        return can;
    m_work = work;
    if (work == Work::Read) {
        m_queue << beginRead << idlesAsLong;
        return {};
    }
    m_queue << u"BEGIN ISOLATION LEVEL READ COMMITTED"_s;
    // Not only once a connection: behind a pooler the next transaction may be on another one.
    m_queue << u"SET LOCAL lock_timeout = %1"_s.arg(m_patience > 0 ? m_patience : lockWaitMilliseconds)
            << idlesAsLong << u"SET LOCAL statement_timeout = 0"_s;
    if (m_isHint)
        m_queue << u"SET LOCAL synchronous_commit = off"_s;
    m_queue << (m_patience > 0 ? takeTurn : takeTurn + " NOWAIT"_L1);
    return {};
}

Result<void> PostgresEngine::beginMigration()
{
    if (const auto can = checkForWriting(); !can)
        return can;
    m_work = Work::Write;
    // There may be no table to lock yet. Any number will do that no other program takes in the database.
    constexpr qint64 migrationLock = 0x4761486f75736501;
    m_queue << u"BEGIN"_s << idlesAsLong << u"SELECT pg_advisory_xact_lock(%1)"_s.arg(migrationLock);
    const auto there = rowsOf(u"SELECT count(*) FROM pg_class WHERE oid = to_regclass('write_turn')"_s, 1);
    if (there && there->value(0).value(0) == "1"_L1)
        m_queue << takeTurn;
    return there.and_then([this](const auto &) { return settle(); }).or_else([this](const Error &error) {
        rollback();
        return Result<void>(std::unexpected(error));
    });
}

Result<void> PostgresEngine::commit()
{
    m_isOutcomeUnknown = false;
    const auto can = m_work == Work::Write ? checkForWriting() : Result<void>();
    if (m_work == Work::Write && !m_isHint)
        m_queue << tellingOthers();
    return can.and_then([this] { return send(u"COMMIT"_s); }).transform([this](const QSqlQuery &) {
        endTransaction();
    });
}

void PostgresEngine::rollback()
{
    const bool isKnownThere = m_isBegun && sql().isOpen();
    endTransaction();
    if (isKnownThere)
        std::ignore = sendAll({u"ROLLBACK"_s});
}

void PostgresEngine::endTransaction()
{
    m_work.reset();
    m_isBegun = false;
    m_broken.reset();
    m_queue.clear();
    m_queuedCharacters = 0;
}

bool PostgresEngine::isLockedByAnother()
{
    const auto holders = rowsOf(u"SELECT count(*) FROM pg_locks WHERE relation = to_regclass('write_turn') "
                                "AND mode = 'ShareRowExclusiveLock' AND granted AND pid <> pg_backend_pid() "
                                "AND database = (SELECT oid FROM pg_database WHERE datname = "
                                "current_database())"_s,
                                1);
    return holders && holders->value(0).value(0) != "0"_L1;
}

Result<QList<QStringList>> PostgresEngine::rowsOf(const QString &text, int columns)
{
    return send(text).transform([&](QSqlQuery answer) {
        QList<QStringList> rows;
        while (answer.next()) {
            QStringList row;
            for (int column = 0; column < columns; ++column)
                row << answer.value(column).toString();
            rows << row;
        }
        return rows;
    });
}

}
