#pragma once

#include "store/Transaction.h"

namespace gatehouse::test {

/// Adds client applications without their lists and secrets, straight into the table: for tests of the list.
/// Titles repeat and differ in case, every combination of flags and problems occurs.
inline Result<void> addManyClients(Database &database, int count)
{
    const QString sql = QStringLiteral(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %1) "
        "INSERT INTO client_application (id, client_id, title, enabled, support_openid, support_api, "
        "grant_type, "
        "require_pkce, support_refresh_tokens, include_user_info_in_token, require_consent, "
        "allow_remember_consent, logo_uri, problem_severity, problem_count) "
        "SELECT substr(CAST(100000000 + i AS TEXT), 2) || '-0000-7000-8000-000000000000', "
        "CASE i % 3 WHEN 0 THEN 'client-' WHEN 1 THEN 'Client-' ELSE 'CLIENT_' END || "
        "substr(CAST(1000000 + (CAST(i AS BIGINT) * 7919) % %1 AS TEXT), 2), "
        "CASE i % 4 WHEN 0 THEN 'Shop ' || (i % 17) WHEN 1 THEN 'shop ' || (i % 17) "
        "WHEN 2 THEN '100% \\ shop_' || (i % 17) ELSE '' END, "
        "i % 2, i / 2 % 2, i / 4 % 2, "
        "CASE i / 8 % 2 WHEN 0 THEN 'client_credentials' ELSE 'authorization_code' END, "
        "1, 0, 0, 0, 0, '', i / 16 % 4 - 1, CASE i / 16 % 4 WHEN 0 THEN 0 ELSE i % 5 + 1 END FROM n");
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return std::unexpected(transaction.error());
    return database.execute(QString(sql).replace(QStringLiteral("%1"), QString::number(count))).and_then([&] {
        return transaction->commit();
    });
}

}
