#include "app/cli/explain/TrialConsole.h"

#include "app/cli/clients/ClientTexts.h"
#include "app/cli/explain/ExplanationReport.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

struct TrialConsoleText
{
    Q_DECLARE_TR_FUNCTIONS(TrialConsole)
};

constexpr qsizetype longestPastedLine = 64 * 1024;

json::Json stepJson(const trial::StepReport &report)
{
    return {{"step", textJson(trial::nameOf(report.step))},
            {"state", textJson(trial::nameOf(report.state))},
            {"text", textJson(report.text)}};
}

json::Json claimJson(const trial::Claim &claim)
{
    json::Json json{{"name", textJson(claim.name)},
                    {"value", textJson(claim.time.isValid() ? timeText(claim.time) : claim.value)}};
    json::addText(json, "meaning", claim.meaning);
    json::addText(json, "fault", claim.fault);
    return json;
}

json::Json tokenJson(const trial::Token &token)
{
    json::Json claims = json::Json::array();
    for (const trial::Claim &claim : token.claims)
        claims.push_back(claimJson(claim));
    json::Json faults = json::texts(token.faults);
    return {{"kind", textJson(trial::nameOf(token.kind))},
            {"step", textJson(trial::nameOf(token.step))},
            {"opaque", token.isOpaque},
            {"signature", textJson(trial::nameOf(token.signature))},
            {"signature_text", textJson(token.signatureText)},
            {"expires", token.expires.isValid() ? textJson(timeText(token.expires)) : json::Json(nullptr)},
            {"claims", claims},
            {"faults", faults}};
}

json::Json refusalJson(const trial::Refusal &refusal)
{
    return {
        {"step", textJson(trial::nameOf(refusal.step))},
        {"error", refusal.error.isEmpty() ? json::Json(nullptr) : textJson(refusal.error)},
        {"text", textJson(refusal.text)},
        {"clock_ahead", refusal.clockAhead.count()},
        {"explanation", refusal.isExplained ? explanationJson(refusal.explanation) : json::Json(nullptr)}};
}

template<typename T>
json::Json listJson(const QList<T> &list, json::Json (*jsonOf)(const T &))
{
    json::Json array = json::Json::array();
    for (const T &one : list)
        array.push_back(jsonOf(one));
    return array;
}

}

PastedLines::~PastedLines()
{
    wipe(m_typed);
}

std::optional<SecretBytes> PastedLines::next()
{
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    if (!m_hasEnded && poll(&input, 1, 0) > 0) {
        std::array<char, 4096> bytes; // NOLINT(cppcoreguidelines-pro-type-member-init): read fills it
        const ssize_t count = read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count > 0)
            m_typed.append(bytes.data(), count);
        m_hasEnded = count == 0 || (count < 0 && errno != EINTR) || m_typed.size() > longestPastedLine;
        explicit_bzero(bytes.data(), bytes.size());
    }
    const qsizetype end = m_typed.indexOf('\n');
    if (end < 0 && (!m_hasEnded || m_typed.isEmpty()))
        return {};
    const QByteArrayView line = end < 0 ? QByteArrayView(m_typed) : QByteArrayView(m_typed).first(end);
    SecretBytes pasted = secretCopy(line.trimmed());
    QByteArray rest = end < 0 ? QByteArray() : m_typed.sliced(end + 1);
    wipe(m_typed);
    m_typed = std::move(rest);
    return pasted;
}

void TrialConsole::stepChanged(const trial::StepReport &report)
{
    const auto same = std::ranges::find(m_steps, report.step, &trial::StepReport::step);
    if (same != m_steps.end())
        *same = report;
    else
        m_steps << report;
    const QString text = TrialConsoleText::tr("%1: %2. %3")
                             .arg(trial::labelOf(report.step), trial::labelOf(report.state), report.text);
    if (report.state == trial::StepState::Running || m_isJson)
        m_console.note(text);
    else
        m_console.line(text);
}

void TrialConsole::gotToken(const trial::Token &token)
{
    m_tokens << token;
    if (m_isJson)
        return;
    m_console.line(u"  "_s + (token.signatureText.isEmpty()
                                  ? trial::labelOf(token.kind)
                                  : TrialConsoleText::tr("%1: %2").arg(trial::labelOf(token.kind),
                                                                       token.signatureText)));
    QList<QStringList> rows;
    for (const trial::Claim &claim : token.claims) {
        rows << QStringList{u"    "_s + claim.name, claim.time.isValid() ? timeText(claim.time) : claim.value,
                            claim.meaning};
    }
    if (!rows.isEmpty())
        m_console.table(rows);
    for (const QString &fault : token.faults)
        m_console.line(u"    "_s + TrialConsoleText::tr("Does not hold: %1").arg(fault));
}

void TrialConsole::refused(const trial::Refusal &refusal)
{
    m_refusals << refusal;
    if (!m_isJson && refusal.isExplained)
        tellExplanation(m_console, refusal.explanation);
}

void TrialConsole::visitBegan(const trial::BrowserVisit &visit)
{
    while (m_lines.next()) {
    } // typed before this, so about something else
    m_isVisiting = true;
    m_isListening = visit.isListening;
    m_console.note(TrialConsoleText::tr("Open this address in a browser:"));
    m_console.note(visit.address);
    const QString until = timeText(visit.until);
    m_console.note(visit.isListening
                       ? TrialConsoleText::tr(
                             "Gatehouse waits for the browser at \"%1\" until %2. If the server shows an "
                             "error instead, press Enter.")
                             .arg(visit.redirect, until)
                       : TrialConsoleText::tr(
                             "The browser will end at \"%1\". Paste the whole address of that page here, "
                             "until %2; if the server shows an error instead, press Enter.")
                             .arg(visit.redirect, until));
}

trial::BrowserWord TrialConsole::browserWord()
{
    using Kind = trial::BrowserWord::Kind;
    const auto line = m_lines.next();
    if (!line) {
        // Where Gatehouse listens, nobody has to be there to paste anything.
        m_isAlone = m_lines.hasEnded() && !m_isListening && m_isVisiting;
        return {Kind::Nothing};
    }
    if (line->isEmpty())
        return {Kind::NoReturn};
    return {Kind::Address, *line};
}

json::Json TrialConsole::report(const QString &clientId, const QString &issuer, trial::Outcome outcome) const
{
    return {{"client_id", textJson(clientId)},
            {"issuer", textJson(issuer)},
            {"outcome", outcome == trial::Outcome::Worked ? "worked" : "refused"},
            {"steps", listJson(m_steps, stepJson)},
            {"tokens", listJson(m_tokens, tokenJson)},
            {"refusals", listJson(m_refusals, refusalJson)}};
}

}
