#pragma once

#include "domain/servers/ClientView.h"

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
struct MergePart
{
    ViewPlace place;
    bool isBaseKnown = false;
    json::Json base; ///< when both were the same; null: there was none, or it is not known
    json::Json here; ///< null: there is none
    json::Json there;
    ChangedBy changedBy = ChangedBy::Both;
    std::optional<MergeSide> choice; ///< whose value it gets; nothing: a conflict that waits for a choice

    bool operator==(const MergePart &) const = default;
};

/// What to do with a place that both changed.
enum class OnConflict {
    Fail,   ///< leave it for a choice
    Ours,   ///< take what is here, also where only there something was changed
    Theirs, ///< leave what is there
};

/// A three-way merge of one client application, place by place. A value: shown, chosen in, and applied.
struct ClientMerge
{
    QList<MergePart> parts;

    bool hasConflict() const;
    int count(MergeSide choice) const;
    /// Of all parts of the field, or of one place.
    void choose(ClientField field, MergeSide side);
    void choose(const ViewPlace &place, MergeSide side);
    bool operator==(const ClientMerge &) const = default;
};

namespace threeway {

/// Of the places that belong to `fields`. Where one side changed something since `base`, that is chosen;
/// where both did, `onConflict` decides.
ClientMerge mergeOf(const std::optional<ClientView> &base, const ClientView &here, const ClientView &there,
                    const QSet<ClientField> &fields, OnConflict onConflict = OnConflict::Fail);

/// Puts what is chosen of `side` into a client application that is as the other side.
Result<ClientApplication> applied(ClientApplication client, const ClientMerge &merge, MergeSide side,
                                  const QString &format);

/// What both are now seen to agree on, where `there` is what became of it: what was left there is as it was.
ClientView seenAfter(const ClientView &there, const ClientMerge &merge);

}

}
