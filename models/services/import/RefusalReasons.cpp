#include "services/import/RefusalReasons.h"

#include "domain/ShortText.h"

namespace gatehouse {

namespace {

/// At most 100 MB, and a fifth of that as a rule.
constexpr qsizetype most = 100'000;

}

quint32 RefusalReasons::add(const Error &reason)
{
    const QString text = shortText(reason.text);
    quint32 &number = m_numbers[text];
    if (number == 0) {
        m_reasons << Error{reason.kind, text, reason.column};
        number = quint32(m_reasons.size());
    }
    return number;
}

bool RefusalReasons::isFull() const
{
    return m_reasons.size() >= most;
}

}
