#pragma once

#include "domain/json/JsonText.h"

#include <QList>

#include <algorithm>
#include <optional>

namespace gatehouse {

/// The two sides of a merge: what is here and what is there, be it on a server or of another administrator.
enum class MergeSide { Here, There };

/// Who changed a place since both sides were the same.
enum class ChangedBy {
    Here,
    There,
    Both, ///< or nobody knows, because they were never seen to be the same
};

/// A place in which the sides differ.
template<typename Place>
struct MergePartOf
{
    Place place;
    bool isBaseKnown = false;
    json::Json base; ///< when both were the same; null: there was none, or it is not known
    json::Json here; ///< null: there is none
    json::Json there;
    ChangedBy changedBy = ChangedBy::Both;
    std::optional<MergeSide> choice; ///< whose value it gets; nothing: a conflict that waits for a choice

    bool operator==(const MergePartOf &) const = default;
};

/// Who changed the values of a part; `isSame(one, other)` compares two of them. A row that is gone on one
/// side was there before or not, so that only one side can have changed it.
template<typename Place>
ChangedBy changerOf(const MergePartOf<Place> &part, const auto &isSame)
{
    if (!part.isBaseKnown)
        return ChangedBy::Both;
    if (isSame(part.base, part.there))
        return ChangedBy::Here;
    return isSame(part.base, part.here) ? ChangedBy::There : ChangedBy::Both;
}

/// A three-way merge of one record, place by place. A value: shown, chosen in, and applied.
template<typename Place>
struct MergeOf
{
    QList<MergePartOf<Place>> parts;

    bool hasConflict() const
    {
        return std::ranges::any_of(parts, [](const auto &part) { return !part.choice; });
    }
    int count(MergeSide choice) const
    {
        return int(std::ranges::count(parts, std::optional(choice), &MergePartOf<Place>::choice));
    }
    void choose(const Place &place, MergeSide side)
    {
        for (MergePartOf<Place> &part : parts) {
            if (part.place == place)
                part.choice = side;
        }
    }
    bool operator==(const MergeOf &) const = default;
};

}
