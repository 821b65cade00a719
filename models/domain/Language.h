#pragma once

#include <QString>

namespace gatehouse {

/// A language in which end users read consent texts.
struct Language
{
    QString key; ///< empty until first stored
    int version = 0;
    QString tag;        ///< RFC 5646 in canonical case: `nl`, `pt-BR`, `zh-Hant`
    QString nativeName; ///< as its speakers call it
    bool rightToLeft = false;
    bool isDefault = false; ///< the one that stands in where a text is missing; exactly one language is

    bool operator==(const Language &) const = default;
};

}
