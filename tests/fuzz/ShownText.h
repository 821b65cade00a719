#pragma once

#include "domain/rules/InvisibleText.h"
#include "fuzz/Demand.h"

#include <QString>

#include <algorithm>

namespace gatehouse::fuzz {

/// Of what a server sent nothing may hide in a text, or flood it.
inline void demandVisible(const QString &text, const QByteArray &about)
{
    constexpr qsizetype longest = 5000;
    demand(text.size() <= longest, "a text is too long to be shown", about);
    demand(std::ranges::none_of(text,
                                [](QChar c) { return c.category() == QChar::Other_Control && c != u'\n'; }),
           "a text holds a control character", about);
    demand(rules::withInvisiblesNamed(text) == text, "a text holds what cannot be seen", about);
}

/// A sentence for people.
inline void demandShown(const QString &text, const QByteArray &about)
{
    demand(!text.isEmpty(), "nothing is said", about);
    demandVisible(text, about);
}

}
