#include "domain/merge/RecordPlaces.h"

#include "domain/ClientField.h"
#include "domain/servers/ClientView.h"
#include "domain/servers/ServerNames.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct PlaceText
{
    Q_DECLARE_TR_FUNCTIONS(RecordPlaces)
};

const QString claimsField = u"claims"_s;
const QString textsField = u"texts"_s;
const QString titleText = u"title"_s;

QString textOf(const ResourceClaim &claim)
{
    if (claim.source == ClaimSource::FixedValue)
        return PlaceText::tr("fixed value \"%1\"").arg(claim.value);
    const QList<UserAttribute> attributes = userAttributes();
    const auto known = std::ranges::find(attributes, claim.value, &UserAttribute::name);
    return PlaceText::tr("user attribute %1").arg(known == attributes.end() ? claim.value : known->label);
}

QString &textAt(ResourceText &text, const QString &kind)
{
    return kind == titleText ? text.title : text.description;
}

void takeClaim(CustomResource &to, const CustomResource &from, const QString &name)
{
    const auto source = std::ranges::find(from.claims, name, &ResourceClaim::claim);
    const auto target = std::ranges::find(to.claims, name, &ResourceClaim::claim);
    if (source == from.claims.end())
        to.claims.removeIf([&](const ResourceClaim &claim) { return claim.claim == name; });
    else if (target == to.claims.end())
        to.claims << *source;
    else
        *target = *source;
}

void takeText(CustomResource &to, const CustomResource &from, const QStringList &row)
{
    ResourceText &text = to.texts[row.first()];
    ResourceText source = from.texts.value(row.first());
    textAt(text, row.last()) = textAt(source, row.last());
    if (text == ResourceText())
        to.texts.remove(row.first());
}

QStringList namesOf(const QList<ResourceClaim> &claims)
{
    QStringList names;
    for (const ResourceClaim &claim : claims)
        names << claim.claim;
    return names;
}

/// Where they changed no claim, the claims stay as they are typed.
void arrangeClaims(CustomResource &resource, const CustomResource &base, const CustomResource &mine,
                   const CustomResource &theirs)
{
    if (theirs.claims == base.claims)
        return;
    const QStringList order = arrangedRows(namesOf(resource.claims), namesOf(base.claims),
                                           namesOf(mine.claims), namesOf(theirs.claims));
    std::ranges::stable_sort(resource.claims, {},
                             [&](const ResourceClaim &claim) { return order.indexOf(claim.claim); });
}

QString resourceLabel(const FieldPlace &place)
{
    if (place.field == claimsField)
        return PlaceText::tr("Claim %1").arg(place.row.first());
    if (place.field != textsField)
        return recordplaces::label<CustomResource>(place);
    return (place.row.last() == titleText ? PlaceText::tr("Translation: Title (%1)")
                                          : PlaceText::tr("Translation: Description (%1)"))
        .arg(place.row.first());
}

const QStringList whereItIs{u"kind"_s, u"url"_s, u"realm"_s};
const QStringList signedInWith{u"sign_in"_s, u"account"_s, u"secret"_s, u"certificate"_s};

QString serverText(const FieldPlace &place, const Json &value)
{
    const QString text = recordplaces::text(place, value);
    if (text.isEmpty())
        return text;
    if (place.field == "kind"_L1)
        return labelOf(enumFrom<ServerKind>(text).value_or(ServerKind::Keycloak));
    if (place.field == "sign_in"_L1)
        return labelOf(enumFrom<ServerSignIn>(text).value_or(ServerSignIn::Nothing));
    const bool isFingerprint = QStringList{u"secret"_s, u"certificate"_s}.contains(place.field);
    return isFingerprint ? PlaceText::tr("one with fingerprint %1").arg(text) : text;
}

}

QString recordplaces::text(const FieldPlace & /*place*/, const Json &value)
{
    if (value.is_boolean())
        return view::text({ClientField::Enabled}, value);
    return value.is_string() ? json::toText(value.get<std::string>()) : QString();
}

FieldValues valuesOf(const CustomResource &resource)
{
    FieldValues values = valuesOf<CustomResource>(resource);
    for (const ResourceClaim &claim : resource.claims)
        values[{claimsField, {claim.claim}}] = json::fromText(textOf(claim));
    for (const auto &[tag, written] : resource.texts.asKeyValueRange()) {
        for (const auto &[kind, text] :
             {std::pair{titleText, written.title}, std::pair{u"description"_s, written.description}}) {
            if (!text.isEmpty())
                values[{textsField, {tag, kind}}] = json::fromText(text);
        }
    }
    return values;
}

CustomResource merged(const CustomResource &base, const CustomResource &mine, const CustomResource &theirs,
                      const RecordMerge &merge)
{
    CustomResource resource = merged<CustomResource>(base, mine, theirs, merge);
    for (const FieldPart &part : merge.parts) {
        if (part.choice != MergeSide::There)
            continue;
        if (part.place.field == claimsField)
            takeClaim(resource, theirs, part.place.row.first());
        else if (part.place.field == textsField)
            takeText(resource, theirs, part.place.row);
    }
    arrangeClaims(resource, base, mine, theirs);
    return resource;
}

template<>
QList<MergeLine> recordLines<CustomResource>(const RecordMerge &merge)
{
    return linesOf(merge, resourceLabel, recordplaces::text);
}

RecordMerge mergeOfRecords(const Server &base, const Server &mine, const Server &theirs)
{
    RecordMerge merge = mergeOf(valuesOf(base), valuesOf(mine), valuesOf(theirs));
    const auto isChosen = [&](const QStringList &fields, MergeSide side) {
        return std::ranges::any_of(merge.parts, [&](const FieldPart &part) {
            return fields.contains(part.place.field) && part.choice == side;
        });
    };
    const bool isSplit = (isChosen(whereItIs, MergeSide::Here) && isChosen(signedInWith, MergeSide::There)) ||
                         (isChosen(whereItIs, MergeSide::There) && isChosen(signedInWith, MergeSide::Here));
    for (FieldPart &part : merge.parts) {
        if (isSplit && (whereItIs + signedInWith).contains(part.place.field))
            part.choice.reset();
    }
    return merge;
}

Server merged(const Server &base, const Server &mine, const Server &theirs, const RecordMerge &merge)
{
    Server server = merged<Server>(base, mine, theirs, merge);
    const auto secret = std::ranges::find(merge.parts, FieldPlace{u"secret"_s}, &FieldPart::place);
    if (secret != merge.parts.end() && secret->choice == MergeSide::There)
        server.sealedFor = theirs.sealedFor;
    server.proof = theirs.proof; // of what is merged saving makes one
    return server;
}

template<>
QList<MergeLine> recordLines<Server>(const RecordMerge &merge)
{
    return linesOf(merge, recordplaces::label<Server>, serverText);
}

}
