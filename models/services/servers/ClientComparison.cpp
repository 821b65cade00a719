#include "services/servers/ServerComparison.h"

#include "domain/formats/AuthenticationNames.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::comparison {

using json::Json;
using State = store::ServerClientState;

namespace {

struct ComparisonText
{
    Q_DECLARE_TR_FUNCTIONS(ServerComparison)
};

/// Of a field that has rows all of them.
Json valueOf(const ClientView &view, ClientField field)
{
    Json rows = Json::array();
    Json texts = Json::object();
    for (const auto &[place, value] : view.values) {
        if (place.field != field)
            continue;
        if (place.row.isEmpty())
            return value;
        rows.push_back(value);
        texts[json::fromText(place.row)] = value;
    }
    return fieldInfo(field).kind == FieldKind::Texts ? texts : rows;
}

QString textOf(const ClientApplication &client, const ClientView &view, ClientField field)
{
    if (fieldInfo(field).kind != FieldKind::List)
        return fieldText(client, field);
    QStringList rows;
    for (const auto &[place, value] : view.values) {
        if (place.field == field)
            rows << place.row;
    }
    return rows.join(", "_L1);
}

bool isPointer(ClientField field)
{
    return field == ClientField::OtherSettings || field == ClientField::Spellings;
}

ServerDifference secretsDifference()
{
    return {.name = QString::fromLatin1(fieldInfo(ClientField::Secrets).name),
            .label = fieldLabel(ClientField::Secrets),
            .here = nullptr,
            .there = nullptr,
            .hereText = ComparisonText::tr("those of the tab Secrets"),
            .thereText = ComparisonText::tr("not the same ones")};
}

}

QHash<QString, std::size_t> placesIn(const WholeDocument &document)
{
    QHash<QString, std::size_t> places;
    for (std::size_t place = 0; place < document.clients.size(); ++place) {
        const QString id = document.clients[place].imported.client.clientId.toLower();
        if (!id.isEmpty() && !places.contains(id))
            places.insert(id, place);
    }
    return places;
}

QList<ServerDifference> differencesOf(const SeenSides &sides, const ClientMerge &merge, const QString &format)
{
    QList<ServerDifference> differences;
    QSet<ClientField> told;
    for (const MergePart &part : merge.parts) {
        const ClientField field = part.place.field;
        if (isPointer(field)) {
            differences << ServerDifference{
                view::name(part.place, format),    view::label(part.place),           part.here, part.there,
                view::text(part.place, part.here), view::text(part.place, part.there)};
        } else if (!told.contains(field)) {
            told << field;
            differences << ServerDifference{QString::fromLatin1(fieldInfo(field).name),
                                            fieldLabel(field),
                                            valueOf(sides.hereView, field),
                                            valueOf(sides.thereView, field),
                                            textOf(sides.here, sides.hereView, field),
                                            textOf(sides.there, sides.thereView, field)};
        }
    }
    if (sides.secretsDiffer)
        differences << secretsDifference();
    return differences;
}

namespace {

QString reasonLeftOut(const MirroredClient &mirror)
{
    for (const Loss &loss : mirror.losses) {
        if (loss.field == fieldLabel(ClientField::Enabled))
            return loss.text;
    }
    return {};
}

/// The secret that a push which broke off had made is here by now, or there is another that is.
void noteSecretHad(const SeenSides &sides, SeenOnServer &seen)
{
    const QList<ClientSecret> &there = sides.there.secrets;
    const bool isTold = !there.isEmpty() && std::ranges::none_of(there, &ClientSecret::isKnownToServerOnly);
    if (isTold && !sides.secretsDiffer)
        seen.lacksSecret = false;
}

void addLackingSecret(ComparedClient &compared, const SeenSides &sides)
{
    if (!sendsSecret(sides.there))
        return;
    if (!sides.secretsDiffer)
        compared.differences << secretsDifference();
    compared.note = ComparisonText::tr("A push that broke off added it there with a secret that nobody has.");
}

}

ComparedClient compared(const ServerSight &sight, const MirroredClient &mirror, const ImportedClient *there,
                        SeenOnServer &seen)
{
    ComparedClient compared{.clientId = mirror.stored.clientId,
                            .key = mirror.stored.key,
                            .state = State::Differs,
                            .differences = {},
                            .note = {}};
    const auto &refusal = there && there->refusal ? there->refusal : mirror.imported.refusal;
    if (mirror.isLeftOut)
        compared.note = reasonLeftOut(mirror);
    if (!there) { // what our writer leaves out because it is disabled is meant to be missing there
        const bool isMeant = mirror.isLeftOut && !mirror.stored.enabled;
        compared.state = isMeant ? State::Same : State::OnlyHere;
        if (isMeant)
            seen = {};
        else if (seen::isKnownAs(seen, mirror.stored.clientId))
            compared.note = ComparisonText::tr("It was there when both were the same.");
    } else if (refusal) {
        compared.note = refusal->text;
    } else if (mirror.isRead) {
        const SeenSides sides = seenSides(sight, mirror, *there);
        const ClientMerge all = threeway::mergeOf({}, sides.hereView, sides.thereView, sides.fields);
        seen.notTaken = seen::stillNotTaken(seen.notTaken, all);
        const ClientMerge merge = seen::without(all, seen.notTaken);
        noteSecretHad(sides, seen);
        compared.differences = differencesOf(sides, merge, sight.format().name());
        if (seen.lacksSecret)
            addLackingSecret(compared, sides);
        if (compared.differences.isEmpty())
            compared.state = State::Same;
        if (merge.parts.isEmpty()) {
            seen.base = sides.thereView;
            seen.isUnanswered = false;
        }
    }
    return compared;
}

}
