#include "domain/merge/ClientPlaces.h"

#include "domain/formats/gatehouse/GatehouseJson.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"
#include "domain/merge/ClientPlaceText.h"
#include "domain/servers/ClientView.h"
#include "domain/servers/OnServers.h"

namespace gatehouse {

using json::Json;

namespace {

ClientField fieldOf(const FieldPlace &place)
{
    return *fieldByName(place.field);
}

QString nameOf(ClientField field)
{
    return QString::fromLatin1(fieldInfo(field).name);
}

/// What tells a secret from others: its key only once it is stored.
QString idOf(const ClientSecret &secret)
{
    return secret.isKnownToServerOnly() ? secret.key : secret.hash;
}

QString idOf(const AcceptedRisk &risk)
{
    return risk.rule + u'\n' + risk.value;
}

QStringList formatsOf(const ClientApplication &client)
{
    return client.otherSettings.keys();
}

void addList(FieldValues &values, const ClientApplication &client, ClientField field)
{
    if (!serverListOf(field)) {
        for (const QString &text : fieldValue(client, field).toStringList())
            values[{nameOf(field), {text}}] = json::fromText(text);
        return;
    }
    for (const auto &[server, text] : rowsOf(client, field)) {
        const QStringList row = server.isEmpty() ? QStringList{text} : QStringList{text, server};
        values[{nameOf(field), row}] = json::fromText(text);
    }
}

void addTexts(FieldValues &values, const ClientApplication &client)
{
    for (const auto &[tag, written] : client.consentTexts.asKeyValueRange()) {
        for (const auto &[name, member] : gatehouseproperties::consentTexts) {
            if (!(written.*member).isEmpty())
                values[{nameOf(ClientField::ConsentTexts), {tag, QString::fromLatin1(name)}}] =
                    json::fromText(written.*member);
        }
    }
}

void addSettings(FieldValues &values, const ClientApplication &client)
{
    for (const QString &format : formatsOf(client)) {
        for (const auto &[place, value] : view::of(client, format).values) {
            if (place.field == ClientField::OtherSettings)
                values[{nameOf(ClientField::OtherSettings), {format, place.row}}] = value;
        }
    }
}

void addRows(FieldValues &values, const ClientApplication &client, const ClientFieldInfo &info)
{
    const QString name = nameOf(info.field);
    switch (info.kind) {
    case FieldKind::List:
    case FieldKind::Keys:
        return addList(values, client, info.field);
    case FieldKind::Texts:
        return addTexts(values, client);
    case FieldKind::Settings:
        return addSettings(values, client);
    case FieldKind::Image:
        if (!client.logo.data.isEmpty())
            values[{name}] = json::fromText(fieldText(client, info.field));
        return;
    case FieldKind::Secrets:
        for (const ClientSecret &secret : client.secrets)
            values[{name, {idOf(secret)}}] = json::fromText(placetext::of(secret));
        return;
    case FieldKind::Risks:
        for (const AcceptedRisk &risk : client.acceptedRisks)
            values[{name, {risk.rule, risk.value}}] = json::fromText(risk.reason);
        return;
    case FieldKind::Servers:
        for (const auto &[server, part] : client.onServers.asKeyValueRange()) {
            if (part.enabled)
                values[{name, {server}}] = *part.enabled;
        }
        return;
    default:
        values[{name}] = fieldJson(client, info);
    }
}

/// The rows of the list that are for that server alone, or (no name) for all.
QStringList listOf(const ClientApplication &client, ClientField field, const QString &server)
{
    const ServerList *list = serverListOf(field);
    return server.isEmpty() ? fieldValue(client, field).toStringList()
                            : client.onServers.value(server).*(list->onOne);
}

void setList(ClientApplication &client, ClientField field, const QString &server, const QStringList &rows)
{
    if (server.isEmpty())
        setFieldValue(client, field, rows);
    else if (!rows.isEmpty() || client.onServers.contains(server))
        client.onServers[server].*(serverListOf(field)->onOne) = rows;
}

void takeListRow(ClientApplication &to, const ClientApplication &from, const FieldPlace &place)
{
    const ClientField field = fieldOf(place);
    const QString server = place.row.value(1);
    const QString &row = place.row.first();
    QStringList rows = listOf(to, field, server);
    if (!listOf(from, field, server).contains(row))
        rows.removeAll(row);
    else if (!rows.contains(row))
        rows << row;
    setList(to, field, server, rows);
}

/// The one of that id, where it is in `from`, in place of the one in `to`.
template<typename Row>
void takeRow(QList<Row> &to, const QList<Row> &from, const QString &id)
{
    const auto isOne = [&](const Row &row) { return idOf(row) == id; };
    const auto source = std::ranges::find_if(from, isOne);
    const auto target = std::ranges::find_if(to, isOne);
    if (source == from.end())
        to.removeIf(isOne);
    else if (target == to.end())
        to << *source;
    else
        *target = *source;
}

void takeConsentText(ClientApplication &to, const ClientApplication &from, const FieldPlace &place)
{
    const QString &tag = place.row.first();
    const auto property = std::ranges::find(gatehouseproperties::consentTexts, place.row.last(),
                                            [](const auto &one) { return QString::fromLatin1(one.name); });
    const QString text = from.consentTexts.value(tag).*(property->member);
    ConsentTexts &texts = to.consentTexts[tag];
    texts.*(property->member) = text;
    if (texts.isEmpty())
        to.consentTexts.remove(tag);
}

void takeSetting(ClientApplication &to, const ClientApplication &from, const FieldPlace &place)
{
    const QString &format = place.row.first();
    const ViewPlace at{ClientField::OtherSettings, place.row.last()};
    // What is written there was read by the same functions, so that it can be set.
    std::ignore = view::setIn(to, at, view::of(from, format).at(at), format);
}

void take(ClientApplication &to, const ClientApplication &from, const FieldPlace &place)
{
    const ClientField field = fieldOf(place);
    switch (fieldInfo(field).kind) {
    case FieldKind::List:
    case FieldKind::Keys:
        return takeListRow(to, from, place);
    case FieldKind::Texts:
        return takeConsentText(to, from, place);
    case FieldKind::Settings:
        return takeSetting(to, from, place);
    case FieldKind::Secrets:
        return takeRow(to.secrets, from.secrets, place.row.first());
    case FieldKind::Risks:
        return takeRow(to.acceptedRisks, from.acceptedRisks, place.row.first() + u'\n' + place.row.last());
    case FieldKind::Servers:
        to.onServers[place.row.first()].enabled = from.onServers.value(place.row.first()).enabled;
        return;
    default:
        setFieldValue(to, field, fieldValue(from, field));
    }
}

/// Where they changed nothing in a list, it stays as it is typed.
void arrangeLists(ClientApplication &client, const ClientApplication &base, const ClientApplication &mine,
                  const ClientApplication &theirs)
{
    const QStringList onServers = serversOf(client);
    for (const ClientFieldInfo &info : clientFields()) {
        if (info.kind != FieldKind::List && info.kind != FieldKind::Keys)
            continue;
        for (const QString &server :
             serverListOf(info.field) ? QStringList{QString()} + onServers : QStringList{QString()}) {
            const auto rows = [&](const ClientApplication &one) { return listOf(one, info.field, server); };
            if (rows(theirs) != rows(base))
                setList(client, info.field, server,
                        arrangedRows(rows(client), rows(base), rows(mine), rows(theirs)));
        }
    }
}

/// Of a secret that both have, the key and the seal are theirs: the encryption key may be another by now. A
/// risk that both accepted was accepted by them.
void takeWhatIsTheirs(ClientApplication &client, const ClientApplication &base,
                      const ClientApplication &theirs)
{
    for (ClientSecret &secret : client.secrets) {
        const auto stored =
            std::ranges::find(theirs.secrets, idOf(secret), [](const auto &one) { return idOf(one); });
        if (stored == theirs.secrets.end())
            continue;
        if (secret.isRecoverable() && !stored->isRecoverable())
            continue; // it was chosen so, under the key that it is sealed for
        secret.key = stored->key;
        if (secret.isRecoverable())
            secret.sealed = stored->sealed;
    }
    for (AcceptedRisk &risk : client.acceptedRisks) {
        const auto stored =
            std::ranges::find(theirs.acceptedRisks, idOf(risk), [](const auto &one) { return idOf(one); });
        if (stored != theirs.acceptedRisks.end() && stored->reason == risk.reason)
            risk = *stored;
    }
    if (theirs.spellings != base.spellings)
        client.spellings = theirs.spellings;
}

}

FieldValues valuesOf(const ClientApplication &client)
{
    FieldValues values;
    for (const ClientFieldInfo &info : clientFields()) {
        if (isToldOf(info.field))
            addRows(values, client, info);
    }
    return values;
}

ClientApplication merged(const ClientApplication &base, const ClientApplication &mine,
                         const ClientApplication &theirs, const RecordMerge &merge)
{
    ClientApplication client = mine;
    for (const FieldPart &part : merge.parts) {
        if (part.choice == MergeSide::There)
            take(client, theirs, part.place);
    }
    // What they took at a place above one of mine took mine along.
    for (const FieldPart &part : merge.parts) {
        if (part.choice == MergeSide::Here && fieldOf(part.place) == ClientField::OtherSettings)
            takeSetting(client, mine, part.place);
    }
    arrangeLists(client, base, mine, theirs);
    takeWhatIsTheirs(client, base, theirs);
    client.onServers.removeIf([](const auto &part) { return part.value().isEmpty(); });
    client.key = theirs.key;
    client.version = theirs.version;
    return client;
}

QList<MergeLine> clientLines(const RecordMerge &merge)
{
    return linesOf(merge, placetext::label, placetext::text);
}

}
