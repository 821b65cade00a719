#include "domain/consent/ConsentHtml.h"

#include "domain/LanguageTag.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::consent {

namespace {

constexpr int logoEdge = 56;

struct Palette
{
    QString around;
    QString page;
    QString text;
    QString muted;
    QString line;
    QString accent;
    QString onAccent;
};

const Palette &paletteOf(Appearance appearance)
{
    static const Palette light{u"#eef1f4"_s, u"#ffffff"_s, u"#1c2127"_s, u"#56606b"_s,
                               u"#d3d9df"_s, u"#0b5cad"_s, u"#ffffff"_s};
    static const Palette dark{u"#14171b"_s, u"#1e2329"_s, u"#e8ebee"_s, u"#a6b0ba"_s,
                              u"#3a424b"_s, u"#69b1f5"_s, u"#0d1117"_s};
    return appearance == Appearance::Light ? light : dark;
}

/// Text that HTML shows as it is: markup escaped, line feeds kept, control characters and what Unicode
/// forbids replaced.
QString escaped(const QString &text)
{
    QString shown = text.toHtmlEscaped();
    for (QChar &c : shown) {
        if ((c.category() == QChar::Other_Control && c != u'\n' && c != u'\t') || c.isNonCharacter())
            c = QChar::ReplacementCharacter;
    }
    return shown.replace(u'\n', u"<br>"_s);
}

/// `lang="nl" dir="ltr"`; a tag from a file that is not well-formed must not break out of the attribute.
QString languageAttributes(const QString &tag, bool rightToLeft)
{
    const QString direction = rightToLeft ? u"rtl"_s : u"ltr"_s;
    const QString known = canonicalLanguageTag(tag).value_or(QString());
    return known.isEmpty() ? u"dir=\"%1\""_s.arg(direction)
                           : u"lang=\"%1\" dir=\"%2\""_s.arg(known, direction);
}

class HtmlWriter
{
public:
    HtmlWriter(const ConsentPage &page, Appearance appearance)
        : m_page(page), m_colours(paletteOf(appearance)), m_isDark(appearance == Appearance::Dark)
    {
    }

    QString write()
    {
        const QString body = m_page.whyNot.isEmpty()
                                 ? head() + items() + links() + remember() + buttons()
                                 : row(paragraph(m_page.whyNot, {}, false, m_colours.muted, 14), 24, 24);
        return documentStart() + body +
               u"</table>\n</td></tr></table>\n</td></tr></table>\n</body>\n</html>\n"_s;
    }

private:
    QString documentStart() const
    {
        const QString title = m_page.heading.isEmpty() ? m_page.whyNot : m_page.heading;
        return u"<!DOCTYPE html>\n<html %1>\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
               "style-src 'unsafe-inline'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta name=\"color-scheme\" content=\"%2\">\n"
               "<title>"_s.arg(languageAttributes(m_page.language, m_page.rightToLeft),
                               m_isDark ? u"dark"_s : u"light"_s) +
               escaped(title) +
               u"</title>\n</head>\n"
               "<body bgcolor=\"%1\" style=\"margin:0; background-color:%1; color:%2; "
               "font-family:sans-serif; "
               "font-size:14px\">\n"
               "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"%5\"><tr><td bgcolor=\"%1\">\n"
               "<table width=\"100%\" align=\"center\" cellspacing=\"0\" cellpadding=\"1\" "
               "style=\"max-width:%3px; table-layout:fixed\"><tr><td bgcolor=\"%4\">\n"
               "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\" style=\"table-layout:fixed\">\n"_s
                   .arg(m_colours.around, m_colours.text, QString::number(widestPage), m_colours.line,
                        QString::number(pageMargin));
    }

    bool isRightToLeft(const QString &language) const
    {
        return language == m_page.language || language.isEmpty() ? m_page.rightToLeft
                                                                 : usuallyRightToLeft(language);
    }

    /// Languages without a tag of their own read as the page does.
    QString paragraph(const QString &text, const QString &language, bool bold, const QString &colour,
                      int size, const QString &more = {}) const
    {
        const bool rightToLeft = isRightToLeft(language);
        const QString attributes =
            languageAttributes(language.isEmpty() ? m_page.language : language, rightToLeft);
        const QString alignment = rightToLeft == m_page.rightToLeft ? QString()
                                  : m_page.rightToLeft              ? u" align=\"right\""_s
                                                                    : u" align=\"left\""_s;
        return u"<p %1%2 style=\"margin:0; color:%3; font-size:%4px; overflow-wrap:anywhere; font-weight:%5%6\">"_s
                   .arg(attributes, alignment, colour, QString::number(size), bold ? u"bold"_s : u"normal"_s,
                        more) +
               escaped(text) + u"</p>"_s;
    }

    QString row(const QString &content, int above, int below, bool lineBelow = false) const
    {
        const QString line = lineBelow ? u"; border-bottom:1px solid %1"_s.arg(m_colours.line) : QString();
        return u"<tr><td bgcolor=\"%1\" style=\"padding:%2px 24px %3px 24px%4\">"_s.arg(
                   m_colours.page, QString::number(above), QString::number(below), line) +
               content + u"</td></tr>\n"_s;
    }

    /// Cells beside each other in reading order. The order is written out, since only browsers turn tables
    /// round.
    QString beside(QStringList cells) const
    {
        if (m_page.rightToLeft)
            std::ranges::reverse(cells);
        return u"<table dir=\"ltr\" width=\"100%\" cellspacing=\"0\" cellpadding=\"0\"><tr>"_s +
               cells.join(QString()) + u"</tr></table>"_s;
    }

    QString head() const
    {
        QString names = paragraph(m_page.heading, m_page.labelLanguage, true, m_colours.text, 18);
        if (!m_page.signedInAs.isEmpty())
            names += paragraph(m_page.signedInAs, m_page.labelLanguage, false, m_colours.muted, 13,
                               u"; margin-top:4px"_s);
        const QString gap = u"<td width=\"16\"></td>"_s;
        return row(beside({logo(), gap, u"<td valign=\"middle\">"_s + names + u"</td>"_s}), 24, 20, true);
    }

    QString logo() const
    {
        const auto facts = checkLogo(m_page.logo.data);
        if (!facts) {
            return u"<td width=\"%1\" valign=\"top\"><table width=\"%1\" cellspacing=\"0\" "
                   u"cellpadding=\"0\"><tr>"
                   "<td bgcolor=\"%2\" style=\"padding:15px 0px 15px 0px\"><p align=\"center\" dir=\"ltr\" "
                   "style=\"margin:0; color:%3; font-size:22px; font-weight:bold\">"_s.arg(
                       QString::number(logoEdge), m_colours.accent, m_colours.onAccent) +
                   escaped(m_page.initials) + u"</p></td></tr></table></td>"_s;
        }
        const QSize size = facts->size.scaled(logoEdge, logoEdge, Qt::KeepAspectRatio).expandedTo({1, 1});
        return u"<td width=\"%1\" valign=\"top\"><img width=\"%2\" height=\"%3\" "
               u"alt=\"\" "
               "src=\"data:%4;base64,%5\"></td>"_s.arg(
                   QString::number(logoEdge), QString::number(size.width()), QString::number(size.height()),
                   facts->mediaType, QString::fromLatin1(m_page.logo.data.toBase64()));
    }

    QString items() const
    {
        QString html;
        for (const ConsentItem &item : m_page.items) {
            QString content = paragraph(item.title.text, item.title.language, true, m_colours.text, 15) +
                              paragraph(item.text.text, item.text.language, false, m_colours.muted, 14,
                                        u"; margin-top:4px"_s);
            for (const QString &detail : item.details)
                content += paragraph(u"• "_s + detail, {}, false, m_colours.text, 14, u"; margin-top:4px"_s);
            html += row(content, 16, 16, true);
        }
        return html;
    }

    QString links() const
    {
        if (m_page.links.isEmpty())
            return {};
        QStringList anchors;
        for (const ConsentLink &link : m_page.links) {
            anchors << u"<a href=\"%1\" rel=\"noopener noreferrer\" style=\"color:%2\">"_s.arg(
                           link.uri.toHtmlEscaped(), m_colours.accent) +
                           escaped(link.label) + u"</a>"_s;
        }
        const QString attributes =
            languageAttributes(m_page.labelLanguage, isRightToLeft(m_page.labelLanguage));
        return row(u"<p %1 style=\"margin:0; color:%2; font-size:13px\">"_s.arg(attributes, m_colours.muted) +
                       anchors.join(u" · "_s) + u"</p>"_s,
                   16, 0);
    }

    QString remember() const
    {
        if (!m_page.mayRemember)
            return {};
        const QString box = u"<td width=\"28\" valign=\"middle\">"_s +
                            paragraph(u"☐"_s, {}, false, m_colours.text, 18) + u"</td>"_s;
        const QString label =
            u"<td valign=\"middle\">"_s +
            paragraph(m_page.rememberLabel, m_page.labelLanguage, false, m_colours.text, 14) + u"</td>"_s;
        return row(beside({box, label}), 16, 0);
    }

    QString button(const QString &label, bool isAccent) const
    {
        const QString background = isAccent ? m_colours.accent : m_colours.page;
        return u"<td width=\"48%\" align=\"center\" bgcolor=\"%1\" style=\"padding:10px 4px 10px 4px; "
               "border:1px solid %2; background-color:%1\">"
               "<p align=\"center\" %3 style=\"margin:0; color:%4; font-size:15px; font-weight:bold\">"_s.arg(
                   background, isAccent ? m_colours.accent : m_colours.line,
                   languageAttributes(m_page.labelLanguage, isRightToLeft(m_page.labelLanguage)),
                   isAccent ? m_colours.onAccent : m_colours.text) +
               escaped(label) + u"</p></td>"_s;
    }

    QString buttons() const
    {
        return row(beside({button(m_page.denyLabel, false), u"<td width=\"4%\"></td>"_s,
                           button(m_page.allowLabel, true)}),
                   20, 24);
    }

    const ConsentPage &m_page;
    const Palette &m_colours;
    bool m_isDark;
};

}

QString toHtml(const ConsentPage &page, Appearance appearance)
{
    return HtmlWriter(page, appearance).write();
}

}
