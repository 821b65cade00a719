#pragma once

#include <QStringView>

/// By which names codes, tokens and secrets go.
namespace gatehouse::explain {

struct NameBefore
{
    bool isSecret = false;
    bool isHeader = false; ///< whose value is the rest of its line
    bool isQuoted = false; ///< as in JSON
    bool beginsLine = false;
};
/// The name that what separates it from its value ends, as in `"clientSecret" :` or `%22code%22%3A`.
NameBefore nameBefore(QStringView text, qsizetype separator);

/// Whether a name that is none of a secret stands there, with its separator.
bool isReadableNameAt(QStringView text, qsizetype at);

}
