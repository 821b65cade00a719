#include "domain/consent/NameInText.h"

#include <QRegularExpression>
#include <QTextBoundaryFinder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::consent {

namespace {

bool isBidirectionalControl(QChar c)
{
    return (c >= u'\u202A' && c <= u'\u202E') || (c >= u'\u2066' && c <= u'\u2069');
}

bool hasStrongCharacter(const QString &name)
{
    return std::ranges::any_of(name, [](QChar c) { return c.isLetter() || c.isSurrogate(); });
}

QString isolatedWhereNeeded(const QString &name, bool rightToLeft)
{
    if (name.isRightToLeft() == rightToLeft || !hasStrongCharacter(name))
        return name;
    return u'\u2068' + name + u'\u2069';
}

QString firstGrapheme(const QString &word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    const qsizetype end = finder.toNextBoundary();
    return end > 0 ? word.first(end) : QString();
}

bool startsWithLetterOrDigit(const QString &word)
{
    const QList<uint> characters = word.toUcs4();
    return !characters.isEmpty() && QChar::isLetterOrNumber(characters.first());
}

}

QString plainName(const QString &name)
{
    QString plain = name.simplified();
    return plain.removeIf(isBidirectionalControl);
}

QString withNames(const QString &text, const QString &client, const QString &user, bool rightToLeft)
{
    static const QRegularExpression placeholder(uR"(\{(client|user)\})"_s);
    QString filled;
    qsizetype end = 0;
    for (const auto &match : placeholder.globalMatch(text)) {
        const QString &name = match.capturedView(1) == "client"_L1 ? client : user;
        filled += QStringView(text).sliced(end, match.capturedStart() - end);
        filled += name.isEmpty() ? match.captured() : isolatedWhereNeeded(name, rightToLeft);
        end = match.capturedEnd();
    }
    return filled.append(QStringView(text).sliced(end));
}

QString initialsOf(const QString &name)
{
    QString initials;
    int count = 0;
    const QStringList words = name.split(QRegularExpression(u"[\\s\\-–—_./]+"_s), Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (count < 2 && startsWithLetterOrDigit(word)) {
            initials += firstGrapheme(word).toUpper();
            ++count;
        }
    }
    return initials.isEmpty() ? u"?"_s : initials;
}

}
