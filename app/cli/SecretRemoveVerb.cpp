#include "app/cli/SecretRemoveVerb.h"

#include "app/cli/Access.h"
#include "app/cli/Meanwhile.h"
#include "store/edit/ClientEdits.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void SecretRemoveVerb::declare(CLI::App &program)
{
    command(group(program, "secret", {}), "remove",
            tr("Remove a client secret: programs that use it are let in no more"),
            u"gatehouse secret remove web-shop x7Qf\n"
            "gatehouse secret remove web-shop --yes -- -7Qf"_s);
    positional("CLIENT_ID", m_clientId, tr("The client application"))->required();
    positional("SECRET", m_secret, tr("The secret, by its last four characters or its key as in secret list"))
        ->required();
    flag("--yes", m_yes, tr("Do not ask; needed where there is no terminal to ask on"));
}

Result<ExitStatus> SecretRemoveVerb::work(Console &console, Session &session)
{
    Database &database = session.database;
    auto client = findClient(database, m_clientId);
    if (!client)
        return std::unexpected(client.error());
    const auto secret = chosen(*client);
    if (!secret)
        return std::unexpected(secret.error());
    if (const auto refusal =
            refusedByPerson(console, m_yes,
                            tr("Remove secret …%1 \"%2\" of \"%3\"? Programs that use it are let in no more.")
                                .arg(secret->lastFour, secret->description, client->clientId)))
        return *refusal;
    client->secrets.removeOne(*secret);
    return editing(database, [&](EditSession &edits) { return edit::save(edits, *client); })
        .transform([&](const ClientApplication &) {
            console.note(tr("Secret …%1 of \"%2\" is removed.").arg(secret->lastFour, client->clientId));
            return ExitStatus::Done;
        })
        .transform_error(beginningAnew);
}

Result<ClientSecret> SecretRemoveVerb::chosen(const ClientApplication &client) const
{
    const QString name = QString::fromStdString(m_secret);
    QList<ClientSecret> matching;
    for (const ClientSecret &secret : client.secrets) {
        if (secret.key == name || secret.lastFour == name)
            matching << secret;
    }
    if (matching.isEmpty()) {
        return fail(Error::Kind::NotFound,
                    tr("\"%1\" has no secret that ends in \"%2\" or has that key. See gatehouse secret list.")
                        .arg(client.clientId, name));
    }
    if (matching.size() > 1) {
        return fail(Error::Kind::Rule,
                    tr("%1 secrets of \"%2\" end in \"%3\". Name one by its key: see gatehouse secret list.")
                        .arg(QString::number(matching.size()), client.clientId, name));
    }
    return matching.first();
}

}
