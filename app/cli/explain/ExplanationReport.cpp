#include "app/cli/explain/ExplanationReport.h"

#include "app/cli/clients/ClientTexts.h"
#include "domain/ShortText.h"
#include "domain/explain/address/MarkedAddress.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

struct ExplanationReportText
{
    Q_DECLARE_TR_FUNCTIONS(ExplanationReport)
};

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

/// An address, and below it a line that points at what differs in it.
QList<QStringList> markedRows(const QString &label, const QString &address,
                              const QList<explain::Span> &differing)
{
    QString text;
    QString below;
    for (const explain::Piece &piece : explain::piecesOf(address, differing)) {
        const qsizetype begin = text.size();
        text += piece.text;
        if (piece.isMarked) {
            below = below.leftJustified(begin, u' ', true);
            below += QString(std::max<qsizetype>(piece.text.size(), 1), u'^');
        }
    }
    return {{u"  "_s + label, text}, {QString(), below}};
}

void tellProblem(Console &console, const explain::RequestProblem &problem)
{
    console.line({});
    const QString cause = explain::labelOf(problem.cause);
    const QString named = problem.parameter.isEmpty()
                              ? cause
                              : ExplanationReportText::tr("%1 (%2)").arg(cause, shortText(problem.parameter));
    console.line(problem.verdict == explain::Verdict::Refused
                     ? named
                     : ExplanationReportText::tr("%1: %2").arg(named, explain::labelOf(problem.verdict)));
    console.line(u"  "_s + problem.text);
    if (!problem.nearest.isEmpty() && problem.sent) {
        console.table(markedRows(ExplanationReportText::tr("Sent:"), *problem.sent, problem.inSent) +
                      markedRows(problem.cause == explain::Cause::ClientUnknown
                                     ? ExplanationReportText::tr("Known:")
                                     : ExplanationReportText::tr("Allowed:"),
                                 problem.nearest, problem.inNearest));
    }
    console.line(u"  "_s + ExplanationReportText::tr("What to do: %1").arg(problem.remedy));
}

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

void tellExplanation(Console &console, const explain::Explanation &explanation)
{
    const QString &id =
        explanation.foundClientId.isEmpty() ? explanation.clientId : explanation.foundClientId;
    const QString kind = explain::labelOf(explanation.kind);
    const QString verdict = explain::labelOf(explanation.verdict);
    console.line(id.isEmpty()
                     ? ExplanationReportText::tr("%1: %2").arg(kind, verdict)
                     : ExplanationReportText::tr("%1 of \"%2\": %3").arg(kind, shortText(id), verdict));
    for (const explain::RequestProblem &problem : explanation.problems)
        tellProblem(console, problem);
    for (const QString &note : explanation.notes)
        console.note(note);
}

}
