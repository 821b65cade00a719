#pragma once

#include "app/cli/Console.h"
#include "domain/ClientApplication.h"
#include "domain/json/JsonText.h"
#include "domain/rules/Problem.h"

/// How client applications look on the console: as JSON by the names of the columns, and as texts.
namespace gatehouse::cli {

json::Json textJson(const QString &text);
QString severityName(Severity severity); ///< for programs: `warning`
QString severityLabel(Severity severity);
QString timeText(const QDateTime &time);      ///< 2026-01-31T23:59:59Z; unknown where it cannot be read
QString expiryText(const QDateTime &expires); ///< the same, or never

/// `Title: "a" becomes "b"`, below the line that says what it is about.
QString changeText(const QString &name, const QString &before, const QString &after);

/// All fields but the secrets for all servers, and what the rules say of it in two numbers.
json::Json clientJson(const ClientApplication &client, const QList<Problem> &problems);
/// The same with what is known of its secrets for all servers.
json::Json shownJson(const ClientApplication &client, const QList<Problem> &problems);
json::Json secretJson(const QString &clientId, const ClientSecret &secret);
QString problemSummary(const QList<Problem> &problems); ///< "warning (2)"

/// A JSON object on the console, written as its members come, one of which may be a long list.
class JsonMembers
{
public:
    explicit JsonMembers(Console &console) : m_console(console) {}

    void add(const char *name, const json::Json &value);
    void beginList(const char *name);
    void addToList(const json::Json &value);
    void endList();
    void end();

private:
    void beginMember(const char *name);

    Console &m_console;
    bool m_empty = true;
    bool m_listIsEmpty = true;
};

}
