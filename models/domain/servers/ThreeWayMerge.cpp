#include "domain/servers/ThreeWayMerge.h"

#include <algorithm>
#include <set>

namespace gatehouse {

using json::Json;

bool ClientMerge::hasConflict() const
{
    return std::ranges::any_of(parts, [](const MergePart &part) { return !part.choice; });
}

int ClientMerge::count(MergeSide choice) const
{
    return int(std::ranges::count(parts, std::optional(choice), &MergePart::choice));
}

void ClientMerge::choose(ClientField field, MergeSide side)
{
    for (MergePart &part : parts) {
        if (part.place.field == field)
            part.choice = side;
    }
}

void ClientMerge::choose(const ViewPlace &place, MergeSide side)
{
    for (MergePart &part : parts) {
        if (part.place == place)
            part.choice = side;
    }
}

namespace threeway {

namespace {

/// A row that is gone on one side was there before or not, so that only one side can have changed it.
ChangedBy changerOf(const MergePart &part)
{
    if (!part.isBaseKnown)
        return ChangedBy::Both;
    if (view::isSame(part.place, part.base, part.there))
        return ChangedBy::Here;
    return view::isSame(part.place, part.base, part.here) ? ChangedBy::There : ChangedBy::Both;
}

std::optional<MergeSide> choiceFor(ChangedBy changedBy, OnConflict onConflict)
{
    if (changedBy == ChangedBy::Here || onConflict == OnConflict::Ours)
        return MergeSide::Here;
    if (changedBy == ChangedBy::There || onConflict == OnConflict::Theirs)
        return MergeSide::There;
    return std::nullopt;
}

}

ClientMerge mergeOf(const std::optional<ClientView> &base, const ClientView &here, const ClientView &there,
                    const QSet<ClientField> &fields, OnConflict onConflict)
{
    std::set<ViewPlace> places;
    for (const ClientView *const side : {&here, &there}) {
        for (const auto &[place, value] : side->values) {
            if (fields.contains(place.field))
                places.insert(place);
        }
    }
    ClientMerge merge;
    for (const ViewPlace &place : places) {
        MergePart part{.place = place,
                       .isBaseKnown = base && base->fields.contains(place.field),
                       .base = base ? base->at(place) : Json(),
                       .here = here.at(place),
                       .there = there.at(place)};
        if (view::isSame(place, part.here, part.there))
            continue;
        part.changedBy = changerOf(part);
        part.choice = choiceFor(part.changedBy, onConflict);
        merge.parts << part;
    }
    return merge;
}

Result<ClientApplication> applied(ClientApplication client, const ClientMerge &merge, MergeSide side,
                                  const QString &format)
{
    for (const MergePart &part : merge.parts) {
        if (part.choice != side)
            continue;
        const auto set =
            view::setIn(client, part.place, side == MergeSide::Here ? part.here : part.there, format);
        if (!set)
            return std::unexpected(set.error());
    }
    return client;
}

ClientView seenAfter(const ClientView &there, const ClientMerge &merge)
{
    ClientView seen = there;
    for (const MergePart &part : merge.parts) {
        if (part.choice == MergeSide::Here)
            continue;
        if (!part.isBaseKnown)
            seen.fields.remove(part.place.field);
        else if (part.base.is_null())
            seen.values.erase(part.place);
        else
            seen.values[part.place] = part.base;
    }
    std::erase_if(seen.values, [&](const auto &one) { return !seen.fields.contains(one.first.field); });
    return seen;
}

}

}
