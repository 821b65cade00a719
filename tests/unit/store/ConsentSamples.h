#pragma once

#include "store/records/RecordStore.h"

#include <algorithm>

/// Records around consent as an administrator would make them, for tests to change.
namespace gatehouse::test {

inline Language sampleLanguage(const QString &tag, const QString &nativeName, bool rightToLeft = false)
{
    Language language;
    language.tag = tag;
    language.nativeName = nativeName;
    language.rightToLeft = rightToLeft;
    return language;
}

inline CustomResource sampleResource(const QString &name)
{
    CustomResource resource;
    resource.name = name;
    resource.title = QStringLiteral("Where you work");
    resource.claims = {{QStringLiteral("division"), ClaimSource::UserAttribute, QStringLiteral("department")},
                       {QStringLiteral("company"), ClaimSource::FixedValue, QStringLiteral("Example 'n Co")}};
    resource.texts = {
        {QStringLiteral("nl"), {QStringLiteral("Afdeling"), QStringLiteral("Waar {user} werkt")}},
        {QStringLiteral("de"), {{}, QStringLiteral("Wo {user} arbeitet")}}};
    return resource;
}

/// The smallest picture there is: one transparent pixel.
inline QByteArray samplePng()
{
    return QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQAB"
                                  "h6FO1AAAAABJRU5ErkJggg==");
}

/// The stored language of that tag, or one without a key.
inline Language languageOf(Database &database, const QString &tag)
{
    const auto languages = store::loadLanguages(database).value();
    const auto found = std::ranges::find(languages, tag, &Language::tag);
    return found == languages.end() ? Language() : *found;
}

}
