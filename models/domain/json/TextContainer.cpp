#include "domain/json/TextContainer.h"

#include "domain/json/TextScan.h"

#include <algorithm>

namespace gatehouse::json {

namespace {

QByteArray between(QByteArrayView text, qsizetype begin, qsizetype end)
{
    return text.sliced(begin, end - begin).toByteArray();
}

QByteArray withoutBlanksAtEnd(QByteArray text)
{
    while (!text.isEmpty() && QByteArrayView(" \t\r\n").contains(text.back()))
        text.chop(1);
    return text;
}

/// What is not thrown away with a child.
QByteArray commentsOf(const TextContainer::Child &child)
{
    QByteArray comments = hasComment(child.lead) ? withoutBlanksAtEnd(child.lead) : QByteArray();
    const QByteArray behind = (child.gap + child.rest).trimmed();
    if (hasComment(behind))
        comments += child.lead.sliced(comments.size()) + behind;
    return comments;
}

}

/// Where what stands behind the last value on its line ends: in one line the container ends before that does,
/// and comments behind the value are about it.
qsizetype atEndOfGap(QByteArrayView text, qsizetype at)
{
    if (const qsizetype end = atEndOfLine(text, at); end > at)
        return end;
    const QByteArrayView rest = text.sliced(at);
    const bool isAllTrivia = afterTrivia(text, at) == text.size();
    const qsizetype last = rest.lastIndexOf("*/");
    return isAllTrivia && !hasLineBreak(rest) && last >= 0 ? at + last + 2 : at;
}

/// A container that is being put together.
struct TextContainer::Writing
{
    QByteArray text;
    QByteArray trivia = {}; ///< the end of the text, as far as it is that

    void addTrivia(const QByteArray &more, const TextStyle &style)
    {
        if (more.isEmpty())
            return;
        if (endsInLineComment(trivia) && !hasLineBreak(QByteArrayView(more).first(1)))
            trivia += style.lineBreak;
        trivia += more;
    }
    void addToken(const QByteArray &token, const TextStyle &style)
    {
        if (endsInLineComment(trivia))
            trivia += style.lineBreak;
        text += trivia + token;
        trivia.clear();
    }
};

TextContainer::TextContainer(QByteArrayView text, QByteArray indentation, const TextStyle &style)
    : m_indentation(std::move(indentation)), m_style(style), m_begin(text.isEmpty() ? '[' : text.front())
{
    qsizetype at = std::min<qsizetype>(1, text.size());
    const qsizetype end = std::max(text.size() - 1, at);
    const QByteArrayView inside = text.first(std::min(end, text.size()));
    while (afterTrivia(inside, at) < inside.size())
        m_children.push_back(nextChild(inside, at));
    m_tail = between(inside, at, inside.size());
    m_isOneLine = !hasLineBreak(m_tail) && std::ranges::none_of(m_children, [](const Child &child) {
        return hasLineBreak(child.lead);
    });
}

TextContainer::Child TextContainer::nextChild(QByteArrayView text, qsizetype &at) const
{
    Child child;
    const auto until = [&](qsizetype end) {
        const qsizetype begin = std::exchange(at, std::max(at, end));
        return between(text, begin, at);
    };
    child.lead = until(afterTrivia(text, at));
    if (m_begin == '{') {
        child.name = until(afterValue(text, at));
        const qsizetype colon = afterTrivia(text, at);
        child.colon = until(afterTrivia(text, std::min(colon + 1, text.size())));
    }
    const qsizetype end = afterValue(text, at);
    child.value = until(end > at ? end : text.size()); // whatever it is, it goes on
    const qsizetype comma = afterTrivia(text, at);
    child.hasComma = comma < text.size() && text[comma] == ',';
    child.gap = until(child.hasComma ? comma : atEndOfGap(text, at));
    if (child.hasComma) {
        ++at;
        child.rest = until(atEndOfLine(text, at));
    }
    return child;
}

QByteArray TextContainer::indentation(std::size_t child) const
{
    const QByteArray &lead = m_children[child].lead;
    return hasLineBreak(lead) ? lastIndentation(lead).toByteArray() : m_indentation;
}

QByteArray TextContainer::newIndentation() const
{
    if (m_children.empty())
        return m_indentation + m_style.unit;
    return indentation(m_children.size() - 1);
}

/// As that of a neighbour; `before` is the child in front of it.
QByteArray TextContainer::newLead(std::optional<std::size_t> before) const
{
    if (m_children.empty())
        return m_style.lineBreak + m_indentation + m_style.unit;
    const std::size_t usual =
        std::min<std::size_t>(std::max<std::size_t>(before.value_or(0), 1), m_children.size() - 1);
    const QByteArray &lead = m_children[usual].lead;
    if (hasLineBreak(lead))
        return m_style.lineBreak + lastIndentation(lead).toByteArray();
    return usual == 0 || hasComment(lead) ? m_style.separator : lead;
}

QByteArray TextContainer::newColon() const
{
    if (m_children.empty())
        return m_style.colon;
    const QByteArray &colon = m_children.back().colon;
    return hasComment(colon) || hasLineBreak(colon) ? m_style.colon : colon;
}

TextContainer::Child TextContainer::newChild(const Part &part, std::optional<std::size_t> before) const
{
    return {.lead = newLead(before),
            .name = part.name,
            .colon = m_begin == '{' ? newColon() : QByteArray(),
            .value = part.value,
            .gap = {},
            .rest = {}};
}

/// In one line the first has another distance than the others.
void TextContainer::fitLead(Child &child, const Part &part, bool isFirst) const
{
    if (m_children.empty() || hasLineBreak(child.lead) || hasComment(child.lead))
        return;
    const QByteArray &firstLead = m_children.front().lead;
    const bool firstIsUsual = !hasLineBreak(firstLead) && !hasComment(firstLead);
    if (isFirst && firstIsUsual)
        child.lead = firstLead;
    else if (!isFirst && part.child == 0)
        child.lead = newLead(0);
}

QByteArray TextContainer::text(const std::vector<Part> &parts) const
{
    const bool endsInComma = !m_children.empty() && m_children.back().hasComma;
    Writing writing{QByteArray(1, m_begin)};
    std::size_t next = 0;
    const auto dropUntil = [&](std::size_t child) {
        for (; next < child; ++next)
            writing.addTrivia(commentsOf(m_children[next]), m_style);
    };
    for (std::size_t index = 0; index < parts.size(); ++index) {
        const Part &part = parts[index];
        if (part.child)
            dropUntil(*part.child);
        const auto before = next > 0 ? std::optional(next - 1) : std::nullopt;
        Child child = part.child ? m_children[*part.child] : newChild(part, before);
        if (part.child)
            next = *part.child + 1;
        child.value = part.value;
        fitLead(child, part, index == 0);
        writing.addTrivia(child.lead, m_style);
        writing.addToken(child.name + child.colon + child.value, m_style);
        const bool wantsComma = index + 1 < parts.size() || endsInComma;
        if (wantsComma && child.hasComma)
            writing.addTrivia(child.gap, m_style);
        if (wantsComma)
            writing.addToken(",", m_style);
        if (!wantsComma || !child.hasComma)
            writing.addTrivia(child.gap, m_style);
        writing.addTrivia(child.rest, m_style);
    }
    dropUntil(m_children.size());
    const bool isEmptied = parts.empty() && writing.trivia.isEmpty() && !hasComment(m_tail);
    if (m_children.empty() && !parts.empty() && m_tail.trimmed().isEmpty())
        writing.addTrivia(m_style.lineBreak + m_indentation, m_style);
    else if (!isEmptied || m_children.empty())
        writing.addTrivia(m_tail, m_style);
    writing.addToken(QByteArray(1, m_begin == '[' ? ']' : '}'), m_style);
    return writing.text;
}

}
