#pragma once

#include "domain/merge/Merge.h"
#include "domain/servers/ClientView.h"

#include <optional>

namespace gatehouse {

using MergePart = MergePartOf<ViewPlace>;

/// What to do with a place that both changed.
enum class OnConflict {
    Fail,   ///< leave it for a choice
    Ours,   ///< take what is here
    Theirs, ///< leave what is there
};

/// A three-way merge of one client application as a format says it.
struct ClientMerge : MergeOf<ViewPlace>
{
    using MergeOf::choose;
    /// Of all parts of the field.
    void choose(ClientField field, MergeSide side);
    bool operator==(const ClientMerge &) const = default;
};

namespace threeway {

/// Of the places that belong to `fields`. Where one side changed something since `base`, that is chosen;
/// where both did, `onConflict` decides. What the server alone has and no field of ours says stays there, as
/// long as it was never seen otherwise.
ClientMerge mergeOf(const std::optional<ClientView> &base, const ClientView &here, const ClientView &there,
                    const QSet<ClientField> &fields, OnConflict onConflict = OnConflict::Fail);

/// Puts what is chosen of `side` into a client application that is as the other side.
Result<ClientApplication> applied(ClientApplication client, const ClientMerge &merge, MergeSide side,
                                  const QString &format);

/// What both are now seen to agree on, where `there` is what became of it: what was left there is as it was.
ClientView seenAfter(const ClientView &there, const ClientMerge &merge);

}

}
