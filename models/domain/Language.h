#pragma once

#include "domain/Field.h"

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

template<>
struct FieldTable<Language>
{
    static constexpr QLatin1StringView name{"language"};
    static constexpr const char *title = QT_TRANSLATE_NOOP("Field", "Language \"%1\"");
    static constexpr std::array fields{
        Field<Language>{"tag", QT_TRANSLATE_NOOP("Field", "Language tag"), &Language::tag},
        Field<Language>{"native_name", QT_TRANSLATE_NOOP("Field", "Native name"), &Language::nativeName},
        Field<Language>{"right_to_left", QT_TRANSLATE_NOOP("Field", "Right to left"), &Language::rightToLeft},
        Field<Language>{"is_default", QT_TRANSLATE_NOOP("Field", "Default language"), &Language::isDefault,
                        "default"},
    };
};

}
