#pragma once

#include "domain/ClientRules.h"
#include "store/ClientStore.h"
#include "store/RecordStore.h"
#include "store/Transaction.h"

#include <QDateTime>

namespace gatehouse {

/// The one way to change the database, for window, import and command line alike: a transaction in which
/// every change passes the rules, the licence limit and the version check. What is not committed is rolled
/// back. After a refusal the session can only be given up.
class EditSession
{
public:
    /// `now` is UTC; secrets are judged by it.
    static Result<EditSession> begin(const Database &database,
                                     const QDateTime &now = QDateTime::currentDateTimeUtc());

    /// Adds the client application (empty key) or replaces it (same version as stored). Gives it as it is
    /// stored now.
    Result<ClientApplication> save(const ClientApplication &typed);
    Result<void> remove(const ClientApplication &client);

    Result<User> save(const User &typed);
    Result<void> remove(const User &user);

    Result<ApiScope> save(const ApiScope &typed);
    Result<void> remove(const ApiScope &scope);

    Result<void> setLicenceLimit(store::LicenceLimit limit);

    /// Asks the rules again where time alone may have changed the answer. Gives how many were asked.
    Result<int> recheckProblems();

    /// What the rules say about a client application as it would be saved now.
    Result<QList<Problem>> check(const ClientApplication &typed);

    Result<void> commit();

private:
    EditSession(Database database, Transaction transaction, QDateTime now);

    Result<rules::RuleContext> contextFor(const ClientApplication &client);
    Result<store::ProblemSummary> summarize(const ClientApplication &client);
    Result<ClientApplication> insert(ClientApplication client);
    Result<ClientApplication> update(const ClientApplication &client);
    Result<void> checkLicence();
    Result<void> recheck(const QStringList &keys);
    Result<QStringList> clientIds(const QStringList &keys);

    Database m_database;
    Transaction m_transaction;
    QDateTime m_now;
};

}
