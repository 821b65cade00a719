#pragma once

#include "servers/keycloak/KeycloakAdmin.h"

#include <QSet>

namespace gatehouse {

/// What client applications need of a realm beside themselves: client scopes, languages, and texts in each
/// language. Of the realm's texts those alone are ever changed whose keys begin with
/// keycloak::localizationPrefix.
class KeycloakNeeds
{
public:
    explicit KeycloakNeeds(KeycloakAdmin &admin) : m_admin(admin) {}

    Result<QList<ServerStep>> missing(const ServerNeeds &needs);
    Result<void> make(const ServerStep &step);

private:
    /// Texts of ours by language and key.
    struct Wanted
    {
        QMap<QString, QMap<QString, QString>> texts = {};
        QSet<QString> keys = {};

        void add(const QString &key, const QMap<QString, QString> &byLanguage, const QString &standIn);
    };

    QList<ServerStep> missingScopes(const ServerNeeds &needs, const json::Json &there) const;
    Wanted wantedTexts(const ServerNeeds &needs, const json::Json &scopesThere) const;
    /// By language.
    Result<QMap<QString, json::Json>> textsOfRealm(const Wanted &wanted);
    QList<ServerStep> missingLanguages(const Wanted &wanted, const json::Json &realm) const;
    QList<ServerStep> missingTexts(const Wanted &wanted, const QMap<QString, json::Json> &there) const;
    Result<void> makeScope(const json::Json &scope);
    Result<void> makeLanguages(const QStringList &languages);
    Result<void> checkTextsStill(const QStringList &path, const json::Json &detail);
    Result<void> makeTexts(const json::Json &detail);

    KeycloakAdmin &m_admin;
};

}
