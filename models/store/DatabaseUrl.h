#pragma once

#include "domain/Error.h"

namespace gatehouse {

class Database;

/// Where a database is, as on the command line: `sqlite:PATH`.
class DatabaseUrl
{
public:
    static Result<DatabaseUrl> parse(const QString &text);
    /// `gatehouse.sqlite` in the user's data folder.
    static DatabaseUrl standard();

    QString path() const { return m_path; }
    QString text() const;

private:
    explicit DatabaseUrl(QString path) : m_path(std::move(path)) {}

    QString m_path; ///< absolute
};

/// Which file it is, by the one name that all links and relative paths lead to.
QString canonicalPath(const Database &database);
/// The same with the number of the file: a copy has another, also where it took the place of the original.
QString placeOf(const Database &database);

}
