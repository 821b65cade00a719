#include "domain/formats/ExportLosses.h"

#include "domain/DefaultResources.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/KeptSettings.h"
#include "domain/rules/ClientRules.h"

namespace gatehouse {

namespace {

/// What a token may be for.
QStringList usefulScopes(const ClientApplication &client)
{
    QStringList scopes;
    if (client.supportOpenId)
        scopes << openIdScope << client.defaultResources << client.customResources;
    if (client.supportApi)
        scopes << client.apiScopes;
    scopes.removeDuplicates();
    return scopes;
}

}

void ExportLosses::add(ClientField field, bool isLost, const QString &text)
{
    if (isLost)
        m_losses << Loss{m_client.clientId, fieldLabel(field), text};
}

void ExportLosses::addNotSaid(ClientField field, bool isOn)
{
    add(field, isOn, FormatText::tr("It is on, but the format cannot say that. Set it on the server."));
}

void ExportLosses::addUnsaid(std::initializer_list<ClientField> fields)
{
    for (const ClientField field : fields) {
        const bool applies = rules::fieldState(m_client, field).presence != rules::Presence::Off;
        add(field, applies && !fieldText(m_client, field).isEmpty(),
            FormatText::tr("Not exported: the format has no word for it. Set it on the server where that "
                           "has one."));
    }
}

void ExportLosses::addSecrets(const QString &text)
{
    add(ClientField::Secrets, !text.isEmpty(), text);
}

void ExportLosses::addIdentity()
{
    add(ClientField::Identity, !m_client.identity.isEmpty(),
        FormatText::tr("The format cannot say that it acts as \"%1\". Set that on the server.")
            .arg(m_client.identity));
}

void ExportLosses::addLogo()
{
    add(ClientField::Logo, !m_client.logo.data.isEmpty(),
        FormatText::tr("The format cannot hold the picture \"%1\". Put it on a web server, and enter its "
                       "address as Logo URI.")
            .arg(m_client.logo.name));
}

void ExportLosses::addUnused()
{
    const auto addField = [&](ClientField field, const auto &rows) {
        const bool applies = rules::fieldState(m_client, field).presence != rules::Presence::Off;
        add(field, !applies && !rows.isEmpty(),
            FormatText::tr("Not exported: they do not apply to Client credentials."));
    };
    addField(ClientField::LoginRedirects, m_client.loginRedirects);
    addField(ClientField::LogoutRedirects, m_client.logoutRedirects);
    addField(ClientField::ConsentTexts, m_client.consentTexts);
}

/// npm `oidc-provider` and Hydra ask for offline_access without OpenID Connect, too.
QStringList exportedScopes(const ClientApplication &client)
{
    QStringList scopes = usefulScopes(client);
    if (client.supportRefreshTokens && !scopes.contains(offlineAccessScope))
        scopes << offlineAccessScope;
    return scopes;
}

QList<Loss> takeDisabledResources(ClientApplication &client, const QList<CustomResource> &resources)
{
    QList<Loss> losses;
    for (const CustomResource &resource : resources) {
        if (!resource.enabled && client.customResources.removeAll(resource.name) && client.supportOpenId) {
            losses << Loss{client.clientId, fieldLabel(ClientField::CustomResources),
                           FormatText::tr("\"%1\" is left out, because it is disabled.").arg(resource.name)};
        }
    }
    return losses;
}

namespace {

QString reasonWithoutScopes(const ClientApplication &client)
{
    if (usefulScopes(client).isEmpty()) {
        return FormatText::tr("Left out, because without scopes the server would allow it all of them. "
                              "Choose API scopes first.");
    }
    return {};
}

QString reasonWithoutRedirects(const ClientApplication &client)
{
    if (!client.isMachineToMachine() && client.loginRedirects.isEmpty()) {
        return FormatText::tr("Left out, because a server refuses Authorization code without redirects. "
                              "Add allowed login redirects first.");
    }
    return {};
}

}

QString reasonNotToRun(const ClientApplication &client)
{
    const QString reason = reasonWithoutScopes(client);
    return reason.isEmpty() ? reasonWithoutRedirects(client) : reason;
}

QString reasonToLeaveOut(const ClientApplication &client, const QString &format)
{
    if (!client.enabled)
        return FormatText::tr(
            "Left out, because it is disabled and the format cannot say that. Enable it to export it.");
    return kept::hasOther(client, format, "scope") ? reasonWithoutRedirects(client) : reasonNotToRun(client);
}

}
