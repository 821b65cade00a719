#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace gatehouse {

/// How a table gets from some rows to others one step at a time, so that what a view has selected, and where
/// it stands, stays with its rows. Rows are known by their keys. The steps are taken in this order.
struct RowSteps
{
    struct Range
    {
        int first;
        int last;
        bool operator==(const Range &) const = default;
    };
    struct Move
    {
        int from;
        int to; ///< the row before which it comes, counted before the move
        bool operator==(const Move &) const = default;
    };

    QList<Range> removed;  ///< of the rows as they were, the last first
    QList<Move> moved;     ///< of what is left then, one after the other
    QList<Range> inserted; ///< where they are in the end, the first first
    QList<Range> changed;  ///< where they are in the end
    /// So many that the rows are better replaced at once; the lists are empty then.
    bool isTooMany = false;

    bool isEmpty() const
    {
        return !isTooMany && removed.isEmpty() && moved.isEmpty() && inserted.isEmpty() && changed.isEmpty();
    }
};

namespace rowsteps {

inline constexpr qsizetype most = 100;

inline void addTo(QList<RowSteps::Range> &ranges, int row)
{
    if (!ranges.isEmpty() && ranges.last().last == row - 1)
        ranges.last().last = row;
    else
        ranges << RowSteps::Range{row, row};
}

/// Which of the numbers, all different, stay where they are when as few as can be are moved.
std::vector<bool> staying(const QList<int> &numbers);

/// How rows get into order one at a time; `places` are where the rows belong, from 0 on. Nothing when that
/// takes more than `most` moves.
std::optional<QList<RowSteps::Move>> moves(QList<int> places);

}

/// Both lists have each key once.
template<typename Row, typename KeyOf>
RowSteps rowSteps(const QList<Row> &before, const QList<Row> &after, KeyOf keyOf)
{
    QHash<QString, int> rowAfter;
    for (int row = 0; row < after.size(); ++row)
        rowAfter.insert(keyOf(after.at(row)), row);
    RowSteps steps;
    QList<int> kept; // where the rows that stay belong among all
    QList<int> changed;
    std::vector<bool> isKept(std::size_t(after.size()), false);
    for (int row = 0; row < before.size(); ++row) {
        const auto found = rowAfter.constFind(keyOf(before.at(row)));
        if (found == rowAfter.constEnd()) {
            rowsteps::addTo(steps.removed, row);
            continue;
        }
        kept << *found;
        isKept[std::size_t(*found)] = true;
        if (before.at(row) != after.at(*found))
            changed << *found;
    }
    for (int row = 0; row < after.size(); ++row) {
        if (!isKept[std::size_t(row)])
            rowsteps::addTo(steps.inserted, row);
    }
    std::ranges::reverse(steps.removed);
    std::ranges::sort(changed);
    for (const int row : std::as_const(changed))
        rowsteps::addTo(steps.changed, row);
    const auto moved = rowsteps::moves(kept);
    // What changes in its place is no step for a view.
    if (!moved || steps.removed.size() + steps.inserted.size() > rowsteps::most)
        return {.removed = {}, .moved = {}, .inserted = {}, .changed = {}, .isTooMany = true};
    steps.moved = *moved;
    return steps;
}

}
