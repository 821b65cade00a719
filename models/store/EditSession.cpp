#include "store/EditSession.h"

#include "domain/RecordKey.h"
#include "store/EditText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

void giveKeys(ClientApplication &client)
{
    if (client.key.isEmpty())
        client.key = newRecordKey();
    for (ClientSecret &secret : client.secrets) {
        if (secret.key.isEmpty())
            secret.key = newRecordKey();
    }
}

Error refusal(const Problem &problem)
{
    return {Error::Kind::Rule, problem.text, QString::fromLatin1(fieldInfo(problem.field).name)};
}

}

EditSession::EditSession(Database database, Transaction transaction, QDateTime now)
    : m_database(std::move(database)), m_transaction(std::move(transaction)), m_now(std::move(now))
{
}

Result<EditSession> EditSession::begin(const Database &database, const QDateTime &now)
{
    return Transaction::begin(database).transform(
        [&](Transaction &&transaction) { return EditSession(database, std::move(transaction), now); });
}

Result<void> EditSession::commit()
{
    return m_transaction.commit();
}

Result<rules::RuleContext> EditSession::contextFor(const ClientApplication &client)
{
    rules::RuleContext context;
    context.now = m_now;
    const auto scopes = store::loadApiScopes(m_database);
    if (!scopes)
        return std::unexpected(scopes.error());
    for (const ApiScope &scope : *scopes)
        context.apiScopes << scope.name;
    if (client.identity.isEmpty())
        return context;
    return store::loadUser(m_database, client.identity).transform([&](const std::optional<User> &user) {
        if (user)
            context.users.insert(user->userId.toLower(), *user);
        return context;
    });
}

Result<QList<Problem>> EditSession::check(const ClientApplication &typed)
{
    const ClientApplication client = rules::normalized(typed);
    return contextFor(client).transform(
        [&](const rules::RuleContext &context) { return rules::check(client, context); });
}

Result<store::ProblemSummary> EditSession::summarize(const ClientApplication &client)
{
    return check(client).transform([&](const QList<Problem> &problems) {
        return store::ProblemSummary{problems.isEmpty() ? -1 : int(problems.first().severity),
                                     int(problems.size()), rules::recheckAt(client, m_now)};
    });
}

Result<ClientApplication> EditSession::save(const ClientApplication &typed)
{
    ClientApplication client = rules::normalized(typed);
    const auto problems = check(client);
    if (!problems)
        return std::unexpected(problems.error());
    if (const auto stop = std::ranges::find(*problems, Gate::Save, &Problem::gate); stop != problems->end())
        return std::unexpected(refusal(*stop));

    const auto sameName = store::findClient(m_database, client.clientId);
    if (!sameName)
        return std::unexpected(sameName.error());
    if (*sameName && (*sameName)->key != client.key) {
        return fail(Error::Kind::Rule,
                    EditText::tr("Client ID \"%1\" is in use already (upper and lower case count as the "
                                 "same). Choose another.")
                        .arg((*sameName)->clientId),
                    u"client_id"_s);
    }
    const bool isNew = client.key.isEmpty();
    giveKeys(client);
    return isNew ? insert(client) : update(client);
}

Result<ClientApplication> EditSession::insert(ClientApplication client)
{
    client.version = 1;
    return checkLicence()
        .and_then([&] { return summarize(client); })
        .and_then([&](const store::ProblemSummary &problems) {
            return store::insertClient(m_database, client, problems);
        })
        .transform([&] { return client; });
}

Result<ClientApplication> EditSession::update(const ClientApplication &client)
{
    const auto stored = store::loadClient(m_database, client.key);
    if (!stored)
        return std::unexpected(stored.error());
    const auto problems = summarize(client);
    if (!problems)
        return std::unexpected(problems.error());
    const auto updated =
        *stored ? store::updateClient(m_database, client, **stored, *problems) : Result<bool>(false);
    if (!updated)
        return std::unexpected(updated.error());
    if (!*updated)
        return std::unexpected(changedMeanwhile(
            EditText::tr("Client application \"%1\"").arg(client.clientId), stored->has_value()));
    ClientApplication saved = client;
    ++saved.version;
    return saved;
}

Result<void> EditSession::remove(const ClientApplication &client)
{
    const auto removed = store::deleteClient(m_database, client.key, client.version);
    if (!removed)
        return std::unexpected(removed.error());
    if (*removed)
        return {};
    return store::loadClient(m_database, client.key).and_then([&](const auto &stored) -> Result<void> {
        return std::unexpected(changedMeanwhile(
            EditText::tr("Client application \"%1\"").arg(client.clientId), stored.has_value()));
    });
}

Result<void> EditSession::checkLicence()
{
    return store::loadLicence(m_database).and_then([](const store::Licence &licence) -> Result<void> {
        if (!licence.limit || licence.used < *licence.limit)
            return {};
        return fail(Error::Kind::Rule, EditText::tr("The licence allows %1 client applications and there are "
                                                    "%2. Delete one, or change the limit under "
                                                    "Settings > Licence (gatehouse licence --limit N).")
                                           .arg(*licence.limit)
                                           .arg(licence.used));
    });
}

Result<void> EditSession::setLicenceLimit(store::LicenceLimit limit)
{
    if (limit && *limit < 0)
        return fail(
            Error::Kind::Rule,
            EditText::tr("A licence limit of %1 makes no sense. Enter 0 or more, or unlimited.").arg(*limit));
    return m_database.execute(
        u"UPDATE setting SET value = ?, version = version + 1 WHERE name = 'licence_limit'"_s,
        {limit ? QString::number(*limit) : u"unlimited"_s});
}

Result<void> EditSession::recheck(const QStringList &keys)
{
    for (const QString &key : keys) {
        const auto client = store::loadClient(m_database, key);
        if (!client)
            return std::unexpected(client.error());
        const auto done = summarize(**client).and_then([&](const store::ProblemSummary &problems) {
            return store::updateProblems(m_database, key, problems);
        });
        if (!done)
            return done;
    }
    return {};
}

Result<int> EditSession::recheckProblems()
{
    return store::clientsToRecheck(m_database, m_now).and_then([this](const QStringList &keys) {
        return recheck(keys).transform([&] { return int(keys.size()); });
    });
}

Result<QStringList> EditSession::clientIds(const QStringList &keys)
{
    QStringList ids;
    for (const QString &key : keys) {
        const auto client = store::loadClient(m_database, key);
        if (!client)
            return std::unexpected(client.error());
        ids << (*client)->clientId;
    }
    return ids;
}

}
