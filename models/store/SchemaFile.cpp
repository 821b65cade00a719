#include "store/SchemaFile.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace gatehouse {

/// Comments are left out: Qt takes a colon or a question mark in them for a placeholder.
QStringList schemaStatements(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return {};
    static const QRegularExpression comment(u"^\\s*--.*\\n"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression end(u";\\s*\\n"_s);
    QStringList statements = QString::fromUtf8(file.readAll()).remove(comment).split(end, Qt::SkipEmptyParts);
    statements.removeIf([](const QString &statement) { return statement.trimmed().isEmpty(); });
    return statements;
}

}
