#pragma once

#include "domain/ShortText.h"
#include "domain/rules/InvisibleText.h"

#include <QCoreApplication>

namespace gatehouse::trial {

struct TrialText
{
    Q_DECLARE_TR_FUNCTIONS(ClientTrial)
};

/// What a server says, as a message can hold it: short, on one line, with what cannot be seen named.
inline QString shownText(const QString &text)
{
    constexpr qsizetype longest = 300;
    return rules::withInvisiblesNamed(shortText(text.simplified(), longest));
}

}
