#pragma once

#include <QStringList>

namespace gatehouse {

/// The statements of a file of SQL in the resources. Each ends with a semicolon at the end of a line;
/// comments have lines of their own.
QStringList schemaStatements(const QString &path);

}
