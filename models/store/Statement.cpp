#include "store/Statement.h"

#include "domain/rules/RuleText.h"
#include "domain/rules/StorableText.h"
#include "store/SqlError.h"
#include "store/edit/RecordChange.h"

#include <QSqlError>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// QString() is empty text to us, but NULL to the driver.
bool isNullText(const QVariant &value)
{
    return !value.isNull() && value.metaType() == QMetaType::fromType<QString>() && value.toString().isNull();
}

bool writes(QStringView sql)
{
    return sql.startsWith("INSERT "_L1) || sql.startsWith("UPDATE "_L1);
}

/// The last gate for every text of every record, whoever forgot it: the rules tell of it at its field.
Result<void> checkStorable(const QVariantList &values)
{
    for (const QVariant &value : values) {
        const QString *text = get_if<QString>(&value);
        const auto lost = text ? firstUnstorable(*text) : std::nullopt;
        if (lost) {
            return fail(Error::Kind::Rule,
                        EditText::tr("A text that is to be stored holds %1, which is no character and "
                                     "cannot be stored. Nothing was changed. Take it out.")
                            .arg(rules::shownCharacter(*lost)));
        }
    }
    return {};
}

/// A PRAGMA may do its work while it is prepared, https://sqlite.org/pragma.html; schema and transactions are
/// rare.
bool canBeUsedAgain(QStringView sql)
{
    constexpr std::array verbs{"SELECT "_L1, "INSERT "_L1, "UPDATE "_L1, "DELETE "_L1};
    return std::ranges::any_of(verbs, [&](QLatin1StringView verb) { return sql.startsWith(verb); });
}

}

Statement::Statement(IdleStatements &idle, const QString &sql)
    : m_idle(idle), m_sql(sql), m_query(idle.take(sql))
{
}

Statement::~Statement()
{
    if (!m_query || !canBeUsedAgain(m_sql))
        return;
    m_query->finish();
    for (qsizetype i = 0; i < m_bound; ++i)
        m_query->bindValue(int(i), QVariant());
    m_idle.insert(m_sql, m_query.release());
}

Result<void> Statement::execute(const QSqlDatabase &connection, const QVariantList &values)
{
    if (const auto can = writes(m_sql) ? checkStorable(values) : Result<void>(); !can)
        return can;
    auto query = std::move(m_query);
    if (!query) {
        query = std::make_unique<QSqlQuery>(connection);
        query->setForwardOnly(true);
        if (!query->prepare(m_sql))
            return std::unexpected(sqlError(query->lastError()));
    }
    for (const QVariant &value : values)
        query->addBindValue(isNullText(value) ? QVariant(u""_s) : value);
    if (!query->exec())
        return std::unexpected(sqlError(query->lastError()));
    m_bound = values.size();
    m_query = std::move(query);
    return {};
}

}
