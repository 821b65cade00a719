#pragma once

#include "domain/Error.h"

#include <QStringList>
#include <QVariant>

namespace gatehouse {

/// A value as it stands in a statement. Safe where standard_conforming_strings is on, which is seen to at
/// each connection.
QString postgresLiteral(const QVariant &value);

/// A statement in the words of PostgreSQL, which is sent as one text with its values in it: a prepared one
/// would cost the server's driver three questions instead of one.
class PostgresText
{
public:
    PostgresText() = default;
    /// In the words of Engine, a value for each question mark.
    explicit PostgresText(const QString &sql);

    qsizetype valueCount() const { return m_parts.size() - 1; }
    QString with(const QVariantList &values) const;

private:
    QStringList m_parts; ///< what stands around the values
};

}
