#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

#include <QHash>
#include <QMap>
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

    /// Of a realm that nobody has changed.
    static ClientScopes ofNewRealm();

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
    /// User ID of the user that Keycloak makes for the client application, which is added where the file has
    /// none; empty where it acts as another user here.
    QString serviceAccount(const QString &clientId);
    /// That user as the file has it, without its credentials; null where it has none.
    json::Json serviceAccountUser(const QString &clientId) const;
    /// The language in which texts without one are.
    QString languageOf(const QString &client) const { return realmOf(client).language; }
    /// What stands for a `${key}` in the realm's localization, by language.
    QMap<QString, QString> translations(const QString &client, const QString &key) const;

private:
    struct Resource
    {
        qsizetype index; ///< in ImportedHead::customResources
        bool inIdToken;
    };

    struct Realm
    {
        std::optional<ClientScopes> scopes;
        QString language = QStringLiteral("en");           ///< in which texts without one are
        QMap<QString, QHash<QString, QString>> texts = {}; ///< by language and key
    };
    struct ServiceAccount
    {
        QString userId; ///< empty: the client application acts as another user
        json::Json user;
    };

    Realm realmOf(const QString &client) const;
    Result<void> readRealm(const json::Json &object, const QString &place);
    Result<void> readDefaultScopes(const json::Json &object, const QString &place);
    void readSettings(const json::Json &object, const QString &place);
    void readLanguages(const json::Json &object, const QString &place);
    Result<void> readUser(const json::Json &object, const QString &place);
    /// What is lost of many users is told once.
    void tellOfUsers(const QString &place);
    Result<void> readScope(const json::Json &object, const QString &place);
    void addApiScope(const QString &name, const QString &title, const QString &description);
    void lose(const QString &property, const QString &text);

    ImportedHead &m_file;
    QHash<QString, Resource> m_resources;
    QSet<QString> m_apiScopes;
    QHash<QString, Realm> m_realms;                   ///< by place
    QHash<QString, ServiceAccount> m_serviceAccounts; ///< by client ID
    struct UserLoss
    {
        QString below; ///< its place in a user
        Loss first;
        int users = 0;
    };
    QList<UserLoss> m_userLosses; ///< of the realm that is read
};

}
