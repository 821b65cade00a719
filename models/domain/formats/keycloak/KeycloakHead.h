#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace gatehouse {

/// Users, client scopes and settings of the realms of one file: puts what we keep into the file, and knows
/// what the client applications refer to.
class KeycloakHead
{
public:
    struct ClientScopes
    {
        QStringList always;
        QStringList asked; ///< given to whom asks for them
    };

    explicit KeycloakHead(ImportedHead &file) : m_file(file) {}

    /// A realm, an array of realms, or a partial import, whose clients are read by others. The error refuses
    /// the file.
    Result<void> read(const json::Json &root);

    /// `keepsAllClaims`: the file says no more claims than those, so that they may overwrite others. False
    /// when the name stands for other claims or an API scope in the file already.
    bool addResource(const CustomResource &resource, bool inIdToken, bool keepsAllClaims);
    bool hasResource(const QString &name) const { return m_resources.contains(name); }
    /// Whether the claims of the custom resource go into the ID token as well as into user info.
    bool isInIdToken(const QString &resource) const;

    /// What the realm gives the client applications that name no client scopes; nothing where the file does
    /// not have it. `client` is a place in the file.
    std::optional<ClientScopes> scopesOfRealm(const QString &client) const;
    /// User ID of the user that Keycloak made for the client application, or empty.
    QString serviceAccount(const QString &clientId) const { return m_serviceAccounts.value(clientId); }
    /// The language in which texts without one are.
    QString language() const { return m_language; }

private:
    struct Resource
    {
        qsizetype index; ///< in ImportedHead::customResources
        bool inIdToken;
    };

    Result<void> readRealm(const json::Json &object, const QString &place);
    Result<void> readDefaultScopes(const json::Json &object, const QString &place);
    void readSettings(const json::Json &object, const QString &place);
    Result<void> readUser(const json::Json &object, const QString &place);
    Result<void> readScope(const json::Json &object, const QString &place);
    void addApiScope(const QString &name, const QString &title, const QString &description);
    void lose(const QString &property, const QString &text);

    ImportedHead &m_file;
    QHash<QString, Resource> m_resources;
    QSet<QString> m_apiScopes;
    QHash<QString, ClientScopes> m_defaultScopes; ///< by place of the realm
    QHash<QString, QString> m_serviceAccounts;    ///< user IDs by client ID
    QString m_language = QStringLiteral("en");
};

}
