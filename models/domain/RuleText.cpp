#include "domain/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

QString shownCharacter(QChar character)
{
    if (character == u' ')
        return RuleText::tr("a space");
    if (character.isPrint())
        return u"\"%1\""_s.arg(character);
    return u"U+%1"_s.arg(uint(character.unicode()), 4, 16, '0'_L1).toUpper();
}

QString shortened(const QString &value)
{
    QString shown = value.left(120);
    for (QChar &character : shown) {
        if (!character.isPrint() && !character.isSurrogate())
            character = u'\uFFFD';
    }
    return value.size() > 120 ? shown + u'…' : shown;
}

}
