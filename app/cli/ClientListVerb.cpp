#include "app/cli/ClientListVerb.h"

#include "app/cli/Access.h"
#include "app/cli/ClientTexts.h"
#include "domain/ClientField.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

constexpr std::array shownFields{ClientField::ClientId,  ClientField::Title,         ClientField::Enabled,
                                 ClientField::GrantType, ClientField::SupportOpenId, ClientField::SupportApi};

}

void ClientListVerb::declare(CLI::App &program)
{
    command(group(program, "client", tr("Look at, check and delete client applications")), "list",
            tr("List the client applications"),
            u"gatehouse client list\n"
            "gatehouse client list --json"_s);
    jsonFlag(m_json);
}

Result<ExitStatus> ClientListVerb::work(Console &console, Session &session)
{
    Database &database = session.database;
    JsonList list(console);
    QStringList headings;
    for (const ClientField field : shownFields)
        headings << fieldLabel(field);
    QList<QStringList> rows{headings << tr("Problems")};
    const auto add = [&](const ClientApplication &client, const QList<Problem> &problems) {
        if (m_json) {
            list.add(clientJson(client, problems));
            return;
        }
        QStringList row;
        for (const ClientField field : shownFields)
            row << fieldText(client, field);
        rows << (row << problemSummary(problems));
    };
    return visitChecked(console, database, ClientSelection::all(), add).transform([&](ExitStatus status) {
        if (m_json)
            list.end();
        else
            console.table(rows);
        return status;
    });
}

}
