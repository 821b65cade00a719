#include "app/cli/Verbs.h"
#include "app/cli/clients/ClientTexts.h"
#include "app/cli/servers/ServerPlanVerb.h"
#include "services/servers/ServerPlanText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

json::Json clientJson(const ComparedClient &client)
{
    json::Json differences = json::Json::array();
    for (const ServerDifference &difference : client.differences) {
        json::Json object{{"field", textJson(difference.name)}};
        object["here"] = difference.here;
        object["there"] = difference.there;
        differences.push_back(std::move(object));
    }
    json::Json object{{"client_id", textJson(client.clientId)},
                      {"state", textJson(store::toColumn(client.state))},
                      {"differences", differences}};
    if (!client.note.isEmpty())
        object["note"] = textJson(client.note);
    return object;
}

void writeJson(Console &console, const ServerComparison &comparison)
{
    JsonMembers json(console);
    json.add("server", textJson(comparison.server));
    json.add("compared_at", textJson(timeText(comparison.comparedAt)));
    json.beginList("clients");
    for (const ComparedClient &client : comparison.clients)
        json.addToList(clientJson(client));
    json.endList();
    json.end();
}

/// `server compare`: tells where a server and the database differ.
class ServerCompareVerb final : public ServerPlanVerb
{
    Q_DECLARE_TR_FUNCTIONS(ServerCompareVerb)

public:
    void declare(CLI::App &program) override
    {
        CLI::App &app =
            command(serverGroup(program), "compare",
                    tr("Tell where the client applications of a server and those here differ. The "
                       "exit status is 0 where all are the same, 1 where some are not, and 4 where "
                       "nothing could be compared: the server is out of reach, does not let Gatehouse in, or "
                       "is not known by this name"),
                    u"gatehouse server compare production\n"
                    "gatehouse server compare production --client web-shop --json"_s);
        declareOn(app);
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        return ServerPlanVerb::work(console, session).transform_error(notCompared);
    }

protected:
    Result<ExitStatus> workWith(Console &console, Session &session, const Peer &peer) override
    {
        const auto comparison = compare(session, peer);
        if (!comparison)
            return std::unexpected(comparison.error());
        if (m_json)
            writeJson(console, *comparison);
        else
            showText(console, serverplantext::ofComparison(*comparison));
        if (!comparison->unrecorded.isEmpty())
            console.note(tr("This is not noted in the database. %1").arg(comparison->unrecorded));
        const int drifted = comparison->drifted();
        console.note(drifted == 0 ? tr("All are the same.")
                                  : tr("%Ln client application(s) are not the same.", nullptr, drifted));
        return drifted == 0 ? ExitStatus::Done : ExitStatus::Refused;
    }

private:
    Result<ServerComparison> compare(Session &session, const Peer &peer) const
    {
        TaskLine line;
        return compareWithServer(session.database, peer.connection,
                                 {.server = peer.server, .clientIds = clientIds()}, progressOn(line));
    }

    /// What could not be compared has not drifted: a file that cannot be read as what it is, a realm that is
    /// not there, a server to which no secret goes or that nobody knows by this name.
    static Error notCompared(Error error)
    {
        using Kind = Error::Kind;
        if (error.kind == Kind::Rule || error.kind == Kind::NotFound || error.kind == Kind::Conflict)
            error.kind = Kind::Unreachable;
        return error;
    }

    bool m_json = false;
};

}

Verbs serverCompareVerb()
{
    return made<ServerCompareVerb>();
}

}
