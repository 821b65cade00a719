#include "domain/consent/ConsentHtml.h"

using namespace Qt::StringLiterals;

namespace gatehouse::consent {

namespace {

/// A terminal obeys escape sequences, so none gets there.
QString plain(const QString &text, const QString &indent = {})
{
    QString shown = text;
    for (QChar &c : shown) {
        if (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t')
            c = QChar::ReplacementCharacter;
    }
    return indent + shown.replace(u'\n', u'\n' + indent);
}

}

QString toText(const ConsentPage &page)
{
    if (!page.whyNot.isEmpty())
        return plain(page.whyNot) + u'\n';
    QStringList lines{plain(page.heading)};
    if (!page.signedInAs.isEmpty())
        lines << plain(page.signedInAs);
    for (const ConsentItem &item : page.items) {
        lines << QString() << plain(item.title.text) << plain(item.text.text, u"  "_s);
        for (const QString &detail : item.details)
            lines << plain(detail, u"  - "_s);
    }
    lines << QString();
    for (const ConsentLink &link : page.links)
        lines << u"%1: %2"_s.arg(plain(link.label), plain(link.uri));
    if (page.mayRemember)
        lines << u"[ ] "_s + plain(page.rememberLabel);
    lines << u"[%1] [%2]"_s.arg(plain(page.denyLabel), plain(page.allowLabel));
    if (!page.notes.isEmpty())
        lines << QString() << page.notes;
    return lines.join(u'\n') + u'\n';
}

}
