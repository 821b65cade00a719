#pragma once

#include "domain/Error.h"
#include "domain/merge/RecordMerge.h"

/// Settings that are saved together, and how they are merged: a table of fields for each page.
namespace gatehouse {

template<typename Settings>
struct SettingField
{
    QString label;
    QString (*text)(const Settings &settings);
    void (*take)(Settings &to, const Settings &from);
};
template<typename Settings>
using SettingFields = QList<SettingField<Settings>>;

namespace settings {

/// Places are counted, in the order of the table.
inline FieldPlace placeOf(qsizetype field)
{
    return {QString::number(field)};
}

template<typename Settings>
FieldValues valuesOf(const SettingFields<Settings> &fields, const Settings &settings)
{
    FieldValues values;
    for (qsizetype field = 0; field < fields.size(); ++field)
        values[placeOf(field)] = json::fromText(fields.at(field).text(settings));
    return values;
}

template<typename Settings>
QList<MergeLine> linesOf(const SettingFields<Settings> &fields, const RecordMerge &merge)
{
    const auto label = [&](const FieldPlace &place) { return fields.at(place.field.toInt()).label; };
    const auto text = [](const FieldPlace &, const json::Json &value) {
        return value.is_string() ? json::toText(value.get<std::string>()) : QString();
    };
    return gatehouse::linesOf(merge, label, text);
}

/// `mine` with what is chosen of `theirs`, and with their version.
template<typename Settings>
Settings merged(const SettingFields<Settings> &fields, Settings mine, const Settings &theirs,
                const RecordMerge &merge)
{
    for (const FieldPart &part : merge.parts) {
        if (part.choice == MergeSide::There)
            fields.at(part.place.field.toInt()).take(mine, theirs);
    }
    mine.version = theirs.version;
    return mine;
}

/// What is stored after a save, or why that was refused: somebody else had saved.
template<typename Settings>
struct Answer
{
    Settings now;
    std::optional<Error> refusal;
};

/// `save()` and then `load()`, which also tells what somebody else made of it.
template<typename Settings>
Result<Answer<Settings>> saveAndLoad(const auto &save, const auto &load)
{
    const Result<void> saved = save();
    if (!saved && saved.error().kind != Error::Kind::Conflict)
        return std::unexpected(saved.error());
    return load().transform([&](const Settings &now) {
        return Answer<Settings>{now, saved ? std::nullopt : std::optional(saved.error())};
    });
}

}

}
