#include "store/RowSteps.h"

namespace gatehouse::rowsteps {

/// The longest row of numbers that rise, by patience sorting.
std::vector<bool> staying(const QList<int> &numbers)
{
    QList<int> ends; // of the rows of each length found so far: where the last one stands
    QList<int> previous(numbers.size(), -1); // before each in its row
    for (int at = 0; at < numbers.size(); ++at) {
        const auto longer =
            std::ranges::lower_bound(ends, numbers.at(at), {}, [&](int end) { return numbers.at(end); });
        if (longer != ends.begin())
            previous[at] = *std::prev(longer);
        if (longer == ends.end())
            ends << at;
        else
            *longer = at;
    }
    std::vector<bool> stays(std::size_t(numbers.size()), false);
    for (int at = ends.isEmpty() ? -1 : ends.last(); at >= 0; at = previous.at(at))
        stays[std::size_t(at)] = true;
    return stays;
}

std::optional<QList<RowSteps::Move>> moves(QList<int> places)
{
    if (std::ranges::is_sorted(places))
        return QList<RowSteps::Move>();
    QList<int> wanderers;
    const std::vector<bool> stays = staying(places);
    for (int at = 0; at < places.size(); ++at) {
        if (!stays[std::size_t(at)])
            wanderers << places.at(at);
    }
    if (wanderers.size() > most)
        return std::nullopt;
    // Those that are moved already, or stay, are in order among themselves: each next one goes behind the one
    // before it.
    std::ranges::sort(wanderers);
    QList<int> waiting = wanderers;
    QList<RowSteps::Move> moved;
    for (const int place : std::as_const(wanderers)) {
        waiting.removeFirst();
        const int from = int(places.indexOf(place));
        int to = 0;
        for (int at = 0; at < places.size(); ++at) {
            if (places.at(at) < place && !waiting.contains(places.at(at)))
                to = at + 1;
        }
        if (to == from || to == from + 1)
            continue;
        moved << RowSteps::Move{from, to};
        places.move(from, to > from ? to - 1 : to);
    }
    return moved;
}

}
