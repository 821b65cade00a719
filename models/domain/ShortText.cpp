#include "domain/ShortText.h"

#include <QCoreApplication>
#include <QLocale>

namespace gatehouse {

namespace {

struct ShortTextText
{
    Q_DECLARE_TR_FUNCTIONS(ShortText)
};

constexpr QLatin1StringView separator(", ");

}

QString shortText(const QString &text, qsizetype longest)
{
    if (text.size() <= longest)
        return text;
    const bool splitsCharacter = text.at(longest - 1).isHighSurrogate();
    return text.first(splitsCharacter ? longest - 1 : longest) + u'…';
}

QString shortList(const QString &values, qsizetype longest)
{
    if (values.size() <= longest)
        return values;
    const qsizetype end = values.lastIndexOf(separator, longest);
    const qsizetype more = QStringView(values).sliced(std::max<qsizetype>(0, end)).count(separator);
    if (more == 0)
        return shortText(values, longest);
    const QString number = QLocale().toString(more);
    return end < 0 ? ShortTextText::tr("%1 and %2 more").arg(shortText(values, longest), number)
                   : ShortTextText::tr("%1, … and %2 more").arg(values.first(end), number);
}

}
