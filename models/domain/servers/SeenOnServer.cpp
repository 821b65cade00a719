#include "domain/servers/SeenOnServer.h"

#include <algorithm>

namespace gatehouse::seen {

using json::Json;

namespace {

constexpr const char *fieldsName = "fields";
constexpr const char *notTakenName = "not_taken";
constexpr const char *unansweredName = "unanswered";
constexpr const char *lacksSecretName = "lacks_secret";

Json partJson(const MergePart &part)
{
    Json object{{"field", fieldInfo(part.place.field).name}, {"row", json::fromText(part.place.row)}};
    object["here"] = part.here;
    object["there"] = part.there;
    return object;
}

bool isNothing(const Json &value)
{
    return value.is_null() || value == Json(false) || value == Json("") ||
           (value.is_structured() && value.empty());
}

/// As in a client application of which nothing is said.
bool isUnsaid(const MergePart &part)
{
    static const ClientView blank = view::of(ClientApplication(), QString());
    return view::isSame(part.place, part.there, blank.at(part.place));
}

std::optional<MergePart> partOf(const Json &object)
{
    if (!object.is_object())
        return std::nullopt;
    const auto text = [&](const char *name) {
        const auto found = object.find(name);
        return found != object.end() && found->is_string() ? json::toText(found->get<std::string>())
                                                           : QString();
    };
    const auto field = fieldByName(text("field"));
    if (!field)
        return std::nullopt;
    return MergePart{.place = {*field, text("row")},
                     .here = object.value("here", Json()),
                     .there = object.value("there", Json())};
}

}

/// What was seen by an earlier version says nothing of the client ID.
bool isKnownAs(const SeenOnServer &seen, const QString &clientId)
{
    if (!seen.base)
        return false;
    const Json &known = seen.base->at({ClientField::ClientId});
    return !known.is_string() || json::toText(known).compare(clientId, Qt::CaseInsensitive) == 0;
}

QString otherNameIn(const SeenOnServer &seen, const QString &clientId)
{
    return seen.base && !isKnownAs(seen, clientId) ? json::toText(seen.base->at({ClientField::ClientId}))
                                                   : QString();
}

ClientMerge without(ClientMerge merge, const QList<MergePart> &notTaken)
{
    merge.parts.removeIf([&](const MergePart &part) {
        return std::ranges::any_of(notTaken, [&](const MergePart &known) {
            return known.place == part.place && view::isSame(part.place, known.here, part.here) &&
                   view::isSame(part.place, known.there, part.there);
        });
    });
    return merge;
}

QList<MergePart> stillNotTaken(QList<MergePart> notTaken, const ClientMerge &merge)
{
    notTaken.removeIf([&](const MergePart &known) {
        return !std::ranges::contains(merge.parts, known.place, &MergePart::place);
    });
    return notTaken;
}

void goOn(ClientMerge &merge, bool wasNew)
{
    for (MergePart &part : merge.parts) {
        const bool isGiven = wasNew && (part.place.field == ClientField::OtherSettings || isUnsaid(part));
        if ((!isNothing(part.there) && !isGiven) || part.place.field == ClientField::Enabled)
            continue;
        part.changedBy = ChangedBy::Here;
        part.choice = MergeSide::Here;
    }
}

void noteKeptDisabled(SeenOnServer &seen)
{
    forgetKeptDisabled(seen);
    seen.notTaken << MergePart{.place = {ClientField::Enabled}, .here = false, .there = true};
}

bool forgetKeptDisabled(SeenOnServer &seen)
{
    return seen.notTaken.removeIf(
               [](const MergePart &known) { return known.place.field == ClientField::Enabled; }) > 0;
}

QString toText(const SeenOnServer &seen)
{
    Json object = Json::object();
    if (seen.base)
        object[fieldsName] = view::toJson(*seen.base);
    Json parts = Json::array();
    for (const MergePart &part : seen.notTaken)
        parts.push_back(partJson(part));
    if (!parts.empty())
        object[notTakenName] = std::move(parts);
    if (seen.isUnanswered)
        object[unansweredName] = true;
    if (seen.lacksSecret)
        object[lacksSecretName] = true;
    return object.empty() ? QString() : json::compactText(object);
}

SeenOnServer fromText(const QString &text)
{
    SeenOnServer seen;
    const Json object = text.isEmpty() ? Json() : json::fromCompactText(text);
    if (!object.is_object())
        return seen;
    if (const auto fields = object.find(fieldsName); fields != object.end() && fields->is_object())
        seen.base = view::fromJson(*fields);
    const auto parts = object.find(notTakenName);
    for (std::size_t index = 0; parts != object.end() && parts->is_array() && index < parts->size();
         ++index) {
        if (auto part = partOf((*parts)[index]))
            seen.notTaken << *std::move(part);
    }
    seen.isUnanswered = object.value(unansweredName, Json()) == Json(true);
    seen.lacksSecret = object.value(lacksSecretName, Json()) == Json(true);
    return seen;
}

}
