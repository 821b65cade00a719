#include "domain/merge/MergeFit.h"

#include "domain/ClientField.h"
#include "domain/merge/ClientPlaces.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Whether others apply goes by these.
constexpr std::array deciding{ClientField::SupportOpenId, ClientField::SupportApi, ClientField::GrantType,
                              ClientField::AlsoClientCredentials, ClientField::ClientAuthentication};

const QStringList whereItIs{u"kind"_s, u"url"_s, u"realm"_s};
const QStringList signedInWith{u"sign_in"_s, u"account"_s, u"secret"_s, u"certificate"_s};

bool isDeciding(const FieldPlace &place)
{
    const auto field = fieldByName(place.field);
    return field && std::ranges::contains(deciding, *field);
}

}

QList<FieldPlace> lostPlaces(const RecordMerge &merge, const ClientApplication &result)
{
    const QString risks = QString::fromLatin1(fieldInfo(ClientField::AcceptedRisks).name);
    const FieldValues values = valuesOf(result);
    QList<FieldPlace> lost;
    for (const FieldPart &part : merge.parts) {
        if (!part.choice || part.place.field == risks) // a risk goes with what it was accepted for
            continue;
        const json::Json &chosen = *part.choice == MergeSide::Here ? part.here : part.there;
        if (chosen.is_object() && chosen.empty()) // there are others beneath it now
            continue;
        const auto found = values.find(part.place);
        if ((found == values.end() ? json::Json() : found->second) != chosen)
            lost << part.place;
    }
    return lost;
}

void reopen(RecordMerge &merge, const QList<FieldPlace> &lost)
{
    for (FieldPart &part : merge.parts) {
        if (lost.contains(part.place) || isDeciding(part.place))
            part.choice.reset();
    }
}

void reopenSignIn(RecordMerge &merge)
{
    const auto chosen = [&](const QStringList &fields, MergeSide side) {
        return std::ranges::any_of(merge.parts, [&](const FieldPart &part) {
            return fields.contains(part.place.field) && part.choice == side;
        });
    };
    const bool isSplit = (chosen(whereItIs, MergeSide::Here) && chosen(signedInWith, MergeSide::There)) ||
                         (chosen(whereItIs, MergeSide::There) && chosen(signedInWith, MergeSide::Here));
    if (!isSplit)
        return;
    for (FieldPart &part : merge.parts) {
        if (whereItIs.contains(part.place.field) || signedInWith.contains(part.place.field))
            part.choice.reset();
    }
}

}
