#include "app/cli/ClientDeleteVerb.h"

#include "app/cli/Access.h"
#include "app/cli/Meanwhile.h"
#include "store/edit/ClientEdits.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void ClientDeleteVerb::declare(CLI::App &program)
{
    command(group(program, "client", {}), "delete",
            tr("Delete a client application with its secrets and redirects"),
            u"gatehouse client delete price-feed\n"
            "gatehouse client delete price-feed --yes"_s);
    positional("CLIENT_ID", m_clientId, tr("The client application"))->required();
    flag("--yes", m_yes, tr("Do not ask; needed where there is no terminal to ask on"));
}

Result<ExitStatus> ClientDeleteVerb::work(Console &console, Session &session)
{
    Database &database = session.database;
    const auto client = findClient(database, m_clientId);
    if (!client)
        return std::unexpected(client.error());
    if (const auto refusal = refusedByPerson(
            console, m_yes,
            tr("Delete \"%1\" (%2) with its %n secret(s)?", nullptr, int(client->secrets.size()))
                .arg(client->clientId, client->title)))
        return *refusal;
    return editing(database, [&](EditSession &edits) { return edit::remove(edits, *client); })
        .transform([&] {
            console.note(tr("Client application \"%1\" is deleted.").arg(client->clientId));
            return ExitStatus::Done;
        })
        .transform_error(beginningAnew);
}

}
