#include "services/import/ClientMerge.h"

#include "domain/HiddenSecrets.h"
#include "domain/formats/KeptLists.h"
#include "domain/json/JsonText.h"
#include "domain/rules/ClientRules.h"
#include "domain/servers/OnServers.h"
#include "services/import/ImportText.h"

#include <QTimeZone>

#include <algorithm>
#include <functional>

namespace gatehouse::merge {

namespace {

/// The database keeps whole seconds.
QDateTime wholeSeconds(const QDateTime &time)
{
    return time.isValid() ? QDateTime::fromSecsSinceEpoch(time.toSecsSinceEpoch(), QTimeZone::UTC)
                          : QDateTime();
}

void update(ClientSecret &stored, const ClientSecret &imported, bool isBare, bool namesServers)
{
    if (namesServers)
        stored.onlyOn = imported.onlyOn;
    if (!isBare)
        stored.description = imported.description;
    if (!isBare || imported.expires.isValid())
        stored.expires = wholeSeconds(imported.expires);
}

bool isKnownHere(const ClientSecret &secret)
{
    return !secret.isKnownToServerOnly();
}

QList<ClientSecret> withSecrets(QList<ClientSecret> secrets, const ImportedClient &imported)
{
    const bool knowsAny = std::ranges::any_of(secrets + imported.client.secrets, isKnownHere);
    if (knowsAny) // which is more than that there is one
        secrets.removeIf(std::not_fn(isKnownHere));
    QHash<QString, qsizetype> rows;
    for (qsizetype row = secrets.size() - 1; row >= 0; --row)
        rows.insert(secrets.at(row).hash, row);
    for (ClientSecret secret : imported.client.secrets) {
        if (knowsAny && !isKnownHere(secret))
            continue;
        if (const auto row = rows.constFind(secret.hash); row != rows.constEnd()) {
            update(secrets[*row], secret, imported.bareSecrets.contains(secret.hash),
                   imported.named.contains(ClientField::OnServers));
            continue;
        }
        rows.insert(secret.hash, secrets.size());
        secret.key.clear();
        secret.created = wholeSeconds(secret.created);
        secret.expires = wholeSeconds(secret.expires);
        secrets << secret;
    }
    return secrets;
}

/// A file for one server gives rows that are on it alone as if they were for all: they stay where they are.
void leaveWhatIsOnOne(ClientApplication &client, const ImportedClient &imported)
{
    for (const ServerList &list : serverLists) {
        if (!imported.named.contains(list.field))
            continue;
        (client.*list.forAll).removeIf([&](const QString &row) {
            return std::ranges::any_of(
                client.onServers, [&](const ServerPart &part) { return (part.*list.onOne).contains(row); });
        });
    }
}

/// Those that are stored keep their order.
QStringList withDisabled(QStringList named, const QStringList &stored, const QSet<QString> &disabled)
{
    QStringList all;
    for (const QString &name : stored) {
        if (named.removeAll(name) || disabled.contains(name))
            all << name;
    }
    return all + named;
}

QStringList arranged(const QStringList &texts, const QStringList &known)
{
    const json::Json list = kept::arranged(json::texts(texts), json::texts(known));
    return json::read<QStringList>(list, {}).value_or(texts);
}

bool isSame(const ClientApplication &left, const ClientApplication &right, const ClientFieldInfo &info)
{
    const QVariant before = fieldValue(left, info.field);
    const QVariant after = fieldValue(right, info.field);
    if (info.kind != FieldKind::List)
        return before == after;
    const QStringList names = before.toStringList();
    const QStringList others = after.toStringList();
    return QSet(names.begin(), names.end()) == QSet(others.begin(), others.end());
}

/// Those at these places that are not there any more.
void addStored(json::Json &settings, const json::Json &stored, const QString &place,
               const QSet<QString> &places)
{
    for (const auto &[name, value] : stored.items()) {
        const QString where = json::member(place, name);
        const bool isThere = settings.contains(name);
        if (!isThere && places.contains(where)) {
            settings[name] = value;
        } else if (value.is_object() && (!isThere || settings[name].is_object())) {
            json::Json inside = isThere ? settings[name] : json::Json::object();
            addStored(inside, value, where, places);
            if (!inside.empty())
                settings[name] = std::move(inside);
        }
    }
}

QString changedByRules(const ClientApplication &merged, const ClientApplication &normalized,
                       ClientField field)
{
    return ImportText::tr("%1 is \"%2\" in the file and becomes \"%3\". %4")
        .arg(fieldLabel(field), fieldText(merged, field), fieldText(normalized, field),
             rules::fieldState(normalized, field).reason)
        .trimmed();
}

}

bool lacksTitle(const ImportedClient &imported)
{
    return imported.client.title.isEmpty() && !imported.named.contains(ClientField::Title);
}

ClientApplication fresh(const ImportedClient &imported, const QSet<QString> &apiScopes)
{
    ClientApplication client = imported.client;
    client.key.clear();
    client.version = 0;
    client.secrets = withSecrets({}, imported);
    if (lacksTitle(imported))
        client.title = client.clientId;
    if (!imported.named.contains(ClientField::ApiScopes))
        client.apiScopes.removeIf([&](const QString &name) { return !apiScopes.contains(name); });
    return client;
}

ClientApplication onto(const ClientApplication &stored, const ImportedClient &imported,
                       const QSet<QString> &disabledResources)
{
    ClientApplication client = rules::revived(stored);
    for (const ClientField field : imported.named) {
        if (field == ClientField::Secrets)
            client.secrets = withSecrets(stored.secrets, imported);
        else if (field == ClientField::CustomResources && imported.scopesMayBeResources)
            client.customResources =
                withDisabled(imported.client.customResources, stored.customResources, disabledResources);
        else
            setFieldValue(client, field, fieldValue(imported.client, field));
    }
    if (!imported.named.contains(ClientField::OnServers))
        leaveWhatIsOnOne(client, imported);
    return client;
}

void takeOtherSettings(ClientApplication &client, const ClientApplication &taken, const QString &format,
                       const QSet<QString> &notKept)
{
    const json::Json stored = json::fromCompactText(client.otherSettings.value(format));
    for (const auto settings : {&ClientApplication::otherSettings, &ClientApplication::spellings}) {
        (client.*settings).remove(format);
        if (const auto kept = (taken.*settings).constFind(format); kept != (taken.*settings).constEnd())
            (client.*settings).insert(format, *kept);
    }
    if (notKept.isEmpty() || !stored.is_object())
        return;
    json::Json whole = json::fromCompactText(client.otherSettings.value(format));
    if (!whole.is_object())
        whole = json::Json::object();
    addStored(whole, stored, {}, notKept);
    if (!whole.empty())
        client.otherSettings.insert(format, json::compactText(whole));
}

void keepOrder(ClientApplication &client, const ClientApplication &stored)
{
    for (const ClientFieldInfo &info : clientFields()) {
        if (info.kind != FieldKind::List && info.kind != FieldKind::Keys)
            continue;
        const QStringList known = fieldValue(stored, info.field).toStringList();
        setFieldValue(client, info.field, arranged(fieldValue(client, info.field).toStringList(), known));
    }
    for (auto settings = client.otherSettings.begin(); settings != client.otherSettings.end(); ++settings) {
        const json::Json known = json::fromCompactText(stored.otherSettings.value(settings.key()));
        *settings = json::compactText(kept::arranged(json::fromCompactText(*settings), known));
    }
}

QStringList notes(const ImportedClient &imported, const ClientApplication &merged,
                  const ClientApplication &normalized)
{
    QStringList texts;
    for (const ClientFieldInfo &info : clientFields()) {
        if (imported.named.contains(info.field) && info.kind != FieldKind::Secrets &&
            !isSame(merged, normalized, info))
            texts << changedByRules(merged, normalized, info.field);
    }
    if (!imported.named.contains(ClientField::Secrets))
        return texts;
    QSet<QString> inFile;
    for (const ClientSecret &secret : imported.client.secrets)
        inFile << secret.hash;
    for (const ClientSecret &secret : merged.secrets) {
        if (hidden::isHidden(secret)) {
            texts << ImportText::tr("Whether secret …%1 is in the file is not known: auditors are not shown "
                                    "its hash.")
                         .arg(secret.lastFour);
        } else if (!inFile.contains(secret.hash) && !secret.isKnownToServerOnly()) {
            texts << ImportText::tr("Secret …%1 is not in the file and is kept, because programs may still "
                                    "use it. Remove it "
                                    "on the tab Secrets if none does.")
                         .arg(secret.lastFour);
        }
    }
    return texts;
}

}
