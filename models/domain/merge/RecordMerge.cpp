#include "domain/merge/RecordMerge.h"

#include "domain/rules/RuleText.h"

#include <QCoreApplication>

#include <set>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct RecordMergeText
{
    Q_DECLARE_TR_FUNCTIONS(RecordMerge)
};

constexpr qsizetype mostTaken = 5;

const Json &valueAt(const FieldValues &values, const FieldPlace &place)
{
    static const Json nothing;
    const auto found = values.find(place);
    return found == values.end() ? nothing : found->second;
}

std::optional<MergeSide> choiceFor(ChangedBy changedBy)
{
    switch (changedBy) {
    case ChangedBy::Here:
        return MergeSide::Here;
    case ChangedBy::There:
        return MergeSide::There;
    case ChangedBy::Both:
        break;
    }
    return std::nullopt;
}

QStringList common(const QStringList &rows, const QStringList &others)
{
    QStringList found = rows;
    found.removeIf([&](const QString &row) { return !others.contains(row); });
    found.removeDuplicates();
    return found;
}

/// Behind the row that stands before it in `order`, or first of all.
void insertInOrder(QStringList &rows, const QString &row, const QStringList &order)
{
    for (qsizetype before = order.indexOf(row) - 1; before >= 0; --before) {
        if (const qsizetype at = rows.indexOf(order.at(before)); at >= 0) {
            rows.insert(at + 1, row);
            return;
        }
    }
    rows.prepend(row);
}

QString takenOf(const MergeLine &line)
{
    if (line.there.isEmpty())
        return RecordMergeText::tr("%1 lost \"%2\"").arg(line.field, rules::shortened(line.base));
    return (line.base.isEmpty() ? RecordMergeText::tr("%1 got \"%2\"")
                                : RecordMergeText::tr("%1 is now \"%2\""))
        .arg(line.field, rules::shortened(line.there));
}

}

RecordMerge mergeOf(const FieldValues &base, const FieldValues &here, const FieldValues &there)
{
    std::set<FieldPlace> places;
    for (const FieldValues *const side : {&here, &there}) {
        for (const auto &[place, value] : *side)
            places.insert(place);
    }
    RecordMerge merge;
    for (const FieldPlace &place : places) {
        FieldPart part{.place = place,
                       .isBaseKnown = true,
                       .base = valueAt(base, place),
                       .here = valueAt(here, place),
                       .there = valueAt(there, place)};
        if (part.here == part.there)
            continue;
        part.changedBy = changerOf(part, std::equal_to<Json>());
        part.choice = choiceFor(part.changedBy);
        merge.parts << part;
    }
    return merge;
}

QString takenText(const QList<MergeLine> &lines)
{
    QStringList taken;
    qsizetype more = 0;
    for (const MergeLine &line : lines) {
        if (line.choice != MergeSide::There)
            continue;
        if (taken.size() < mostTaken)
            taken << takenOf(line);
        else
            ++more;
    }
    if (more > 0)
        taken << RecordMergeText::tr("%n more", nullptr, int(more));
    return taken.join("; "_L1);
}

QStringList arrangedRows(const QStringList &rows, const QStringList &base, const QStringList &here,
                         const QStringList &there)
{
    const bool isMovedHere = common(here, base) != common(base, here);
    const QStringList &leading = isMovedHere ? here : there;
    const QStringList &following = isMovedHere ? there : here;
    QStringList arranged = common(leading, rows);
    for (const QString &row : common(following, rows)) {
        if (!arranged.contains(row))
            insertInOrder(arranged, row, following);
    }
    return arranged;
}

}
