#pragma once

#include "domain/audit/AuditRecord.h"
#include "domain/json/JsonText.h"
#include "services/export/ClientExporter.h"
#include "store/audit/AuditCheck.h"
#include "store/edit/SessionContext.h"
#include "store/records/ClientPage.h"
#include "store/watch/Presence.h"
#include "unit/services/DamageSample.h"

#include <QBuffer>

#include <tuple>

/// Everything that reads a database, and what came of it as lines of text.
namespace gatehouse::test {

struct Reading
{
    QStringList lines;
    QString fault; ///< the error instead; what is told beside lines, too
};
using Readings = QMap<QString, Reading>;

inline QString jsonText(const json::Json &value)
{
    return QString::fromStdString(value.dump(1));
}

template<typename Record>
QStringList linesOf(const Record &record)
{
    const audit::Record said = audit::recordOf(record);
    return (said.id + u'\n' + jsonText(said.fields)).split(u'\n');
}

template<typename T, typename ToLines>
Reading readingOf(const Result<T> &outcome, ToLines toLines)
{
    return outcome ? Reading{toLines(*outcome), {}} : Reading{{}, outcome.error().text};
}

template<typename Record>
Reading readingOf(const Result<QList<Record>> &records)
{
    return readingOf(records, [](const QList<Record> &all) {
        QStringList lines;
        for (const Record &record : all)
            lines += linesOf(record);
        return lines;
    });
}

inline Reading readList(Database &database)
{
    Reading reading;
    store::ClientPageRequest request;
    request.size = 1;
    for (int more = 20; more > 0; --more) {
        const auto page = store::loadPage(database, request);
        if (!page)
            return {{}, page.error().text};
        if (page->isEmpty())
            return reading;
        request.after = page->first();
        const store::ClientRow &row = page->first();
        reading.fault += row.damage;
        if (row.damage.isEmpty())
            reading.lines << row.key << row.clientId << row.title
                          << QStringLiteral("%1 %2").arg(int(row.grantType)).arg(row.enabled);
    }
    return {{}, QStringLiteral("the list does not end")};
}

inline Reading readExport(Database &database, const QString &format,
                          const std::optional<EncryptionKeyBytes> &key = {})
{
    exporter::Request request{ClientSelection::all(), formatByName(format).value()};
    request.now = testTime();
    request.secretsKey = key;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return readingOf(exporter::toDevice(database, request, buffer), [&](const exporter::Outcome &) {
        return QString::fromUtf8(buffer.data()).split(u'\n');
    });
}

/// A damaged one stays in the list and says so itself.
inline Reading readCertificates(Database &database)
{
    const auto certificates = store::loadCertificates(database);
    Reading reading = readingOf(certificates);
    for (const SigningCertificate &certificate : certificates.value_or(QList<SigningCertificate>())) {
        if (!certificate.damagedColumn.isEmpty())
            reading.fault = QStringLiteral("signing_certificate ") + certificate.damagedColumn;
    }
    return reading;
}

/// As in JSON, so that each stands on a line.
inline QStringList escapedLines(const QStringList &values)
{
    QStringList lines;
    for (const QString &value : values)
        lines << jsonText(json::fromText(value));
    return lines;
}

inline QStringList serverLines(const Server &server)
{
    return escapedLines({server.key, server.name, enumText(server.kind), server.url, server.realm,
                         server.format, server.account, enumText(server.signIn),
                         QString::fromLatin1(server.sealed), server.certificate,
                         QString::fromLatin1(server.proof)});
}

inline QStringList serverClientLines(const store::ServerClient &client)
{
    return escapedLines({client.serverKey, client.applicationKey, client.lastSeen,
                         store::toColumn(client.comparedAt).toString(), store::toColumn(client.state),
                         QString::number(client.differing), store::toColumn(client.pushedAt).toString(),
                         client.thereId, client.registrationUri,
                         QString::fromLatin1(client.registrationToken),
                         QString::number(int(client.registrationPending))});
}

inline void readServers(Database &database, Readings &readings)
{
    const auto servers = store::loadServers(database);
    readings[QStringLiteral("servers")] = readingOf(servers, [](const QList<Server> &all) {
        QStringList lines;
        for (const Server &server : all)
            lines += serverLines(server);
        return lines;
    });
    readings[QStringLiteral("drifted")] =
        readingOf(store::countDrifted(database), [](const auto &) { return QStringList(); });
    for (const Server &server : servers.value_or(QList<Server>())) {
        readings[QStringLiteral("server ") + server.key] = readingOf(
            store::loadServerClients(database, server.key), [](const store::ServerClients &clients) {
                QStringList lines;
                for (const store::ServerClient &client : clients)
                    lines += serverClientLines(client);
                return lines;
            });
    }
}

inline Reading readSealed(Database &database)
{
    QStringList lines;
    const auto visited = store::visitSealed(database, [&](const store::SealedValue &value) -> Result<void> {
        lines << value.owner + u' ' + value.key + u' ' + QString::fromLatin1(value.sealed);
        return {};
    });
    return visited ? Reading{lines, {}} : Reading{{}, visited.error().text};
}

inline QStringList spareKeyLines(const store::EncryptionRecord &record)
{
    QStringList lines;
    for (const store::SpareKey &spare : record.spareKeys)
        lines << spare.id << QString::fromLatin1(spare.checkValue) << QString::fromLatin1(spare.proof);
    return lines;
}

inline Reading readSettings(Database &database)
{
    Reading reading;
    const auto add = [&](const Reading &more) {
        reading.lines += more.lines;
        reading.fault += more.fault;
    };
    add(readingOf(store::loadLicence(database), [](const store::Licence &licence) {
        return QStringList{QString::number(licence.limit.value_or(-1)), QString::number(licence.used)};
    }));
    add(readingOf(store::loadSignInSettings(database), [](const store::SignInSettings &settings) {
        return QStringList{QString::number(settings.lockAfterMinutes)};
    }));
    add(readingOf(store::loadCertificateSettings(database), [](const store::CertificateSettings &settings) {
        return QStringList{enumText(settings.storage), settings.folder,
                           QString::number(settings.validityDays), QString::number(settings.overlapHours),
                           QString::number(settings.tokenLifetimeHours)};
    }));
    add(readingOf(store::loadEncryption(database), [](const store::EncryptionRecord &record) {
        return QStringList{record.databaseId, record.key->id, QString::fromLatin1(record.key->checkValue),
                           store::toColumn(record.key->created).toString()} +
               spareKeyLines(record);
    }));
    return reading;
}

inline Reading readSignIn(Database &database)
{
    return readingOf(store::loadPassword(database, damageUser), [](const auto &stored) {
        return QStringList{stored ? QString::fromLatin1(stored->phc) : QString()};
    });
}

/// Every field of every client application, each under its name.
inline void readClients(Database &database, Readings &readings)
{
    const auto keys = store::allClients(database);
    readings[QStringLiteral("clients")] = readingOf(keys, [](const QStringList &all) { return all; });
    for (const QString &key : keys.value_or(QStringList())) {
        readings[QStringLiteral("client ") + key] =
            readingOf(store::loadClient(database, key),
                      [](const auto &client) { return client ? linesOf(*client) : QStringList(); });
    }
}

inline Reading readTrail(Database &database)
{
    return readingOf(store::checkAuditTrail(database), [](const store::AuditCheck &check) {
        return QStringList{check.isWhole() ? QStringLiteral("whole") : QStringLiteral("broken")};
    });
}

/// The page, the tab History, and what is restored from it.
inline Reading readTrailPages(Database &database)
{
    const auto page = store::loadAuditPage(database, {}, std::nullopt, 1000);
    for (const AuditEntry &entry : page.value_or(QList<AuditEntry>()))
        std::ignore = audit::changesOf(entry);
    return readingOf(page, [](const auto &) { return QStringList(); });
}

/// What is a hint, or known to Gatehouse alone: values may differ, and nothing may break.
inline void readHints(Database &database, Readings &readings)
{
    const auto nothing = [](const auto &) { return QStringList(); };
    readings[QStringLiteral("certificate files")] = readingOf(store::loadCertificateFiles(database), nothing);
    const auto keys = store::allClients(database).value_or(QStringList());
    for (const QString &key : keys + QStringList{QString()}) {
        readings[QStringLiteral("presence ") + key] =
            readingOf(store::loadPresence(database, key, {}, testTime()), nothing);
    }
}

/// A client application that nothing is wrong with gets another title; nothing is kept of it.
inline Reading trySaving(Database &database)
{
    const auto saved = EditSession::begin(database, testTime()).and_then([&](EditSession &&session) {
        return store::findClient(database, QStringLiteral("order-desk")).and_then([&](const auto &client) {
            ClientApplication changed = client.value_or(ClientApplication());
            changed.title += u'2';
            return edit::put(session, changed);
        });
    });
    if (!saved &&
        saved.error().kind == Error::Kind::Rule) // a value that could have been there, and should not
        return {};
    return readingOf(saved, [](const QString &key) { return QStringList{key}; });
}

/// Signs in with the right password; how long to wait counts as an answer.
inline Reading trySigningIn(Database &database)
{
    const auto entered = signin::signIn(database, {damageUser, secretCopy(damagePassword)}, damageClock());
    return entered || entered.error().kind == Error::Kind::NotSignedIn ? Reading()
                                                                       : Reading{{}, entered.error().text};
}

inline Readings readEverything(const DatabaseUrl &url, const EncryptionKeyBytes &key, bool signsIn)
{
    Readings readings;
    auto opened = Database::open(url, Database::IfMissing::Refuse);
    readings[QStringLiteral("open")] = readingOf(opened, [](const Database &) { return QStringList(); });
    if (!opened)
        return readings;
    readings[QStringLiteral("trail")] = readTrail(*opened);
    readings[QStringLiteral("trail pages")] = readTrailPages(*opened);
    readings[QStringLiteral("list")] = readList(*opened);
    readClients(*opened, readings);
    readings[QStringLiteral("users")] = readingOf(store::loadUsers(*opened));
    readings[QStringLiteral("scopes")] = readingOf(store::loadApiScopes(*opened));
    readings[QStringLiteral("languages")] = readingOf(store::loadLanguages(*opened));
    readings[QStringLiteral("resources")] = readingOf(store::loadCustomResources(*opened));
    readings[QStringLiteral("certificates")] = readCertificates(*opened);
    readServers(*opened, readings);
    readHints(*opened, readings);
    readings[QStringLiteral("names")] = readingOf(
        store::loadRuleNames(*opened), [](const auto &names) { return QStringList{names.defaultLanguage}; });
    readings[QStringLiteral("settings")] = readSettings(*opened);
    readings[QStringLiteral("sealed")] = readSealed(*opened);
    readings[QStringLiteral("sign in")] = readSignIn(*opened);
    readings[QStringLiteral("save")] = trySaving(*opened);
    readings[QStringLiteral("export")] = readExport(*opened, QStringLiteral("gatehouse"));
    readings[QStringLiteral("foreign export")] = readExport(*opened, QStringLiteral("keycloak"));
    readings[QStringLiteral("export in clear")] = readExport(*opened, QStringLiteral("gatehouse"), key);
    if (signsIn)
        readings[QStringLiteral("enter")] = trySigningIn(*opened);
    return readings;
}

}
