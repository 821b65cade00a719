#pragma once

#include "domain/Error.h"

namespace gatehouse {

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

}
