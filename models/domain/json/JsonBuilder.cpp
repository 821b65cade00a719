#include "domain/json/JsonBuilder.h"

#include "domain/json/JsonInput.h"
#include "domain/rules/RuleText.h"

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace gatehouse::json {

namespace {

/// So few are compared faster than they are looked up.
constexpr std::size_t fewMembers = 16;

constexpr int numberOutOfRange = 406; // the library's number of this error

}

JsonBuilder::JsonBuilder(const Elements &elements, qsizetype most, JsonInput *input)
    : m_elements(elements), m_mostValues(most), m_input(input)
{
}

QString JsonBuilder::repeatedName() const
{
    return rules::shortened(toText(m_repeated));
}

bool JsonBuilder::stop(Fault fault)
{
    m_fault = fault;
    return false;
}

bool JsonBuilder::parse_error(std::size_t position, const std::string &,
                              const nlohmann::detail::exception &error)
{
    if (m_input)
        m_input->unreadLookahead(position);
    return stop(error.id == numberOutOfRange ? Fault::NumberTooLarge : Fault::Syntax);
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
    if (isRepeated(object, name)) {
        m_repeated = std::move(name);
        return stop(Fault::RepeatedName);
    }
    object.name = std::move(name);
    return mayAdd(qsizetype(object.name.size()));
}

bool JsonBuilder::isRepeated(Level &object, const std::string &name)
{
    const Json::object_t::Container &members = object.container->get_ref<Json::object_t &>();
    if (members.size() < fewMembers)
        return std::ranges::contains(members, name, &Json::object_t::value_type::first);
    if (object.names.empty()) {
        for (const auto &member : members)
            object.names.insert(member.first);
    }
    return !object.names.insert(name).second;
}

bool JsonBuilder::mayAdd(qsizetype text)
{
    if (m_input)
        m_input->tokenDone();
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
    if (m_input)
        m_input->unreadLookahead();
    return false;
}

bool JsonBuilder::countValue()
{
    if (m_elements.keepsNothing)
        return true;
    if (!m_elementStart && !m_levels.empty() && m_levels.back().handsOut && !mayBeDocument())
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
    Level level{.container = nullptr, .paths = pathsThroughChild(), .values = valuesBefore, .text = m_text};
    level.handsOut = container.is_array() && endsAPath(level.paths);
    if (level.handsOut)
        level.place = m_levels.empty() ? u"clients"_s : placeOfLast();
    level.container = place(std::move(container));
    m_levels.push_back(std::move(level));
    return true;
}

bool JsonBuilder::close()
{
    if (!mayAdd(0))
        return false;
    if (m_skipped == 0) {
        m_levels.pop_back();
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

bool JsonBuilder::handOut(Level &array)
{
    Json::array_t &elements = array.container->get_ref<Json::array_t &>();
    if (mayBeDocument() && m_elements.areDocuments(elements.front())) {
        array.handsOut = false;
        return true;
    }
    m_elementStart.reset();
    if (++m_handedOut > mostElements)
        return stop(Fault::TooManyElements);
    m_values = array.values + 1;
    m_text = array.text;
    if (elements.empty()) // it was skipped
        return true;
    Json element = std::move(elements.back());
    elements.pop_back();
    if (!m_elements.take)
        return true;
    const auto taken = m_elements.take(json::element(array.place, array.index), std::move(element));
    if (taken)
        return true;
    m_refusal = taken.error();
    return stop(Fault::NotTaken);
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
        const bool isElement = parent.handsOut && !mayBeDocument();
        if (isElement || (parent.paths & bit) == 0 || path.size() < depth)
            continue;
        const std::string &step = path[depth - 1];
        if (parent.container->is_array() ? step == "*" : isSameName(step, parent.name, m_elements.dialect))
            paths |= bit;
    }
    return paths;
}

bool JsonBuilder::endsAPath(quint64 paths) const
{
    const std::size_t depth = m_levels.size();
    for (std::size_t i = 0; i < m_elements.paths.size(); ++i) {
        if ((paths >> i & 1) != 0 && m_elements.paths[i].size() == depth)
            return true;
    }
    return false;
}

/// The first of an array that is the document tells what the others are.
bool JsonBuilder::mayBeDocument() const
{
    return m_elements.areDocuments && m_levels.size() == 1 && m_levels.back().index == 0;
}

bool JsonBuilder::skipsChild() const
{
    if (m_elements.keepsNothing)
        return true;
    return !m_elements.take && !m_levels.empty() && m_levels.back().handsOut && !mayBeDocument();
}

/// Of the value that is about to be added to the last level.
QString JsonBuilder::placeOfLast() const
{
    QString place;
    for (const Level &level : m_levels)
        place =
            level.container->is_array() ? json::element(place, level.index) : json::member(place, level.name);
    return place;
}

}
