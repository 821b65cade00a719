#pragma once

#include "domain/formats/ClientFormat.h"

namespace gatehouse {

/// Collects what a file does not say about one client application, on the labels of our fields.
class ExportLosses
{
public:
    /// `client` is normalized and outlives this.
    explicit ExportLosses(const ClientApplication &client) : m_client(client) {}

    void add(ClientField field, bool isLost, const QString &text);
    /// A switch that is on, and that the format has no word for.
    void addNotSaid(ClientField field, bool isOn);
    /// What has a value, and the format has no word for.
    void addUnsaid(std::initializer_list<ClientField> fields);
    void addSecrets(const QString &text); ///< what ChosenSecret says; empty: nothing is lost
    void addIdentity();
    void addLogo();
    /// Redirects and consent texts that are kept but do not apply.
    void addUnused();

    QList<Loss> all() const { return m_losses; }

private:
    const ClientApplication &m_client;
    QList<Loss> m_losses;
};

/// Default resources, custom resources and API scopes that it may ask for, `openid` too, and `offline_access`
/// where it gets refresh tokens.
QStringList exportedScopes(const ClientApplication &client);

/// Takes the disabled resources away, because a server that does not offer them refuses the client.
QList<Loss> takeDisabledResources(ClientApplication &client, const QList<CustomResource> &resources);

/// Why a client application cannot stand in a file that has no word for disabled; empty when it can. A scope
/// that is kept of the format beside our fields is one.
QString reasonToLeaveOut(const ClientApplication &client, const QString &format);
/// Why no server could run it, disabled or not; empty when one can.
QString reasonNotToRun(const ClientApplication &client);

}
