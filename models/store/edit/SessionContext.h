#pragma once

#include "domain/rules/ClientRules.h"
#include "store/Database.h"
#include "store/records/RecordStore.h"
#include "store/records/SecurityStore.h"

#include <optional>

namespace gatehouse::store {

/// What the rules and the licence need to know of the database, read once for each transaction: nobody else
/// changes it meanwhile.
class SessionContext
{
public:
    explicit SessionContext(QDateTime now) : m_now(std::move(now)) {}

    /// The names of everything, and the user that is the identity of this client application. What is `also`
    /// asked costs nothing more on a server.
    Result<rules::RuleContext> contextFor(Database &database, const ClientApplication &client,
                                          QList<Engine::Question> also = {});

    Result<Licence> licence(Database &database);
    /// Where certificates are kept.
    Result<CertificateStorage> certificateStorage(Database &database);

    /// The transaction has added a client application.
    void countClient();
    /// The transaction is about to change anything else of what is known here: a user, an API scope, a
    /// language, a custom resource, a server, the licence, the certificate storage, or to remove a client
    /// application.
    void forget();

private:
    Result<void> readUser(Database &database, const QString &userId);

    QDateTime m_now;
    std::optional<rules::RuleContext> m_names;
    /// By the text that was asked for: the database alone decides which texts mean the same user.
    QHash<QString, std::optional<User>> m_users;
    std::optional<Licence> m_licence;
    std::optional<CertificateStorage> m_storage;
};

/// What the rules know of the database beyond users: the names of everything that a client application can
/// refer to. Time and users are left to whoever asks.
Result<rules::RuleContext> loadRuleNames(Database &database);

}
