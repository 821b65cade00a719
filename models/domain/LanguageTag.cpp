#include "domain/LanguageTag.h"

#include "domain/rules/AsciiText.h"

#include <QLocale>
#include <QMap>
#include <QRegularExpression>

#include <unicode/uloc.h>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// RFC 5646 2.1 in small letters, without the irregular tags.
const QRegularExpression &grammar()
{
    static const QRegularExpression pattern(uR"(\A (?:
            (?<language>   [a-z]{2,3} (?: -[a-z]{3} ){0,3} | [a-z]{4,8} )
            (?: - (?<script> [a-z]{4} ) )?
            (?: - (?<region> [a-z]{2} | [0-9]{3} ) )?
            (?<variants>   (?: - (?: [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ) )* )
            (?<extensions> (?: -[0-9a-wy-z] (?: -[a-z0-9]{2,8} )+ )* )
            (?: -x (?: -[a-z0-9]{1,8} )+ )?
            | x (?: -[a-z0-9]{1,8} )+
        ) \z)"_s,
                                            QRegularExpression::ExtendedPatternSyntaxOption);
    return pattern;
}

bool standOnce(QStringList subtags)
{
    return subtags.removeDuplicates() == 0;
}

struct ReadTag
{
    QString canonical;
    QString language; ///< empty where all of it is for private use
    QString script;
    QString region;
};

std::optional<ReadTag> readTag(const QString &text)
{
    // Some letters beyond ASCII turn into ASCII in lower case, as the Kelvin sign.
    if (!isAscii(text))
        return std::nullopt;
    ReadTag tag{.canonical = text.toLower()};
    const auto match = grammar().match(tag.canonical);
    QStringList singletons = match.captured(u"extensions").split(u'-', Qt::SkipEmptyParts);
    singletons.removeIf([](const QString &subtag) { return subtag.size() > 1; });
    if (!match.hasMatch() || !standOnce(singletons) ||
        !standOnce(match.captured(u"variants").split(u'-', Qt::SkipEmptyParts)))
        return std::nullopt;
    tag.language = match.captured(u"language").section(u'-', 0, 0);
    tag.script = match.captured(u"script");
    tag.region = match.captured(u"region").toUpper();
    if (!tag.script.isEmpty()) {
        tag.script.front() = tag.script.front().toUpper();
        tag.canonical.replace(match.capturedStart(u"script"), tag.script.size(), tag.script);
    }
    if (!tag.region.isEmpty())
        tag.canonical.replace(match.capturedStart(u"region"), tag.region.size(), tag.region);
    return tag;
}

struct LocaleParts
{
    QLocale::Language language = QLocale::C;
    QLocale::Script script = QLocale::AnyScript;
    QLocale::Territory territory = QLocale::AnyTerritory;

    bool isKnown() const { return language != QLocale::C && language != QLocale::AnyLanguage; }
    QLocale locale() const { return QLocale(language, script, territory); }
};

LocaleParts localeParts(const ReadTag &tag)
{
    LocaleParts parts;
    parts.language = QLocale::codeToLanguage(tag.language);
    if (!tag.script.isEmpty())
        parts.script = QLocale::codeToScript(tag.script);
    if (!tag.region.isEmpty())
        parts.territory = QLocale::codeToTerritory(tag.region);
    return parts;
}

/// The name that most territories use: of one territory it can be narrower ("American English").
QString commonName(QLocale::Language language, QLocale::Script script)
{
    QMap<QString, int> uses;
    const auto locales = QLocale::matchingLocales(language, script, QLocale::AnyTerritory);
    for (const QLocale &locale : locales)
        ++uses[locale.nativeLanguageName()];
    QString common = QLocale(language, script).nativeLanguageName();
    for (const auto [name, count] : uses.asKeyValueRange()) {
        if (!name.isEmpty() && count > uses.value(common))
            common = name;
    }
    return common;
}

}

std::optional<QString> canonicalLanguageTag(const QString &tag)
{
    return readTag(tag).transform([](const ReadTag &one) { return one.canonical; });
}

QString parentLanguageTag(const QString &tag)
{
    QStringList subtags = tag.split(u'-');
    subtags.removeLast();
    if (!subtags.isEmpty() && subtags.last().size() == 1)
        subtags.removeLast();
    return subtags.join(u'-');
}

QString usualNativeName(const QString &text)
{
    const auto tag = readTag(text);
    if (!tag)
        return text;
    const LocaleParts parts = localeParts(*tag);
    if (!parts.isKnown())
        return tag->canonical;
    const QLocale locale = parts.locale();
    if (parts.script != QLocale::AnyScript && locale.script() != parts.script)
        return tag->canonical;
    const QString name = commonName(parts.language, locale.script());
    if (name.isEmpty())
        return tag->canonical;
    if (parts.territory == QLocale::AnyTerritory || locale.territory() != parts.territory)
        return tag->region.isEmpty() ? name : u"%1 (%2)"_s.arg(name, tag->region);
    const QString narrower = locale.nativeLanguageName();
    return narrower.isEmpty() || narrower == name ? u"%1 (%2)"_s.arg(name, locale.nativeTerritoryName())
                                                  : narrower;
}

bool usuallyRightToLeft(const QString &text)
{
    const auto tag = readTag(text);
    if (!tag)
        return false;
    // For ICU, Nastaliq has no direction of its own, and Ancient Greek is written as on Cyprus before the
    // alphabet.
    const QString script = tag->script == "Aran"_L1                             ? u"Arab"_s
                           : tag->language == "grc"_L1 && tag->script.isEmpty() ? u"Grek"_s
                                                                                : tag->script;
    QStringList locale{tag->language, script, tag->region};
    locale.removeAll(QString());
    return uloc_isRightToLeft(locale.join(u'_').toLatin1().constData());
}

}
