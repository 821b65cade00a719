#include "domain/json/ListAlignment.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace gatehouse::json {

namespace {

/// Pairs of elements that are compared with each other; longer lists are gone through side by side.
constexpr std::size_t mostPairs = 4'000'000;

constexpr std::array namesOfIds{"clientId", "client_id", "ClientId", "id",    "name",
                                "Name",     "username",  "Type",     "kid",   "claim",
                                "Value",    "userName",  "Key",      "realm", "code"};

std::string textOf(const nlohmann::json &value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// What tells an object from the others of its list; else empty.
std::string idOf(const Json &element)
{
    for (const char *name : namesOfIds) {
        const auto found = element.is_object() ? element.find(name) : element.end();
        if (found != element.end() && found->is_string())
            return std::string(name) + ' ' + found->get<std::string>();
    }
    return {};
}

/// Texts by number, so that they are compared at once.
class Numbers
{
public:
    int of(const std::string &text)
    {
        return m_numbers.try_emplace(text, int(m_numbers.size()) + 1).first->second;
    }

private:
    std::unordered_map<std::string, int> m_numbers;
};

struct Compared
{
    int value = 0;
    int id = 0; ///< none: 0
    Json::value_t type = Json::value_t::null;
};

std::vector<Compared> comparedOf(const Json &list, Numbers &numbers)
{
    std::vector<Compared> elements;
    for (const Json &value : list) {
        const std::string id = idOf(value);
        elements.push_back(
            {numbers.of(textOf(value)), id.empty() ? 0 : numbers.of("id " + id), value.type()});
    }
    return elements;
}

int likeness(const Compared &one, const Compared &other)
{
    if (one.value == other.value)
        return 1000;
    if (one.id != 0 && one.id == other.id)
        return 100;
    return one.type == other.type ? 1 : 0;
}

/// The pairs with the greatest likeness in all, in order (as Needleman and Wunsch do).
class Alignment
{
public:
    Alignment(std::vector<Compared> before, std::vector<Compared> after)
        : m_before(std::move(before)), m_after(std::move(after))
    {
    }

    std::vector<AlignedElement> pairs() const
    {
        const std::size_t shorter = std::min(m_before.size(), m_after.size());
        std::size_t begin = 0;
        while (begin < shorter && m_before[begin].value == m_after[begin].value)
            ++begin;
        std::size_t end = 0;
        while (end < shorter - begin && fromEnd(m_before, end).value == fromEnd(m_after, end).value)
            ++end;
        std::vector<AlignedElement> pairs;
        pairs.reserve(m_before.size() + m_after.size());
        for (std::size_t index = 0; index < begin; ++index)
            pairs.push_back({index, index});
        addBetween(pairs, begin, m_before.size() - end, m_after.size() - end);
        for (std::size_t index = end; index > 0; --index)
            pairs.push_back({m_before.size() - index, m_after.size() - index});
        return pairs;
    }

private:
    static const Compared &fromEnd(const std::vector<Compared> &elements, std::size_t index)
    {
        return elements[elements.size() - 1 - index];
    }

    void addBetween(std::vector<AlignedElement> &pairs, std::size_t begin, std::size_t endBefore,
                    std::size_t endAfter) const
    {
        const std::size_t rows = endBefore - begin;
        const std::size_t columns = endAfter - begin;
        if (rows != 0 && columns > mostPairs / rows)
            return addSideBySide(pairs, begin, endBefore, endAfter);
        const std::vector<int> best = table(begin, rows, columns);
        const auto at = [&](std::size_t row, std::size_t column) {
            return best[row * (columns + 1) + column];
        };
        for (std::size_t row = 0, column = 0; row < rows || column < columns;) {
            if (row < rows && column < columns) {
                const int like = likeness(m_before[begin + row], m_after[begin + column]);
                if (like > 0 && at(row, column) == like + at(row + 1, column + 1)) {
                    pairs.push_back({begin + row++, begin + column++});
                    continue;
                }
            }
            if (row < rows && (column == columns || at(row, column) == at(row + 1, column)))
                pairs.push_back({begin + row++, std::nullopt});
            else
                pairs.push_back({std::nullopt, begin + column++});
        }
    }

    static void addSideBySide(std::vector<AlignedElement> &pairs, std::size_t begin, std::size_t endBefore,
                              std::size_t endAfter)
    {
        for (std::size_t index = begin; index < std::max(endBefore, endAfter); ++index) {
            pairs.push_back({index < endBefore ? std::optional(index) : std::nullopt,
                             index < endAfter ? std::optional(index) : std::nullopt});
        }
    }

    /// The greatest likeness from each pair of places to the end.
    std::vector<int> table(std::size_t begin, std::size_t rows, std::size_t columns) const
    {
        const std::size_t width = columns + 1;
        std::vector<int> best((rows + 1) * width, 0);
        for (std::size_t row = rows; row-- > 0;) {
            for (std::size_t column = columns; column-- > 0;) {
                const int like = likeness(m_before[begin + row], m_after[begin + column]);
                best[row * width + column] =
                    std::max({like + best[(row + 1) * width + column + 1], best[(row + 1) * width + column],
                              best[row * width + column + 1]});
            }
        }
        return best;
    }

    std::vector<Compared> m_before;
    std::vector<Compared> m_after;
};

/// The members by their names, in order.
std::vector<std::pair<std::string, const Json *>> sortedMembers(const Json &object, Dialect dialect)
{
    std::vector<std::pair<std::string, const Json *>> members;
    for (const auto &[name, value] : object.items())
        members.emplace_back(comparable(name, dialect), &value);
    std::ranges::sort(members, {}, &std::pair<std::string, const Json *>::first);
    return members;
}

}

std::vector<AlignedElement> aligned(const Json &before, const Json &after)
{
    Numbers numbers;
    std::vector<Compared> elements = comparedOf(before, numbers);
    return Alignment(std::move(elements), comparedOf(after, numbers)).pairs();
}

bool isSameValue(const Json &one, const Json &other, Dialect dialect)
{
    if (!one.is_structured() || one.type() != other.type())
        return one == other;
    if (one.size() != other.size())
        return false;
    if (one.is_array()) {
        return std::ranges::equal(one, other,
                                  [&](const Json &a, const Json &b) { return isSameValue(a, b, dialect); });
    }
    return std::ranges::equal(sortedMembers(one, dialect), sortedMembers(other, dialect),
                              [&](const auto &a, const auto &b) {
                                  return a.first == b.first && isSameValue(*a.second, *b.second, dialect);
                              });
}

}
