#include "domain/LanguageTag.h"

#include <QLocale>
#include <QMap>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool areLetters(const QString &subtag, qsizetype shortest, qsizetype longest)
{
    return subtag.size() >= shortest && subtag.size() <= longest && std::ranges::all_of(subtag, isLetter);
}

bool areAlphanumeric(const QString &subtag, qsizetype shortest, qsizetype longest)
{
    return subtag.size() >= shortest && subtag.size() <= longest &&
           std::ranges::all_of(subtag, [](QChar c) { return isLetter(c) || isDigit(c); });
}

bool isRegion(const QString &subtag)
{
    return areLetters(subtag, 2, 2) || (subtag.size() == 3 && std::ranges::all_of(subtag, isDigit));
}

bool isVariant(const QString &subtag)
{
    return areAlphanumeric(subtag, 5, 8) || (areAlphanumeric(subtag, 4, 4) && isDigit(subtag.front()));
}

/// Reads the subtags of one tag in the order of RFC 5646 2.1 and puts each in its usual case.
class TagReader
{
public:
    explicit TagReader(const QString &tag)
    {
        // Some letters beyond ASCII turn into ASCII in lower case, as the Kelvin sign.
        if (std::ranges::all_of(tag, [](QChar c) { return c.unicode() < 0x80; }))
            m_subtags = tag.toLower().split(u'-');
    }

    bool read()
    {
        if (next() != u"x"_s && !(readLanguage() && readVariants() && readExtensions()))
            return false;
        return readPrivateUse() && atEnd();
    }

    QString canonical() const { return m_subtags.join(u'-'); }

    QString language;
    QString script;
    QString region;

private:
    bool atEnd() const { return m_at == m_subtags.size(); }
    QString next() const { return m_subtags.value(m_at); }

    bool readLanguage()
    {
        language = next();
        if (!areLetters(language, 2, 8))
            return false;
        ++m_at;
        for (int extended = 0; language.size() <= 3 && extended < 3 && areLetters(next(), 3, 3); ++extended)
            ++m_at;
        if (areLetters(next(), 4, 4)) {
            m_subtags[m_at].front() = m_subtags.at(m_at).front().toUpper();
            script = m_subtags.at(m_at++);
        }
        if (isRegion(next())) {
            m_subtags[m_at] = m_subtags.at(m_at).toUpper();
            region = m_subtags.at(m_at++);
        }
        return true;
    }

    bool readVariants()
    {
        QSet<QString> seen;
        for (; isVariant(next()); ++m_at) {
            if (seen.contains(next()))
                return false;
            seen << next();
        }
        return true;
    }

    bool readExtensions()
    {
        QSet<QString> seen;
        while (areAlphanumeric(next(), 1, 1) && next() != u"x"_s) {
            if (seen.contains(next()))
                return false;
            seen << next();
            ++m_at;
            if (!skip(2))
                return false;
        }
        return true;
    }

    bool readPrivateUse()
    {
        if (next() != u"x"_s)
            return true;
        ++m_at;
        return skip(1);
    }

    /// One or more subtags of that length up to 8.
    bool skip(qsizetype shortest)
    {
        const qsizetype first = m_at;
        while (areAlphanumeric(next(), shortest, 8))
            ++m_at;
        return m_at > first;
    }

    QStringList m_subtags;
    qsizetype m_at = 0;
};

struct LocaleParts
{
    QLocale::Language language = QLocale::C;
    QLocale::Script script = QLocale::AnyScript;
    QLocale::Territory territory = QLocale::AnyTerritory;

    bool isKnown() const { return language != QLocale::C && language != QLocale::AnyLanguage; }
    QLocale locale() const { return QLocale(language, script, territory); }
};

LocaleParts localeParts(const TagReader &tag)
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
    TagReader reader(tag);
    return reader.read() ? std::optional(reader.canonical()) : std::nullopt;
}

QString parentLanguageTag(const QString &tag)
{
    QStringList subtags = tag.split(u'-');
    subtags.removeLast();
    if (!subtags.isEmpty() && subtags.last().size() == 1)
        subtags.removeLast();
    return subtags.join(u'-');
}

QString usualNativeName(const QString &tag)
{
    TagReader reader(tag);
    if (!reader.read())
        return tag;
    const LocaleParts parts = localeParts(reader);
    if (!parts.isKnown())
        return reader.canonical();
    const QLocale locale = parts.locale();
    if (parts.script != QLocale::AnyScript && locale.script() != parts.script)
        return reader.canonical();
    const QString name = commonName(parts.language, locale.script());
    if (name.isEmpty())
        return reader.canonical();
    if (parts.territory == QLocale::AnyTerritory || locale.territory() != parts.territory)
        return reader.region.isEmpty() ? name : u"%1 (%2)"_s.arg(name, reader.region);
    const QString narrower = locale.nativeLanguageName();
    return narrower.isEmpty() || narrower == name ? u"%1 (%2)"_s.arg(name, locale.nativeTerritoryName())
                                                  : narrower;
}

bool usuallyRightToLeft(const QString &tag)
{
    static const QSet<QString> scripts{u"Arab"_s, u"Aran"_s, u"Hebr"_s, u"Syrc"_s, u"Thaa"_s, u"Nkoo"_s,
                                       u"Adlm"_s, u"Rohg"_s, u"Mand"_s, u"Samr"_s, u"Mend"_s, u"Yezi"_s};
    static const QSet<QString> languages{u"ar"_s, u"arc"_s, u"ckb"_s, u"dv"_s,  u"fa"_s,  u"he"_s, u"iw"_s,
                                         u"ks"_s, u"nqo"_s, u"ps"_s,  u"sd"_s,  u"syr"_s, u"ug"_s, u"ur"_s,
                                         u"yi"_s, u"ji"_s,  u"lrc"_s, u"mzn"_s, u"pnb"_s, u"azb"_s};
    TagReader reader(tag);
    if (!reader.read())
        return false;
    if (!reader.script.isEmpty())
        return scripts.contains(reader.script);
    const LocaleParts parts = localeParts(reader);
    return languages.contains(reader.language) ||
           (parts.isKnown() && parts.locale().textDirection() == Qt::RightToLeft);
}

}
