#include "domain/json/JsonBuilder.h"

#include "domain/json/JsonInput.h"

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace gatehouse::json {

namespace {

/// So few are compared faster than they are looked up.
constexpr std::size_t fewMembers = 16;

}

JsonBuilder::JsonBuilder(const Elements &elements, qsizetype most, JsonInput &input)
    : m_elements(elements), m_mostValues(most), m_input(input)
{
}

bool JsonBuilder::stop(Fault fault)
{
    m_fault = fault;
    return false;
}

bool JsonBuilder::parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &)
{
    m_input.unreadLookahead(position);
    return stop(Fault::Syntax);
}

/// The library gives a whole number of more than 64 bits as one that has lost its last digits.
bool JsonBuilder::number_float(number_float_t number, const string_t &text)
{
    const bool isWhole = text.find_first_of(".eE") == string_t::npos;
    const bool isKept = !isWhole && std::isfinite(number.value);
    if (!isKept && m_skipped == 0 && !m_levels.empty() && !skipsChild())
        m_levels.back().tooLong << placeOfLast();
    return addNumber(isKept ? Json(number.value) : Json());
}

bool JsonBuilder::string(string_t &value)
{
    return mayAdd(qsizetype(value.size())) && add(std::move(value));
}

bool JsonBuilder::key(string_t &name)
{
    if (m_skipped > 0)
        return mayAdd(0);
    Level &object = m_levels.back();
    const bool repeats = isRepeated(object, name);
    object.name = std::move(name);
    if (repeats)
        noteRepeated(object);
    return mayAdd(qsizetype(object.name.size()));
}

bool JsonBuilder::isRepeated(Level &object, const std::string &name) const
{
    if (object.handsOut) // its members are not in it any more
        return !object.names.insert(name).second;
    const Json::object_t::Container &members = object.container->get_ref<Json::object_t &>();
    if (members.size() < fewMembers)
        return std::ranges::contains(members, name, &Json::object_t::value_type::first);
    if (object.names.empty()) {
        for (const auto &member : members)
            object.names.insert(member.first);
    }
    return !object.names.insert(name).second;
}

/// One of a client application is enough to refuse it, and to look up a line takes its time.
void JsonBuilder::noteRepeated(Level &object)
{
    if (std::ranges::none_of(m_levels, [](const Level &level) { return level.standsTwice.has_value(); }))
        object.standsTwice = json::standsTwice(placeOfLast(), m_input);
}

bool JsonBuilder::mayAdd(qsizetype text)
{
    m_input.tokenDone();
    if (m_skipped == 0)
        m_text += text;
    return m_text <= mostText || stop(Fault::TooMuchText);
}

bool JsonBuilder::add(Json value)
{
    if (!mayAdd(0))
        return false;
    if (!countValue())
        return false;
    if (m_skipped > 0)
        return true;
    if (skipsChild())
        return childDone();
    place(std::move(value));
    return childDone();
}

bool JsonBuilder::addNumber(Json value)
{
    if (add(std::move(value)))
        return true;
    m_input.unreadLookahead();
    return false;
}

bool JsonBuilder::countValue()
{
    if (m_elements.keepsNothing)
        return true;
    if (!m_elementStart && !m_levels.empty() && m_levels.back().takesChildren())
        m_elementStart = m_values;
    return ++m_values - m_elementStart.value_or(0) <= limit() || stop(Fault::TooManyValues);
}

bool JsonBuilder::open(Json container)
{
    if (!mayAdd(0))
        return false;
    if (m_levels.size() + m_skipped == deepestNesting)
        return stop(Fault::TooDeep);
    const qsizetype valuesBefore = m_values;
    if (!countValue())
        return false;
    if (m_skipped > 0 || skipsChild()) {
        ++m_skipped;
        return true;
    }
    Level level{.container = nullptr,
                .paths = pathsThroughChild(),
                .values = valuesBefore,
                .text = m_text,
                .begin = m_input.position() - 1};
    if (container.is_array() || (m_elements.mayBeMembers && !m_levels.empty()))
        prepareToHandOut(level);
    level.container = place(std::move(container));
    m_levels.push_back(std::move(level));
    return true;
}

bool JsonBuilder::close()
{
    if (!mayAdd(0))
        return false;
    if (m_skipped == 0) {
        std::optional<Error> inner = std::move(m_levels.back().standsTwice);
        QStringList tooLong = std::move(m_levels.back().tooLong);
        const qint64 begin = m_levels.back().begin;
        m_levels.pop_back();
        if (!m_levels.empty())
            m_levels.back().childBegin = begin;
        (m_levels.empty() ? m_tooLong : m_levels.back().tooLong) << tooLong;
        std::optional<Error> &outer = m_levels.empty() ? m_standsTwice : m_levels.back().standsTwice;
        if (!outer)
            outer = std::move(inner);
        return childDone();
    }
    return --m_skipped > 0 || childDone();
}

/// What the last level holds has got one more value, or one was skipped.
bool JsonBuilder::childDone()
{
    if (m_levels.empty())
        return true;
    Level &parent = m_levels.back();
    const bool isDone = !parent.handsOut || handOut(parent);
    ++parent.index;
    return isDone;
}

bool JsonBuilder::handOut(Level &level)
{
    if (level.isUndecided && !decide(level)) {
        level.handsOut = level.isUndecided = false;
        level.names.clear();
        return true;
    }
    level.isUndecided = false;
    m_elementStart.reset();
    if (++m_handedOut > mostElements)
        return stop(Fault::TooManyElements);
    m_values = level.values + 1;
    m_text = level.text;
    Element element = takeLast(level);
    if (!m_elements.take)
        return true;
    const auto taken = m_elements.take(std::move(element));
    if (taken)
        return true;
    m_refusal = taken.error();
    return stop(Fault::NotTaken);
}

/// The first of an array that is the document, or at a path of any name, tells what the others are.
bool JsonBuilder::decide(Level &level) const
{
    const Json &first = *level.container->begin();
    return m_levels.size() == 1 && level.container->is_array() ? !m_elements.areDocuments(first)
                                                               : m_elements.areTaken(first);
}

/// Out of its container, where it is not skipped.
Element JsonBuilder::takeLast(Level &level)
{
    Element element{.standsTwice = std::exchange(level.standsTwice, std::nullopt),
                    .tooLong = std::exchange(level.tooLong, {}),
                    .begin = level.childBegin,
                    .end = m_input.position()};
    const bool isArray = level.container->is_array();
    if (!isArray)
        level.text += qsizetype(level.name.size()); // it is remembered
    if (level.container->empty())
        return element;
    element.list = level.list;
    element.value = std::move(level.container->back());
    if (isArray) {
        level.container->get_ref<Json::array_t &>().pop_back();
        element.place = json::element(level.place, level.index);
    } else {
        level.container->get_ref<Json::object_t &>().pop_back();
        element.place = member(level.place, level.name);
        element.name = level.name;
    }
    return element;
}

Json *JsonBuilder::place(Json value)
{
    if (m_levels.empty()) {
        m_document = std::move(value);
        return &m_document;
    }
    Level &level = m_levels.back();
    if (level.container->is_array())
        return &level.container->get_ref<Json::array_t &>().emplace_back(std::move(value));
    Json::object_t::Container &members = level.container->get_ref<Json::object_t &>();
    return &members.emplace_back(level.name, std::move(value)).second;
}

quint64 JsonBuilder::pathsThroughChild() const
{
    const std::size_t depth = m_levels.size();
    quint64 paths = 0;
    for (std::size_t i = 0; i < m_elements.paths.size(); ++i) {
        const Path &path = m_elements.paths[i];
        const quint64 bit = quint64(1) << i;
        if (depth == 0) {
            paths |= bit;
            continue;
        }
        const Level &parent = m_levels.back();
        if (parent.takesChildren() || (parent.paths & bit) == 0 || path.size() < depth)
            continue;
        const std::string &step = path[depth - 1];
        const bool leadsOn = parent.container->is_array()
                                 ? step == "*"
                                 : step == anyMember || isSameName(step, parent.name, m_elements.dialect);
        if (leadsOn)
            paths |= bit;
    }
    return paths;
}

/// Of an array or object that is about to be opened.
void JsonBuilder::prepareToHandOut(Level &level)
{
    const std::size_t depth = m_levels.size();
    level.isUndecided = true;
    for (std::size_t i = 0; i < m_elements.paths.size(); ++i) {
        const Path &path = m_elements.paths[i];
        if ((level.paths >> i & 1) == 0 || path.size() != depth)
            continue;
        level.handsOut = true;
        level.isUndecided &=
            depth == 0 ? bool(m_elements.areDocuments) : std::ranges::contains(path, anyMember);
    }
    if (!level.handsOut)
        return;
    level.place = m_levels.empty() ? u"clients"_s : placeOfLast();
    level.list = pathOfLast();
}

bool JsonBuilder::skipsChild() const
{
    if (m_elements.keepsNothing)
        return true;
    return !m_elements.take && !m_levels.empty() && m_levels.back().takesChildren();
}

/// Of the value that is about to be added to the last level.
QString JsonBuilder::placeOfLast() const
{
    QString place;
    for (const Level &level : m_levels) {
        const QString outer = level.takesChildren() ? level.place : place;
        place =
            level.container->is_array() ? json::element(outer, level.index) : json::member(outer, level.name);
    }
    return place;
}

Path JsonBuilder::pathOfLast() const
{
    Path path;
    for (const Level &level : m_levels) {
        if (level.container->is_object())
            path.push_back(level.name);
    }
    return path;
}

}
