#include "domain/servers/ThreeWayMerge.h"

#include <set>

namespace gatehouse {

using json::Json;

void ClientMerge::choose(ClientField field, MergeSide side)
{
    for (MergePart &part : parts) {
        if (part.place.field == field)
            part.choice = side;
    }
}

namespace threeway {

namespace {

/// Nobody here has ever said anything of it.
bool isUnknownHere(const MergePart &part)
{
    const bool isOfServer =
        part.place.field == ClientField::OtherSettings || part.place.field == ClientField::Spellings;
    return isOfServer && !part.isBaseKnown && part.here.is_null();
}

std::optional<MergeSide> choiceFor(const MergePart &part, OnConflict onConflict)
{
    if (part.changedBy == ChangedBy::Here)
        return MergeSide::Here;
    if (part.changedBy == ChangedBy::There || isUnknownHere(part) || onConflict == OnConflict::Theirs)
        return MergeSide::There;
    return onConflict == OnConflict::Ours ? std::optional(MergeSide::Here) : std::nullopt;
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
        part.changedBy = changerOf(
            part, [&](const Json &one, const Json &other) { return view::isSame(place, one, other); });
        part.choice = choiceFor(part, onConflict);
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
        else if (part.base.is_null() && !part.place.row.isEmpty())
            seen.values.erase(part.place); // a field that was empty is known to have been
        else
            seen.values[part.place] = part.base;
    }
    std::erase_if(seen.values, [&](const auto &one) { return !seen.fields.contains(one.first.field); });
    return seen;
}

}

}
