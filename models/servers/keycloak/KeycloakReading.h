#pragma once

#include "domain/Progress.h"
#include "servers/keycloak/KeycloakAdmin.h"

#include <QIODevice>
#include <QSet>

namespace gatehouse {

/// Writes the client applications of a realm as a realm file would hold them, with what they refer to. The
/// secrets stand there in clear where the account may see them.
class KeycloakReading
{
public:
    static constexpr int mostNamed = 50; ///< more are asked for by reading all pages

    KeycloakReading(KeycloakAdmin &admin, QIODevice &document) : m_admin(admin), m_document(document) {}

    Result<void> read(const QStringList &clientIds, const Progress &progress);

private:
    Result<void> writeHead(int clients);
    Result<void> writeLocalization(const json::Json &languages);
    Result<void> writeAll(const QStringList &clientIds, const Progress &progress);
    Result<void> writeNamed(const QStringList &clientIds, const Progress &progress);
    Result<void> writeClients(const json::Json &clients, const QStringList &wanted);
    KeycloakCall userPage(qsizetype number) const;
    QList<KeycloakCall> userPagesAhead() const;
    Result<QList<json::Json>> contentsWithUsers(const QList<KeycloakCall> &calls);
    Result<void> takeUsers(Result<HttpAnswer> answer);
    Result<void> writeUsers();
    Result<void> writeListedUsers(const json::Json &users);
    Result<void> askForUsers();
    Result<void> writeUser(json::Json user, const QString &clientId);
    Result<void> put(const QByteArray &bytes);

    KeycloakAdmin &m_admin;
    QIODevice &m_document;
    json::Json m_firstPage;
    QSet<QString> m_seen;                 ///< client IDs: a page may begin with one that the last one had
    QHash<QString, QString> m_accounts;   ///< client ID by the name of its service account, in lower case
    QHash<QString, QString> m_accountIds; ///< id of the client application by its client ID
    QString m_onlyAccount;                ///< whose alone is asked for; empty: all
    QList<json::Json> m_userPages;        ///< as far as they were asked for; null: they may not be listed
    bool m_isFirst = true;
};

}
