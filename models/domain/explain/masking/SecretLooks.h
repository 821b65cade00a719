#pragma once

#include <QString>

namespace gatehouse::explain {

/// With what is recognized by how it looks masked, whatever its name: `Bearer ...`, `//user:password@host`
/// and JSON Web Tokens.
QString withMaskedLooks(const QString &text);

}
