#pragma once

#include "domain/Error.h"

#include <QHash>
#include <QList>

namespace gatehouse {

/// Why things were refused, as a list shows it: equal reasons once, and not more of them than memory has room
/// for. A value.
class RefusalReasons
{
public:
    /// Gives its number, never 0.
    quint32 add(const Error &reason);
    const Error &at(quint32 number) const { return m_reasons.at(number - 1); }
    bool isFull() const;

private:
    QList<Error> m_reasons;
    QHash<QString, quint32> m_numbers; ///< by text
};

}
