#include "domain/rules/StoredLength.h"

#include "domain/rules/RuleText.h"

namespace gatehouse::rules {

Findings checkLength(const QString &label, const QString &text, qsizetype longest)
{
    if (text.size() <= longest)
        return {};
    return {{Severity::Error, RuleText::tr("%1 has %2 characters. Shorten it to at most %3.")
                                  .arg(label, QString::number(text.size()), QString::number(longest))}};
}

}
