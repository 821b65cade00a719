#pragma once

#include "store/engine/postgresql/PostgresFields.h"
#include "ui/common/KeyComboBox.h"

/// libpq's sslmode in words: https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION
namespace gatehouse::tlsmodes {

/// The safest first.
QList<KeyComboBox::Item> items();
/// What it keeps away, and what not.
QString meaningOf(const QString &mode);
/// Whether the certificate of the server is checked.
bool checksCertificate(const QString &mode);
/// The safest that makes sense there.
QString usualFor(const PostgresFields &fields);

}
