#include "app/cli/Access.h"
#include "app/cli/Verbs.h"
#include "app/cli/clients/ClientChange.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// `client enable` and `client disable`: each of the client applications for itself.
class ClientSwitchVerb : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientSwitchVerb)

protected:
    explicit ClientSwitchVerb(bool enabled) : m_enabled(enabled) {}

    void declareIds() { positionals("CLIENT_ID", m_clientIds, tr("The client applications"))->required(); }

    /// A client ID that does not exist is a slip: then nothing is changed.
    Result<ExitStatus> work(Console &console, Session &session) override
    {
        QStringList ids;
        for (const std::string &id : m_clientIds)
            ids << QString::fromStdString(id);
        const auto names = ClientSelection::byClientIds(ids).names(session.database);
        if (!names)
            return std::unexpected(names.error());
        auto status = ExitStatus::Done;
        for (const store::ClientName &name : *names) {
            const auto change = switchOne(session.database, name.clientId);
            if (!change)
                return std::unexpected(change.error());
            tell(console, *change);
            if (change->isRefused())
                status = ExitStatus::Refused;
        }
        return status;
    }

private:
    Result<ClientChange> switchOne(Database &database, const QString &clientId) const
    {
        return changeClient(database, clientId, [this](ClientApplication &client) -> Result<void> {
            client.enabled = m_enabled;
            return {};
        });
    }

    void tell(Console &console, const ClientChange &change) const
    {
        const QString &clientId = change.after.clientId;
        for (const Problem &problem : change.refusals)
            console.note(u"%1: %2"_s.arg(clientId, problem.text));
        if (change.isRefused()) {
            console.note(tr("Client application \"%1\" stays as it was.").arg(clientId));
        } else if (!change.changesAnything()) {
            console.note((m_enabled ? tr("Client application \"%1\" is enabled already.")
                                    : tr("Client application \"%1\" is disabled already."))
                             .arg(clientId));
        } else {
            console.note((m_enabled ? tr("Client application \"%1\" is enabled.")
                                    : tr("Client application \"%1\" is disabled."))
                             .arg(clientId));
        }
    }

    std::vector<std::string> m_clientIds;
    bool m_enabled;
};

class ClientEnableVerb final : public ClientSwitchVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientEnableVerb)

public:
    ClientEnableVerb() : ClientSwitchVerb(true) {}

    void declare(CLI::App &program) override
    {
        command(group(program, "client", {}), "enable",
                tr("Enable client applications; one that is wrong or incomplete stays disabled, and all that "
                   "holds it back is told"),
                u"gatehouse client enable web-shop price-feed"_s);
        declareIds();
    }
};

class ClientDisableVerb final : public ClientSwitchVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientDisableVerb)

public:
    ClientDisableVerb() : ClientSwitchVerb(false) {}

    void declare(CLI::App &program) override
    {
        command(group(program, "client", {}), "disable",
                tr("Disable client applications: they get no tokens from servers that take this over"),
                u"gatehouse client disable web-shop"_s);
        declareIds();
    }
};

}

Verbs clientEnableVerbs()
{
    return made<ClientEnableVerb, ClientDisableVerb>();
}

}
