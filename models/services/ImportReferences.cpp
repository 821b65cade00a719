#include "services/ImportReferences.h"

#include "domain/FieldRules.h"
#include "domain/RuleText.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse::references {

namespace {

struct ReferencesText
{
    Q_DECLARE_TR_FUNCTIONS(ImportReferences)
};

}

Result<QStringList> missingScopes(const ClientApplication &client, const QSet<QString> &existing)
{
    QStringList missing;
    for (const QString &name : client.apiScopes) {
        if (existing.contains(name))
            continue;
        for (const rules::Finding &finding : rules::checkScopeName(name)) {
            if (finding.severity == Severity::Error)
                return fail(Error::Kind::Rule, finding.text, u"api_scopes"_s);
        }
        missing << name;
    }
    return missing;
}

Result<void> checkResources(const ClientApplication &client, const QSet<QString> &existing)
{
    for (const QString &name : client.customResources) {
        if (existing.contains(name))
            continue;
        return fail(Error::Kind::Rule,
                    ReferencesText::tr(
                        "Custom resource \"%1\" does not exist. Add it to the file or on the page Custom "
                        "resources, or take it away from the client application.")
                        .arg(rules::shortened(name)),
                    u"custom_resources"_s);
    }
    return {};
}

ImportedClient sorted(ImportedClient imported, const rules::RuleContext &context)
{
    if (!imported.scopesMayBeResources)
        return imported;
    ClientApplication &client = imported.client;
    imported.named << ClientField::CustomResources;
    if (!imported.named.contains(ClientField::ApiScopes))
        return imported;
    client.apiScopes.removeIf([&](const QString &name) {
        const bool isResource = context.customResources.contains(name) && !context.apiScopes.contains(name);
        if (isResource)
            client.customResources << name;
        return isResource;
    });
    if (client.apiScopes.isEmpty()) {
        client.supportApi = false;
        client.apiScopes = ClientApplication().apiScopes;
        imported.named.remove(ClientField::ApiScopes);
    }
    return imported;
}

}
