#include "services/servers/ServerAudit.h"

#include "domain/audit/AuditRecord.h"
#include "domain/servers/ServerActions.h"

using namespace Qt::StringLiterals;

namespace gatehouse::serveraudit {

namespace {

json::Json addressOf(const Server &server)
{
    const QString realm = server.realm.isEmpty() ? QString() : u" ("_s + server.realm + u')';
    return json::fromText(server.url + realm);
}

audit::Record recordFor(const Server &server, const QString &outcome)
{
    audit::Record record;
    record.fields = json::Json::object();
    record.fields["server"] = json::fromText(server.name);
    record.fields["destination"] = addressOf(server);
    if (!outcome.isEmpty())
        record.fields["outcome"] = json::fromText(outcome);
    return record;
}

}

Result<void> note(EditSession &session, QLatin1StringView action, const Server &server,
                  const store::ClientName &client, const QStringList &fields, const QString &outcome)
{
    audit::Record record = recordFor(server, outcome);
    record.subject = u"client_application"_s;
    record.id = client.key;
    record.name = client.clientId;
    if (!fields.isEmpty())
        record.fields["sent"] = json::texts(fields);
    return session.noteEvent(action, record);
}

Result<void> noteStep(EditSession &session, const Server &server, const QString &target,
                      const QString &outcome)
{
    audit::Record record = recordFor(server, outcome);
    record.subject = u"server"_s;
    record.id = server.key;
    record.name = server.name;
    record.fields["sent"] = json::texts({target});
    return session.noteEvent(audit::pushed, record);
}

Result<void> noteSecrets(EditSession &session, const Server &server, const QStringList &clientIds)
{
    audit::Record record = recordFor(server, {});
    record.subject = u"server"_s;
    record.id = server.key;
    record.name = server.name;
    record.fields["clients"] = json::texts(clientIds);
    record.fields["secrets"] = true;
    return session.noteEvent(audit::exported, record);
}

}
