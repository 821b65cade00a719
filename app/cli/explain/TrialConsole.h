#pragma once

#include "app/cli/Console.h"
#include "app/cli/TaskLine.h"
#include "secrets/ClientTrial.h"

namespace gatehouse::cli {

/// Lines of standard input as they come, without waiting for one.
class PastedLines
{
public:
    ~PastedLines();

    /// Nothing: there is none yet.
    std::optional<SecretBytes> next();
    bool hasEnded() const { return m_hasEnded; }

private:
    QByteArray m_typed;
    bool m_hasEnded = false;
};

/// Follows a trial on the console: each step as it goes, or in the end all of it as JSON. The address where
/// the browser ended is read from standard input.
class TrialConsole : public trial::Watcher
{
public:
    TrialConsole(Console &console, bool isJson) : m_console(console), m_isJson(isJson) {}

    bool goesOn() override { return !TaskLine::isStopAsked() && !m_isAlone; }
    /// Standard input ended while an address had to be pasted, so the trial was cancelled.
    bool isAlone() const { return m_isAlone; }
    void stepChanged(const trial::StepReport &report) override;
    void gotToken(const trial::Token &token) override;
    void refused(const trial::Refusal &refusal) override;
    void visitBegan(const trial::BrowserVisit &visit) override;
    trial::BrowserWord browserWord() override;
    void visitEnded() override { m_isVisiting = false; }

    /// As JSON, to be written once it is over.
    json::Json report(const QString &clientId, const QString &issuer, trial::Outcome outcome) const;

private:
    Console &m_console;
    bool m_isJson;
    TaskLine m_signals; ///< so that Ctrl+C cancels
    PastedLines m_lines;
    bool m_isVisiting = false;
    bool m_isListening = false;
    bool m_isAlone = false;
    QList<trial::StepReport> m_steps;
    QList<trial::Token> m_tokens;
    QList<trial::Refusal> m_refusals;
};

}
