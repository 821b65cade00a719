#pragma once

#include "domain/merge/Merge.h"

#include <QStringList>

#include <map>
#include <tuple>

/// What two administrators made of the same record, merged place by place: for every kind of record alike.
/// What a kind of record has of places stand in ClientPlaces.h and RecordPlaces.h.
namespace gatehouse {

/// What of a record is changed by itself: a field, or a row of one.
struct FieldPlace
{
    QString field;        ///< as in the database and in files: `title`
    QStringList row = {}; ///< what tells the row from others; empty where the field is one value

    bool operator==(const FieldPlace &) const = default;
    bool operator<(const FieldPlace &other) const
    {
        return std::tie(field, row) < std::tie(other.field, other.row);
    }
};

/// A record place by place. A row that is not there has no place. Secrets are as people may see them.
using FieldValues = std::map<FieldPlace, json::Json>;

/// Here is what is typed, there what another administrator saved.
using FieldPart = MergePartOf<FieldPlace>;
using RecordMerge = MergeOf<FieldPlace>;

/// Each place in which `here` and `there` differ. What only one of them changed since `base` is chosen.
RecordMerge mergeOf(const FieldValues &base, const FieldValues &here, const FieldValues &there);

/// One part of a merge as people read it.
struct MergeLine
{
    QString field;
    QString base; ///< nothing where there was none
    QString here;
    QString there;
    bool isBaseKnown = true;
    ChangedBy changedBy = ChangedBy::Both;
    std::optional<MergeSide> choice;

    bool operator==(const MergeLine &) const = default;
};

/// `label(place)` and `text(place, value)` say it.
template<typename Place>
QList<MergeLine> linesOf(const MergeOf<Place> &merge, const auto &label, const auto &text)
{
    QList<MergeLine> lines;
    for (const MergePartOf<Place> &part : merge.parts) {
        lines << MergeLine{.field = label(part.place),
                           .base = text(part.place, part.base),
                           .here = text(part.place, part.here),
                           .there = text(part.place, part.there),
                           .isBaseKnown = part.isBaseKnown,
                           .changedBy = part.changedBy,
                           .choice = part.choice};
    }
    return lines;
}

/// What was chosen in the lines of the merge.
template<typename Place>
void takeChoices(MergeOf<Place> &merge, const QList<MergeLine> &lines)
{
    for (qsizetype i = 0; i < merge.parts.size(); ++i)
        merge.parts[i].choice = lines.at(i).choice;
}

/// `Title is now "Shop"; Contacts lost "anna@example.com"`: what was taken of the other side, the first few
/// of it. Empty: nothing.
QString takenText(const QList<MergeLine> &lines);

/// The rows that are in `rows`, in an order of which both sides have their part: as they stand `here` where
/// somebody moved them here, else as `there`; rows of the other side behind their neighbours.
QStringList arrangedRows(const QStringList &rows, const QStringList &base, const QStringList &here,
                         const QStringList &there);

}
