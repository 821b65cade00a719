#include "app/cli/SecretListVerb.h"

#include "app/cli/Access.h"
#include "app/cli/ClientTexts.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void SecretListVerb::declare(CLI::App &program)
{
    command(group(program, "secret", {}), "list",
            tr("List client secrets by their last four characters, never the secrets themselves"),
            u"gatehouse secret list\n"
            "gatehouse secret list web-shop --json"_s);
    positional("CLIENT_ID", m_clientId, tr("The client application; all when left out"));
    jsonFlag(m_json);
}

Result<ExitStatus> SecretListVerb::work(Console &console, Session &session)
{
    Database &database = session.database;
    JsonList list(console);
    QList<QStringList> rows{{tr("Client ID"), tr("Secret"), tr("Storage"), tr("Description"), tr("Created"),
                             tr("Expires"), tr("Key")}};
    const auto add = [&](const ClientApplication &client) -> Result<void> {
        for (const ClientSecret &secret : client.secrets) {
            if (m_json)
                list.add(secretJson(client.clientId, secret));
            else
                rows << QStringList{client.clientId,
                                    u"…"_s + secret.lastFour,
                                    secret.isRecoverable() ? tr("encrypted") : tr("hashed"),
                                    secret.description,
                                    timeText(secret.created),
                                    expiryText(secret.expires),
                                    secret.key};
        }
        return {};
    };
    return selected(m_clientId).visit(database, add).transform([&] {
        if (m_json)
            list.end();
        else
            console.table(rows);
        return ExitStatus::Done;
    });
}

}
