#include "domain/json/TextEdit.h"

#include "domain/json/JsonElements.h"
#include "domain/json/ListAlignment.h"
#include "domain/json/TextContainer.h"
#include "domain/json/TextScan.h"

#include <QBuffer>
#include <QCoreApplication>

#include <algorithm>
#include <ranges>
#include <unordered_map>
#include <unordered_set>

namespace gatehouse::json {

namespace {

struct TextEditText
{
    Q_DECLARE_TR_FUNCTIONS(TextEdit)
};

Error cannotEdit()
{
    return {Error::Kind::Rule,
            TextEditText::tr("The file cannot be changed there and stay as it is elsewhere. Nothing was "
                             "written: change it by hand.")};
}

Result<Parsed> parsed(QByteArrayView text, const Elements &elements)
{
    QBuffer buffer;
    buffer.setData(QByteArray::fromRawData(text.data(), text.size()));
    buffer.open(QIODevice::ReadOnly);
    return parse(buffer, elements);
}

QByteArrayView at(QByteArrayView document, const TextPlace &place)
{
    return document.sliced(place.begin, place.end - place.begin);
}

std::string nameOf(const QByteArray &text)
{
    const Json name = Json::parse(text.begin(), text.end(), nullptr, false);
    return name.is_string() ? name.get<std::string>() : std::string();
}

/// Of the line in which the place is.
QByteArray indentationAt(QByteArrayView document, qsizetype place)
{
    const QByteArrayView before = document.first(place);
    const qsizetype line = std::max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
    qsizetype end = line + 1;
    while (end < before.size() && (before[end] == ' ' || before[end] == '\t'))
        ++end;
    return before.sliced(line + 1, end - line - 1).toByteArray();
}

/// Changes values in their text. What is at hand is valid, and was parsed.
class Editor
{
public:
    Editor(const TextStyle &style, Dialect dialect) : m_style(style), m_dialect(dialect) {}

    /// `now` is what the text says, `indentation` that of the line in which it begins.
    QByteArray changed(QByteArrayView text, const Json &now, const Json &then, const QByteArray &indentation,
                       bool isInOneLine) const
    {
        if (isSameValue(now, then, m_dialect))
            return text.toByteArray();
        const bool isOfSameKind = now.is_structured() && now.type() == then.type();
        const bool isBlank = isOfSameKind && now.empty() && !hasComment(text);
        if (!isOfSameKind || isBlank)
            return textOf(then, m_style, indentation, isInOneLine || m_style.isOneLine(then));
        const TextContainer container(text, indentation, m_style);
        return container.text(now.is_object() ? memberParts(container, now, then)
                                              : elementParts(container, now, then));
    }

    /// One that is to be added.
    QByteArray added(const TextContainer &container, const Json &value) const
    {
        return textOf(value, m_style, container.newIndentation(), isOneLine(container, value));
    }

    QByteArray nameText(const std::string &name) const { return textOf(Json(name), m_style, {}, true); }

private:
    using Part = TextContainer::Part;

    QByteArray changedChild(const TextContainer &container, std::size_t index, const Json &now,
                            const Json &then) const
    {
        const TextContainer::Child &child = container.children()[index];
        return changed(child.value, now, then, container.indentation(index), container.isOneLine());
    }

    std::vector<Part> memberParts(const TextContainer &container, const Json &now, const Json &then) const
    {
        std::unordered_map<std::string, const Json *> wanted;
        for (const auto &[name, value] : then.items())
            wanted[comparable(name, m_dialect)] = &value;
        std::vector<Part> parts;
        std::size_t index = 0;
        for (const auto &[name, value] : now.items()) {
            const auto found = wanted.extract(comparable(name, m_dialect));
            if (!found.empty())
                parts.push_back({index, changedChild(container, index, value, *found.mapped())});
            ++index;
        }
        for (const auto &[name, value] : then.items()) {
            if (wanted.contains(comparable(name, m_dialect)))
                parts.push_back({std::nullopt, added(container, value), nameText(name)});
        }
        return parts;
    }

    std::vector<Part> elementParts(const TextContainer &container, const Json &now, const Json &then) const
    {
        std::vector<Part> parts;
        for (const auto &[before, after] : aligned(now, then)) {
            if (before && after)
                parts.push_back({before, changedChild(container, *before, now[*before], then[*after])});
            else if (after)
                parts.push_back({std::nullopt, added(container, then[*after])});
        }
        return parts;
    }

    /// As the last neighbour of its kind is.
    bool isOneLine(const TextContainer &container, const Json &value) const
    {
        if (!container.children().empty() && container.isOneLine())
            return true;
        for (const TextContainer::Child &child : container.children() | std::views::reverse) {
            const QByteArray &text = child.value;
            const bool isAlike = text.startsWith(value.is_array() ? '[' : '{') && value.is_structured();
            if (isAlike && text.sliced(1).trimmed().size() > 1)
                return !hasLineBreak(text);
        }
        return m_style.isOneLine(value);
    }

    const TextStyle &m_style;
    Dialect m_dialect;
};

bool hasNameTwice(const Json &value, Dialect dialect)
{
    std::unordered_set<std::string> names;
    for (const auto &[name, member] : value.items()) {
        if (value.is_object() && !names.insert(comparable(name, dialect)).second)
            return true;
        if (member.is_structured() && hasNameTwice(member, dialect))
            return true;
    }
    return false;
}

Result<QByteArray> replaced(QByteArrayView document, const TextPlace &place, const QByteArray &text,
                            Dialect dialect)
{
    QByteArray outcome;
    outcome.reserve(document.size() + text.size());
    outcome += document.first(place.begin);
    outcome += text;
    outcome += document.sliced(place.end);
    return checkDocument(outcome, dialect)
        .transform_error([](const Error &) { return cannotEdit(); })
        .transform([&] { return std::move(outcome); });
}

}

TextPlace wholeOf(QByteArrayView document)
{
    const qsizetype begin = afterTrivia(document, document.startsWith("\xEF\xBB\xBF") ? 3 : 0);
    return {begin, afterValue(document, begin)};
}

/// Calls `visit(name, place)` for each child; the name is empty in an array.
static void visitChildren(QByteArrayView document, const TextPlace &container, const auto &visit)
{
    const bool isObject = container.begin < container.end && document[container.begin] == '{';
    const QByteArrayView inside = document.first(std::max(container.begin, container.end - 1));
    qsizetype next = afterTrivia(inside, container.begin + 1);
    while (next < inside.size()) {
        QByteArray name;
        if (isObject) {
            const qsizetype end = afterValue(inside, next);
            name = inside.sliced(next, end - next).toByteArray();
            next = afterTrivia(inside, std::min(afterTrivia(inside, end) + 1, inside.size()));
        }
        const qsizetype end = std::max(afterValue(inside, next), std::min(next + 1, inside.size()));
        visit(name, TextPlace{next, end});
        next = afterTrivia(inside, end);
        if (next < inside.size() && inside[next] == ',')
            next = afterTrivia(inside, next + 1);
    }
}

std::vector<TextPlace> childrenAt(QByteArrayView document, const TextPlace &container)
{
    std::vector<TextPlace> places;
    visitChildren(document, container,
                  [&](const QByteArray &, const TextPlace &place) { places.push_back(place); });
    return places;
}

std::vector<TextPlace> wayTo(QByteArrayView document, qsizetype place)
{
    std::vector<TextPlace> way;
    TextPlace next = wholeOf(document);
    while (next.begin < place && place < next.end) {
        way.push_back(next);
        const std::vector<TextPlace> children = childrenAt(document, next);
        const auto inside = std::ranges::find_if(
            children, [&](const TextPlace &child) { return child.begin <= place && place < child.end; });
        if (inside == children.end())
            break;
        next = *inside;
    }
    return way;
}

std::optional<TextPlace> memberAt(QByteArrayView document, const TextPlace &object, std::string_view name,
                                  Dialect dialect)
{
    std::optional<TextPlace> found;
    if (object.begin >= object.end || document[object.begin] != '{')
        return found;
    visitChildren(document, object, [&](const QByteArray &other, const TextPlace &place) {
        if (isSameName(name, nameOf(other), dialect))
            found = place;
    });
    return found;
}

Result<Json> valueAt(QByteArrayView document, const TextPlace &place, Dialect dialect)
{
    Elements elements;
    elements.dialect = dialect;
    return parsed(at(document, place), elements).and_then([&](Parsed &&value) -> Result<Json> {
        if (value.standsTwice)
            return std::unexpected(*value.standsTwice);
        if (hasNameTwice(value.rest, dialect)) {
            return fail(Error::Kind::Rule,
                        TextEditText::tr("A name stands twice in one object: upper and lower case count as "
                                         "the same. Remove one of them."));
        }
        return std::move(value.rest);
    });
}

Result<void> checkDocument(QByteArrayView document, Dialect dialect)
{
    Elements elements;
    elements.dialect = dialect;
    elements.keepsNothing = true;
    return parsed(document, elements).transform([](const Parsed &) {});
}

Result<QByteArray> edited(QByteArrayView document, const TextPlace &place, const Json &value, Dialect dialect)
{
    const auto now =
        checkDocument(document, dialect).and_then([&] { return valueAt(document, place, dialect); });
    if (!now)
        return std::unexpected(now.error());
    const TextStyle style = styleOf(document);
    const Editor editor(style, dialect);
    const QByteArray text =
        editor.changed(at(document, place), *now, value, indentationAt(document, place.begin), false);
    return valueAt(text, {0, text.size()}, dialect).and_then([&](const Json &outcome) -> Result<QByteArray> {
        if (!isSameValue(outcome, value, dialect))
            return std::unexpected(cannotEdit());
        return replaced(document, place, text, dialect);
    });
}

Result<QByteArray> appended(QByteArrayView document, const TextPlace &container, const std::string &name,
                            const Json &value, Dialect dialect)
{
    if (const auto valid = checkDocument(document, dialect); !valid)
        return std::unexpected(valid.error());
    const QByteArrayView text = at(document, container);
    const QByteArray indentation = indentationAt(document, container.begin);
    const TextStyle style = styleOf(document);
    const Editor editor(style, dialect);
    const bool isObject = text.startsWith('{');
    const TextContainer whole(text, indentation, style);
    if (whole.children().empty() && !hasComment(text)) {
        const Json alone = isObject ? Json{{name, value}} : Json::array({value});
        return replaced(document, container, textOf(alone, style, indentation, !style.hasLines), dialect);
    }
    std::vector<TextContainer::Part> parts;
    parts.reserve(whole.children().size() + 1);
    for (std::size_t index = 0; index < whole.children().size(); ++index)
        parts.push_back({index, whole.children()[index].value});
    parts.push_back(
        {std::nullopt, editor.added(whole, value), isObject ? editor.nameText(name) : QByteArray()});
    return replaced(document, container, whole.text(parts), dialect);
}

}
