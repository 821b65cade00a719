#include "domain/merge/MergeFit.h"

#include "domain/ClientField.h"
#include "domain/merge/ClientPlaces.h"

#include <array>

namespace gatehouse {

namespace {

/// Whether others apply goes by these.
constexpr std::array deciding{ClientField::SupportOpenId, ClientField::SupportApi, ClientField::GrantType,
                              ClientField::AlsoClientCredentials, ClientField::ClientAuthentication};

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

}
