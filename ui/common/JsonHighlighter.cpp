#include "ui/common/JsonHighlighter.h"

#include "ui/common/Contrast.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// The one of the two that is easier to read on the background.
QColor readable(const QPalette &palette, QRgb onLight, QRgb onDark)
{
    const QColor background = palette.color(QPalette::Base);
    return contrast::ratio(onLight, background) >= contrast::ratio(onDark, background) ? QColor(onLight)
                                                                                       : QColor(onDark);
}

}

JsonHighlighter::JsonHighlighter(QTextDocument *document, const QPalette &palette)
    : QSyntaxHighlighter(document)
    , m_name(readable(palette, 0xff0b5394, 0xff7fbfff))
    , m_text(readable(palette, 0xff1e6b1e, 0xff8fd18f))
    , m_value(readable(palette, 0xff8a3a00, 0xffffb36b))
{
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression token(
        uR"((?<string>"(?:[^"\\]|\\.)*")(?<colon>\s*:)?|(?<value>\btrue\b|\bfalse\b|\bnull\b|-?\b\d[\d.eE+-]*))"_s);
    for (const QRegularExpressionMatch &match : token.globalMatch(text)) {
        if (match.hasCaptured(u"value"))
            setFormat(int(match.capturedStart()), int(match.capturedLength()), m_value);
        else
            setFormat(int(match.capturedStart(u"string")), int(match.capturedLength(u"string")),
                      match.hasCaptured(u"colon") ? m_name : m_text);
    }
}

}
