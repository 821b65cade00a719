#include "domain/rules/ServerCheck.h"

#include "domain/rules/RuleText.h"
#include "domain/servers/OnServers.h"

namespace gatehouse::rules {

namespace {

void checkNames(ProblemCollector &problems)
{
    const auto &known = problems.context().servers;
    if (!known)
        return;
    for (const QString &server : serversOf(problems.client())) {
        if (known->contains(server))
            continue;
        problems.add(
            Severity::Error, ClientField::OnServers,
            RuleText::tr("There is no server \"%1\". Choose another where something is only on it, or "
                         "add it under Settings > Servers.")
                .arg(shortened(server)));
    }
}

void checkLoginRedirects(ProblemCollector &problems)
{
    if (!problems.applies(ClientField::LoginRedirects))
        return;
    QSet<QString> served;
    for (const ServerRow &row : rowsOf(problems.client(), ClientField::LoginRedirects))
        served << row.server;
    if (served.isEmpty()) // which is told once, of all
        return;
    for (const QString &server : serversLeftOut(problems, served)) {
        problems.add(
            Severity::Warning, ClientField::LoginRedirects,
            RuleText::tr("On server \"%1\" it has no login redirect, and it is enabled there. Add one "
                         "that is for it or for all servers, or disable it there on the tab Servers.")
                .arg(shortened(server)));
    }
}

}

Findings onServer(const QString &server, Findings findings)
{
    if (server.isEmpty())
        return findings;
    for (Finding &finding : findings)
        finding.text = RuleText::tr("On server \"%1\": %2").arg(shortened(server), finding.text);
    return findings;
}

QStringList serversLeftOut(const ProblemCollector &problems, const QSet<QString> &served)
{
    QStringList leftOut;
    if (served.contains(QString()))
        return leftOut;
    for (const QString &server : problems.context().servers.value_or(QStringList())) {
        if (!served.contains(server) && isEnabledOn(problems.client(), server))
            leftOut << server;
    }
    return leftOut;
}

void checkServers(ProblemCollector &problems)
{
    checkNames(problems);
    checkLoginRedirects(problems);
}

}
