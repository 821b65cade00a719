#include "services/import/ImportSteps.h"

#include "domain/rules/FieldRules.h"
#include "domain/rules/RuleText.h"
#include "domain/servers/OnServers.h"
#include "services/import/ImportText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::references {

namespace {

Error isAResource(const QString &scopeName)
{
    return {Error::Kind::Rule,
            ImportText::tr("A custom resource is called \"%1\", so no API scope can be. Give the client "
                           "application the custom resource, or rename one of them.")
                .arg(rules::shortened(scopeName)),
            u"api_scopes"_s};
}

/// Those of the file whose names are taken by API scopes are refused, but not the client application.
void leaveRefusedResources(ImportedClient &imported, const rules::RuleContext &context)
{
    imported.client.customResources.removeIf([&](const QString &name) {
        const bool isTaken = context.apiScopes.contains(name) && !context.customResources.contains(name);
        if (isTaken) {
            imported.notes
                << ImportText::tr(
                       "\"%1\" stays under Other settings and is no custom resource, because an API "
                       "scope is called so here. Rename one of them.")
                       .arg(rules::shortened(name));
        }
        return isTaken;
    });
}

/// Refuses new ones whose name the other kind has, and gives the names of those that stay.
template<typename Record>
QSet<QString> refuseTaken(QList<PlannedRecord<Record>> &planned, const QSet<QString> &taken,
                          const QString &reason)
{
    QSet<QString> added;
    for (PlannedRecord<Record> &one : planned) {
        if (one.status != ImportStatus::New)
            continue;
        if (taken.contains(one.record.name)) {
            one.status = ImportStatus::Refused;
            one.refusal = Error{Error::Kind::Rule, reason.arg(rules::shortened(one.record.name)), u"name"_s};
        } else {
            added << one.record.name;
        }
    }
    return added;
}

}

Result<QStringList> missingScopes(const ClientApplication &client, const rules::RuleContext &context)
{
    QStringList missing;
    for (const QString &name : client.apiScopes) {
        if (context.apiScopes.contains(name))
            continue;
        if (context.customResources.contains(name))
            return std::unexpected(isAResource(name));
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
        return fail(
            Error::Kind::Rule,
            ImportText::tr("Custom resource \"%1\" does not exist. Add it to the file or on the page Custom "
                           "resources, or take it away from the client application.")
                .arg(rules::shortened(name)),
            u"custom_resources"_s);
    }
    return {};
}

void refuseSharedNames(ImportPlan &plan, const rules::RuleContext &context)
{
    const QSet<QString> scopes =
        refuseTaken(plan.apiScopes, context.customResources,
                    ImportText::tr("A custom resource is called \"%1\" already. Rename one of them."));
    refuseTaken(plan.customResources, context.apiScopes + scopes,
                ImportText::tr("An API scope is called \"%1\" already. Rename one of them."));
}

ImportedClient withoutRepeats(ImportedClient imported)
{
    ClientApplication &client = imported.client;
    for (const ClientField field : {ClientField::LoginRedirects, ClientField::LogoutRedirects,
                                    ClientField::AllowedCorsOrigins, ClientField::Contacts}) {
        QStringList values = fieldValue(client, field).toStringList();
        if (values.removeDuplicates() == 0)
            continue;
        setFieldValue(client, field, values);
        imported.notes
            << ImportText::tr("%1: what stands twice in the file is taken once.").arg(fieldLabel(field));
    }
    return imported;
}

ImportedClient withoutUnknownServers(ImportedClient imported, const rules::RuleContext &context)
{
    ClientApplication &client = imported.client;
    const QStringList known = context.servers.value_or(QStringList());
    spellServers(client, known);
    for (const QString &server : serversOf(client)) {
        if (known.contains(server))
            continue;
        const QString part = textOfPart(client, server);
        moveServer(client, server, {});
        imported.losses << Loss{
            client.clientId, QString::fromLatin1(fieldInfo(ClientField::OnServers).name),
            ImportText::tr("There is no server \"%1\" here, so what is on it alone is left out: %2. Add it "
                           "under Settings > Servers first to have it.")
                .arg(rules::shortened(server), part)};
    }
    return imported;
}

ImportedClient sorted(ImportedClient imported, const rules::RuleContext &context)
{
    if (!imported.scopesMayBeResources)
        return imported;
    ClientApplication &client = imported.client;
    imported.named << ClientField::CustomResources;
    leaveRefusedResources(imported, context);
    if (!imported.named.contains(ClientField::ApiScopes))
        return imported;
    client.apiScopes.removeIf([&](const QString &name) {
        const bool isResource = context.customResources.contains(name) && !context.apiScopes.contains(name);
        if (isResource)
            client.customResources << name;
        return isResource;
    });
    if (client.apiScopes.isEmpty() && client.supportOpenId) {
        client.supportApi = false;
        client.apiScopes = ClientApplication().apiScopes;
        imported.named.remove(ClientField::ApiScopes);
    }
    return imported;
}

}
