#include "domain/rules/ClientChecks.h"

#include "domain/DefaultResources.h"
#include "domain/rules/RiskNames.h"
#include "domain/rules/RuleText.h"

namespace gatehouse::rules {

namespace {

Problem wrong(ClientField field, qsizetype row, const QString &text)
{
    return {Severity::Error, Gate::Save, field, text, int(row)};
}

/// One problem for each name that `exists(name)` denies; `text` has a place for the name.
QList<Problem> unknown(ClientField field, const QStringList &names, const QString &text, auto exists)
{
    QList<Problem> problems;
    for (qsizetype row = 0; row < names.size(); ++row) {
        if (!exists(names.at(row)))
            problems << wrong(field, row, text.arg(shortened(names.at(row))));
    }
    return problems;
}

QList<Problem> repeated(ClientField field, const QStringList &names)
{
    QList<Problem> problems;
    QSet<QString> seen;
    for (qsizetype row = 0; row < names.size(); ++row) {
        if (seen.contains(names.at(row))) {
            problems << wrong(field, row,
                              RuleText::tr("%1 name \"%2\" twice. Remove one of them.")
                                  .arg(fieldLabel(field), shortened(names.at(row))));
        }
        seen << names.at(row);
    }
    return problems;
}

void checkApiScopes(ProblemCollector &problems)
{
    const ClientApplication &client = problems.client();
    if (client.apiScopes.isEmpty()) {
        return problems.addMissingRisk(
            ClientField::ApiScopes,
            RuleText::tr(
                "API scopes are missing. Choose at least one on the tab API scopes, or accept that the "
                "server decides by roles what the client application may do."),
            risks::noApiScopes);
    }
    problems.problems() +=
        unknown(ClientField::ApiScopes, client.apiScopes,
                RuleText::tr("API scope \"%1\" does not exist. Choose another, or add it on the page API "
                             "scopes."),
                [&](const QString &name) { return problems.context().apiScopes.contains(name); }) +
        repeated(ClientField::ApiScopes, client.apiScopes);
}

QList<Problem> checkDefaultResources(const ClientApplication &client)
{
    return unknown(ClientField::DefaultResources, client.defaultResources,
                   RuleText::tr("Default resource \"%1\" does not exist. Use openid, profile, email, phone "
                                "or address."),
                   [](const QString &name) { return isDefaultResource(name); }) +
           repeated(ClientField::DefaultResources, client.defaultResources);
}

QList<Problem> checkCustomResources(const ClientApplication &client, const RuleContext &context)
{
    return unknown(ClientField::CustomResources, client.customResources,
                   RuleText::tr("Custom resource \"%1\" does not exist. Choose another, or add it on the "
                                "page Custom resources."),
                   [&](const QString &name) { return context.customResources.contains(name); }) +
           repeated(ClientField::CustomResources, client.customResources);
}

}

void checkChoices(ProblemCollector &problems)
{
    if (problems.applies(ClientField::ApiScopes))
        checkApiScopes(problems);
    if (problems.applies(ClientField::DefaultResources))
        problems.problems() += checkDefaultResources(problems.client());
    if (problems.applies(ClientField::CustomResources))
        problems.problems() += checkCustomResources(problems.client(), problems.context());
}

}
