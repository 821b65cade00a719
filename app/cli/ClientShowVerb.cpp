#include "app/cli/ClientShowVerb.h"

#include "app/cli/Access.h"
#include "app/cli/ClientTexts.h"
#include "domain/ClientField.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

QStringList valuesOf(const ClientApplication &client, const ClientFieldInfo &info)
{
    if (info.kind == FieldKind::List)
        return fieldValue(client, info.field).toStringList();
    if (info.kind != FieldKind::Secrets)
        return {fieldText(client, info.field)};
    QStringList texts;
    for (const ClientSecret &secret : client.secrets) {
        ClientApplication one;
        one.secrets = {secret};
        texts << fieldText(one, ClientField::Secrets);
    }
    return texts;
}

json::Json shownJson(const ClientApplication &client, const QList<Problem> &problems)
{
    json::Json object = clientJson(client, problems);
    object["secrets"] = json::Json::array();
    for (const ClientSecret &secret : client.secrets)
        object["secrets"].push_back(secretJson(client.clientId, secret));
    return object;
}

QList<QStringList> shownRows(const ClientApplication &client)
{
    QList<QStringList> rows;
    for (const ClientFieldInfo &info : clientFields()) {
        QString label = fieldLabel(info.field) + u':';
        for (const QString &value : valuesOf(client, info))
            rows << QStringList{std::exchange(label, QString()), value};
        if (!label.isEmpty())
            rows << QStringList{label};
    }
    return rows;
}

}

void ClientShowVerb::declare(CLI::App &program)
{
    command(group(program, "client", {}), "show", tr("Show every field of a client application"),
            u"gatehouse client show web-shop\n"
            "gatehouse client show web-shop --json"_s);
    positional("CLIENT_ID", m_clientId, tr("The client application"))->required();
    jsonFlag(m_json);
}

Result<ExitStatus> ClientShowVerb::work(Console &console, Session &session)
{
    Database &database = session.database;
    const auto show = [&](const ClientApplication &client, const QList<Problem> &problems) {
        if (m_json)
            console.json(shownJson(client, problems));
        else
            console.table(shownRows(client));
    };
    return visitChecked(console, database, ClientSelection::byClientIds({QString::fromStdString(m_clientId)}),
                        show);
}

}
