#pragma once

#include <QString>

namespace gatehouse::explain {

/// Whether there is a parameter by whose name a request is known, as `client_id=`.
bool hasTellingParameter(QStringView text);

/// With what blanks and line ends cut joined again: tools show addresses decoded, as `scope=openid profile`,
/// and mails and specifications wrap them.
QString withoutWrapping(const QString &text);

}
