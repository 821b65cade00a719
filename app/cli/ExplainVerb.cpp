#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "app/cli/clients/ClientTexts.h"
#include "domain/ShortText.h"
#include "domain/explain/MarkedAddress.h"
#include "services/explain/StoredClients.h"
#include "services/import/PipeInput.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

constexpr qsizetype longestSent = 2000; ///< characters of a value in JSON

json::Json textOrNull(const QString &text)
{
    return text.isEmpty() ? json::Json(nullptr) : textJson(shortText(text, longestSent));
}

json::Json problemJson(const explain::RequestProblem &problem)
{
    json::Json differs = json::Json::array();
    for (const explain::Difference difference : problem.differs)
        differs.push_back(textJson(explain::nameOf(difference)));
    return {{"cause", textJson(explain::nameOf(problem.cause))},
            {"parameter", textOrNull(problem.parameter)},
            {"sent", problem.sent ? textJson(shortText(*problem.sent, longestSent)) : json::Json(nullptr)},
            {"nearest", textOrNull(problem.nearest)},
            {"differs", differs},
            {"text", textJson(problem.text)},
            {"remedy", textJson(problem.remedy)}};
}

json::Json explanationJson(const explain::Explanation &explanation)
{
    json::Json problems = json::Json::array();
    for (const explain::RequestProblem &problem : explanation.problems)
        problems.push_back(problemJson(problem));
    return {{"kind", textJson(explain::nameOf(explanation.kind))},
            {"client_id",
             textOrNull(explanation.clientId.isEmpty() ? explanation.foundClientId : explanation.clientId)},
            {"verdict", textJson(explain::nameOf(explanation.verdict))},
            {"problems", problems}};
}

/// An address, and below it a line that points at what differs in it.
QList<QStringList> markedRows(const QString &label, const QString &address,
                              const QList<explain::Span> &differing)
{
    QString text;
    QString below;
    for (const explain::Piece &piece : explain::piecesOf(address, differing)) {
        const QChar mark = piece.isMarked ? u'^' : u' ';
        below = below.leftJustified(text.size());
        text += piece.text;
        below += QString(std::max<qsizetype>(piece.text.size(), piece.isMarked ? 1 : 0), mark);
    }
    return {{u"  "_s + label, text}, {QString(), below}};
}

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
                "gatehouse explain - --json < request.txt"_s);
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
        const auto *habits = explain::habitsByName(QString::fromStdString(m_as));
        const StoredClients clients(session.database);
        return explain::explain(*read, clients, {.server = habits->kind})
            .transform([&](const explain::Explanation &explanation) {
                if (m_json)
                    console.json(explanationJson(explanation));
                else
                    tell(console, explanation);
                return explanation.verdict == explain::Verdict::Taken ? ExitStatus::Done
                                                                      : ExitStatus::Refused;
            });
    }

private:
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

    void tell(Console &console, const explain::Explanation &explanation) const
    {
        const QString &id =
            explanation.foundClientId.isEmpty() ? explanation.clientId : explanation.foundClientId;
        const QString kind = explain::labelOf(explanation.kind);
        const QString verdict = explain::labelOf(explanation.verdict);
        console.line(id.isEmpty() ? tr("%1: %2").arg(kind, verdict)
                                  : tr("%1 of \"%2\": %3").arg(kind, shortText(id), verdict));
        for (const explain::RequestProblem &problem : explanation.problems)
            tell(console, problem);
        for (const QString &note : explanation.notes)
            console.note(note);
    }

    static void tell(Console &console, const explain::RequestProblem &problem)
    {
        console.line({});
        const QString cause = explain::labelOf(problem.cause);
        const QString named =
            problem.parameter.isEmpty() ? cause : tr("%1 (%2)").arg(cause, shortText(problem.parameter));
        console.line(problem.verdict == explain::Verdict::Refused
                         ? named
                         : tr("%1: %2").arg(named, explain::labelOf(problem.verdict)));
        console.line(u"  "_s + problem.text);
        if (!problem.nearest.isEmpty() && problem.sent) {
            console.table(
                markedRows(tr("Sent:"), *problem.sent, problem.inSent) +
                markedRows(problem.cause == explain::Cause::ClientUnknown ? tr("Known:") : tr("Allowed:"),
                           problem.nearest, problem.inNearest));
        }
        console.line(u"  "_s + tr("What to do: %1").arg(problem.remedy));
    }

    std::string m_request;
    std::string m_as = "standard";
    bool m_json = false;
};

}

Verbs explainVerb()
{
    return made<ExplainVerb>();
}

}
