#pragma once

#include <QString>

#include <expected>

namespace gatehouse {

/// Why something could not be done, as an administrator reads it: what happened and what to do. Never holds a
/// secret.
struct Error
{
    enum class Kind {
        Rule,        ///< refused by a rule of the domain, or not found
        NotFound,    ///< the named thing does not exist
        Conflict,    ///< somebody else changed it since it was read
        Unreachable, ///< database or file out of reach: missing, locked, damaged, full, read-only
        Tampered,    ///< the database does not do what Gatehouse made it for: somebody else changed it
        Cancelled,   ///< the person asked to stop
        NotSignedIn, ///< nobody is signed in, or may not be
    };

    Kind kind = Kind::Rule;
    QString text;
    QString column = {}; ///< the field it is about, as `client_id`, where it is about one
    /// What does on the command line what the text says: `gatehouse licence --limit N`. For whoever is there.
    QString command = {};
};

template<typename T>
using Result = std::expected<T, Error>;

/// `return fail(Error::Kind::NotFound, tr("…"))` in a function that gives a Result.
inline std::unexpected<Error> fail(Error::Kind kind, QString text, QString column = {}, QString command = {})
{
    return std::unexpected(Error{kind, std::move(text), std::move(column), std::move(command)});
}

}
