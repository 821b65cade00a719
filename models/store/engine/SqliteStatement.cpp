#include "store/engine/SqliteStatement.h"

#include "store/engine/BoundValues.h"
#include "store/engine/SqliteError.h"

#include <QRegularExpression>
#include <QSqlError>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// A PRAGMA may do its work while it is prepared, https://sqlite.org/pragma.html; schema and transactions are
/// rare.
bool canBeUsedAgain(QStringView sql)
{
    constexpr std::array verbs{"SELECT "_L1, "INSERT "_L1, "UPDATE "_L1, "DELETE "_L1};
    return std::ranges::any_of(verbs, [&](QLatin1StringView verb) { return sql.startsWith(verb); });
}

/// A column that is folded has the collation NOCASE, and so has what is compared with it.
QString inWordsOfSqlite(QString sql)
{
    static const QRegularExpression fold(u"\\bfold\\(([^()]*)\\)"_s);
    return sql.replace(fold, u"\\1"_s);
}

}

SqliteStatement::SqliteStatement(IdleStatements &idle, const QString &sql)
    : m_idle(idle), m_sql(sql), m_query(idle.take(sql))
{
}

SqliteStatement::~SqliteStatement()
{
    if (!m_query || !canBeUsedAgain(m_sql))
        return;
    m_query->finish();
    for (qsizetype i = 0; i < m_bound; ++i)
        m_query->bindValue(int(i), QVariant());
    m_idle.insert(m_sql, m_query.release());
}

Result<void> SqliteStatement::execute(const QSqlDatabase &connection, const QVariantList &values)
{
    auto query = std::move(m_query);
    if (!query) {
        query = std::make_unique<QSqlQuery>(connection);
        query->setForwardOnly(true);
        if (!query->prepare(inWordsOfSqlite(m_sql)))
            return std::unexpected(sqliteError(query->lastError()));
    }
    for (const QVariant &value : values)
        query->addBindValue(isNullText(value) ? QVariant(u""_s) : value);
    if (!query->exec())
        return std::unexpected(sqliteError(query->lastError()));
    m_bound = values.size();
    m_query = std::move(query);
    return {};
}

}
