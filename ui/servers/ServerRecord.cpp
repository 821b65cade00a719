#include "ui/servers/ServerRecord.h"

#include "domain/servers/ServerNames.h"
#include "domain/servers/ServerRules.h"
#include "store/records/ServerStore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct ServerRecordText
{
    Q_DECLARE_TR_FUNCTIONS(ServerRecord)
};

QMap<QString, QString> kindLabels()
{
    QMap<QString, QString> labels;
    for (const ServerKind kind : serverKinds())
        labels.insert(enumText(kind), labelOf(kind));
    return labels;
}

}

QList<RecordField> serverFields()
{
    using enum RecordField::Kind;
    return {
        {.column = u"name"_s, .label = ServerRecordText::tr("Name"), .check = rules::checkServerName},
        {.column = u"kind"_s, .label = ServerRecordText::tr("Kind"), .listedAs = kindLabels()},
        {.column = u"url"_s,
         .label = ServerRecordText::tr("Base URL"),
         .listLabel = ServerRecordText::tr("URL")},
        {.column = u"realm"_s, .label = ServerRecordText::tr("Realm"), .isListed = false},
        {.column = u"format"_s, .label = ServerRecordText::tr("Format"), .isListed = false},
        {.column = u"sign_in"_s, .label = ServerRecordText::tr("Sign in by"), .isListed = false},
        {.column = u"account"_s, .label = ServerRecordText::tr("Client ID or user name"), .isListed = false},
        {.column = u"secret"_s, .label = ServerRecordText::tr("Secret"), .kind = Other},
        {.column = u"certificate"_s, .label = ServerRecordText::tr("Certificate authority"), .kind = Other},
        {.column = u"drifted"_s,
         .label = ServerRecordText::tr("Drifted"),
         .listedAs = {{QString(), QString()}}},
    };
}

Record recordOf(const Server &server, int drifted)
{
    return {server.key,
            server.version,
            {server.name, enumText(server.kind), server.url, server.realm, server.format,
             enumText(server.signIn), server.account, QVariant::fromValue(sealOf(server)),
             server.certificate.toUtf8(), drifted == 0 ? QString() : QString::number(drifted)}};
}

Server serverFrom(const Record &record)
{
    const ServerSeal seal = sealOf(record);
    return {.key = record.key.isEmpty() ? seal.key : record.key,
            .version = record.version,
            .name = record.text(ServerName),
            .kind = enumFrom<ServerKind>(record.text(ServerKindColumn)).value_or(ServerKind::Keycloak),
            .url = record.text(ServerUrl),
            .realm = record.text(ServerRealm),
            .format = record.text(ServerFormat),
            .signIn = enumFrom<ServerSignIn>(record.text(ServerSignInColumn)).value_or(ServerSignIn::Nothing),
            .account = record.text(ServerAccount),
            .sealed = seal.sealed,
            .certificate = QString::fromUtf8(record.values.at(ServerCertificate).toByteArray()),
            .sealedFor = seal.sealedFor,
            .proof = seal.proof};
}

ServerSeal sealOf(const Server &server)
{
    return {.key = server.key, .sealed = server.sealed, .sealedFor = server.sealedFor, .proof = server.proof};
}

ServerSeal sealOf(const Record &record)
{
    return record.values.at(ServerSecret).value<ServerSeal>();
}

Result<QList<Record>> loadServerRecords(Database &database)
{
    return store::countDrifted(database).and_then([&](const QHash<QString, int> &drifted) {
        return store::loadServers(database).transform([&](const QList<Server> &servers) {
            QList<Record> records;
            for (const Server &server : servers)
                records << recordOf(server, drifted.value(server.key));
            return records;
        });
    });
}

}
