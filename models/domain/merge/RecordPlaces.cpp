#include "domain/merge/RecordPlaces.h"

#include "domain/ClientField.h"
#include "domain/Fingerprint.h"
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

/// What can be set of a server, under the names of its columns.
struct ServerField
{
    const char *name;
    const char *label; ///< untranslated
    QString (*text)(const Server &server);
    void (*take)(Server &to, const Server &from);
};

QString certificateText(const Server &server)
{
    return server.certificate.isEmpty()
               ? QString()
               : PlaceText::tr("one with fingerprint %1").arg(fingerprint(server.certificate.toUtf8()));
}

QString secretText(const Server &server)
{
    return server.sealed.isEmpty() ? QString()
                                   : PlaceText::tr("one with fingerprint %1").arg(fingerprint(server.sealed));
}

const std::array serverFields{
    ServerField{"name", QT_TRANSLATE_NOOP("RecordPlaces", "Name"),
                [](const Server &server) { return server.name; },
                [](Server &to, const Server &from) { to.name = from.name; }},
    ServerField{"kind", QT_TRANSLATE_NOOP("RecordPlaces", "Kind"),
                [](const Server &server) { return labelOf(server.kind); },
                [](Server &to, const Server &from) { to.kind = from.kind; }},
    ServerField{"url", QT_TRANSLATE_NOOP("RecordPlaces", "Base URL or file"),
                [](const Server &server) { return server.url; },
                [](Server &to, const Server &from) { to.url = from.url; }},
    ServerField{"realm", QT_TRANSLATE_NOOP("RecordPlaces", "Realm"),
                [](const Server &server) { return server.realm; },
                [](Server &to, const Server &from) { to.realm = from.realm; }},
    ServerField{"format", QT_TRANSLATE_NOOP("RecordPlaces", "Format"),
                [](const Server &server) { return server.format; },
                [](Server &to, const Server &from) { to.format = from.format; }},
    ServerField{"sign_in", QT_TRANSLATE_NOOP("RecordPlaces", "Sign in by"),
                [](const Server &server) { return labelOf(server.signIn); },
                [](Server &to, const Server &from) { to.signIn = from.signIn; }},
    ServerField{"account", QT_TRANSLATE_NOOP("RecordPlaces", "Client ID or user name"),
                [](const Server &server) { return server.account; },
                [](Server &to, const Server &from) { to.account = from.account; }},
    ServerField{"secret", QT_TRANSLATE_NOOP("RecordPlaces", "Secret"), &secretText,
                [](Server &to, const Server &from) {
                    to.sealed = from.sealed;
                    to.sealedFor = from.sealedFor;
                }},
    ServerField{"certificate", QT_TRANSLATE_NOOP("RecordPlaces", "Certificate authority"), &certificateText,
                [](Server &to, const Server &from) { to.certificate = from.certificate; }},
};

const QStringList whereItIs{u"kind"_s, u"url"_s, u"realm"_s};
const QStringList signedInWith{u"sign_in"_s, u"account"_s, u"secret"_s, u"certificate"_s};

const ServerField &serverField(const FieldPlace &place)
{
    return *std::ranges::find(serverFields, place.field,
                              [](const ServerField &field) { return QLatin1StringView(field.name); });
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

FieldValues valuesOf(const Server &server)
{
    FieldValues values;
    for (const ServerField &field : serverFields)
        values[{QString::fromLatin1(field.name)}] = json::fromText(field.text(server));
    return values;
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

Server merged(const Server & /*base*/, Server mine, const Server &theirs, const RecordMerge &merge)
{
    for (const FieldPart &part : merge.parts) {
        if (part.choice == MergeSide::There)
            serverField(part.place).take(mine, theirs);
    }
    mine.key = theirs.key;
    mine.version = theirs.version;
    mine.proof = theirs.proof; // of what is merged saving makes one
    return mine;
}

template<>
QList<MergeLine> recordLines<Server>(const RecordMerge &merge)
{
    const auto label = [](const FieldPlace &place) { return PlaceText::tr(serverField(place).label); };
    return linesOf(merge, label, recordplaces::text);
}

}
