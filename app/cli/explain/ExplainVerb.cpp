#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "app/cli/explain/ExplanationReport.h"
#include "services/explain/StoredClients.h"
#include "services/import/PipeInput.h"
#include "store/records/ServerStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// `explain`: why a server refuses a request, by what is configured.
class ExplainVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ExplainVerb)

public:
    void declare(CLI::App &program) override
    {
        command(program, "explain",
                tr("Explain why a server refuses an authorization, token or logout request, by what is "
                   "configured. "
                   "Exit status: 0 it is taken; 1 it is refused, or is by some servers"),
                u"gatehouse explain 'https://idp.example.com/authorize?client_id=web-shop&...'\n"
                "xclip -o | gatehouse explain - --as keycloak\n"
                "gatehouse explain - --server production --json < request.txt"_s);
        positional(
            "REQUEST", m_request,
            tr("The address of the request as the browser shows it, or - to read it, or the form of a token "
               "request, from standard input. What stands on a command line others can read: give a secret "
               "or "
               "a code by standard input"));
        std::vector<std::string> names;
        for (const QString &name : explain::judgedAsNames())
            names.push_back(utf8(name));
        option("--as", m_as, "SERVER",
               tr("The kind of server to judge as; else by the standards, and where servers "
                  "differ, that is said"))
            ->check(CLI::IsMember(names));
        option("--server", m_server, "NAME",
               tr("Judge as this server of the list, with the redirects, secrets and Enabled that are for it "
                  "alone. Without it those of the server that the address names count"));
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const auto pasted = request(console);
        if (!pasted)
            return std::unexpected(pasted.error());
        const auto read = explain::readRequest(*pasted);
        if (!read) {
            console.note(read.error());
            return ExitStatus::WrongUsage;
        }
        return judgement(session.database)
            .and_then([&](const explain::Judgement &judgement) {
                return explainStored(session.database, *read, judgement);
            })
            .transform([&](const explain::Explanation &explanation) {
                if (m_json)
                    console.json(explanationJson(explanation));
                else
                    tellExplanation(console, explanation);
                return explanation.verdict == explain::Verdict::Taken ? ExitStatus::Done
                                                                      : ExitStatus::Refused;
            });
    }

private:
    Result<explain::Judgement> judgement(Database &database) const
    {
        const explain::ServerHabits *wanted = explain::habitsByName(QString::fromStdString(m_as));
        if (m_server.empty())
            return explain::Judgement{.server = wanted ? wanted->kind : explain::JudgedAs::Standard};
        return store::findServer(database, QString::fromStdString(m_server))
            .transform([&](const Server &server) {
                return explain::Judgement{.server = wanted ? wanted->kind : explain::judgedAs(server),
                                          .onServer = server.name};
            });
    }

    Result<QString> request(Console &console) const
    {
        if (!m_request.empty() && m_request != "-")
            return QString::fromStdString(m_request);
        if (Console::inputIsTerminal())
            console.note(tr("Paste the request, then press Ctrl+D on a line of its own."));
        return readPipe(u"/dev/stdin"_s, 2 * explain::longestPaste, {})
            .transform([](const QByteArray &bytes) { return QString::fromUtf8(bytes); })
            .transform_error([](Error error) {
                error.text = tr("Standard input cannot be read: %1.").arg(error.text);
                return error;
            });
    }

    std::string m_request;
    std::string m_as;
    std::string m_server;
    bool m_json = false;
};

}

Verbs explainVerb()
{
    return made<ExplainVerb>();
}

}
