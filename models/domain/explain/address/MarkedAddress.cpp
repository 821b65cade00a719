#include "domain/explain/address/MarkedAddress.h"

#include "domain/rules/InvisibleText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

constexpr qsizetype longestShown = 300;
constexpr qsizetype inFrontOfFirst = 80;

QString named(const QString &text)
{
    QString shown;
    for (const QChar c : rules::withInvisiblesNamed(text)) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ||
            c.category() == QChar::Separator_Paragraph)
            shown += u"[U+%1]"_s.arg(QString::number(c.unicode(), 16).toUpper(), 4, u'0');
        else
            shown += c;
    }
    return shown;
}

}

QList<Piece> piecesOf(const QString &address, const QList<Span> &differing)
{
    qsizetype begin = 0;
    if (address.size() > longestShown && !differing.isEmpty())
        begin = std::max<qsizetype>(0, differing.first().start - inFrontOfFirst);
    const qsizetype end = std::min(address.size(), begin + longestShown);
    QList<Piece> pieces;
    const auto add = [&](qsizetype from, qsizetype to, bool isMarked) {
        from = std::clamp(from, begin, end);
        to = std::clamp(to, begin, end);
        if (from < to || isMarked)
            pieces << Piece{named(address.sliced(from, to - from)), isMarked};
    };
    if (begin > 0)
        pieces << Piece{u"…"_s};
    qsizetype at = begin;
    for (const Span &span : differing) {
        if (span.start > end)
            break;
        const qsizetype from = std::max(at, span.start);
        const qsizetype to = std::max(from, span.start + span.length);
        add(at, from, false);
        add(from, to, true);
        at = to;
    }
    add(at, end, false);
    if (end < address.size())
        pieces << Piece{u"…"_s};
    return pieces;
}

}
