#include "domain/formats/ExactRedirects.h"

#include "domain/formats/FormatText.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/RiskNames.h"

#include <algorithm>

namespace gatehouse::exactredirects {

namespace {

bool holds(const rules::Findings &findings, QLatin1StringView rule)
{
    return std::ranges::contains(findings, rule, &rules::Finding::rule);
}

/// Whether it is left out.
bool takeOne(const QString &uri, ClientField field, ExportLosses &losses)
{
    if (rules::isStructural(rules::checkExactRedirect(uri))) {
        losses.add(field, true,
                   FormatText::tr("\"%1\" is left out, because the server knows no address to complete "
                                  "it by. Enter each address in full.")
                       .arg(uri));
        return true;
    }
    const rules::Findings findings = rules::checkRedirect(uri);
    losses.add(field, holds(findings, risks::wildcardRedirect),
               FormatText::tr("\"%1\" is no pattern to this server, which matches letter by letter: it "
                              "lets nobody in. Enter each address in full.")
                   .arg(uri));
    losses.add(field, holds(findings, risks::httpRedirect),
               FormatText::tr("\"%1\" is http, to which the server may refuse to answer, because a code "
                              "can be read on its way. Use https://.")
                   .arg(uri));
    return false;
}

}

Result<void> check(const QStringList &redirects, ClientField field)
{
    for (const QString &uri : redirects) {
        const rules::Findings findings = rules::checkExactRedirect(uri);
        if (rules::isStructural(findings))
            return rules::firstError(findings, QString::fromLatin1(fieldInfo(field).name));
    }
    return {};
}

void takeInexact(ClientApplication &client, ExportLosses &losses)
{
    if (client.isMachineToMachine())
        return;
    client.loginRedirects.removeIf(
        [&](const QString &uri) { return takeOne(uri, ClientField::LoginRedirects, losses); });
    client.logoutRedirects.removeIf(
        [&](const QString &uri) { return takeOne(uri, ClientField::LogoutRedirects, losses); });
}

}
