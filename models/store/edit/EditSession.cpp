#include "store/edit/EditSession.h"

#include "domain/RecordKey.h"
#include "store/RowReader.h"
#include "store/edit/EditText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// A message that names more client applications than this is not read.
constexpr qsizetype mostNamed = 5;

void giveKeys(ClientApplication &client)
{
    if (client.key.isEmpty())
        client.key = newRecordKey();
    for (ClientSecret &secret : client.secrets) {
        if (secret.key.isEmpty())
            secret.key = newRecordKey();
    }
}

QString clientTitle(const ClientApplication &client)
{
    return EditText::tr("Client application \"%1\"").arg(client.clientId);
}

/// Null: unlimited.
json::Json limitJson(store::LicenceLimit limit)
{
    return limit ? json::Json(*limit) : json::Json(nullptr);
}

Error refusal(const Problem &problem)
{
    return {Error::Kind::Rule, problem.text, QString::fromLatin1(fieldInfo(problem.field).name)};
}

}

EditSession::EditSession(Database database, Transaction transaction, QDateTime now)
    : m_database(std::move(database))
    , m_transaction(std::move(transaction))
    , m_now(std::move(now))
    , m_context(m_now)
{
}

Result<EditSession> EditSession::begin(const Database &database, const QDateTime &now)
{
    return Transaction::begin(database).and_then([&](Transaction &&transaction) {
        Database connection = database;
        return store::checkSignedIn(connection).transform([&] {
            return EditSession(database, std::move(transaction), now);
        });
    });
}

Result<void> EditSession::commit()
{
    if (m_refused) {
        return fail(Error::Kind::Rule,
                    EditText::tr("One of the changes was refused, so none of them was saved."));
    }
    return m_audit.finish(m_database).and_then([this] { return m_transaction.commit(); });
}

std::unexpected<Error> EditSession::refused(const Error &error)
{
    m_refused = true;
    return std::unexpected(error);
}

Result<QList<Problem>> EditSession::check(const ClientApplication &typed)
{
    const ClientApplication client = rules::normalized(typed);
    return m_context.contextFor(m_database, client).transform([&](const rules::RuleContext &context) {
        return rules::check(client, context);
    });
}

store::ProblemSummary EditSession::summary(const ClientApplication &client,
                                           const QList<Problem> &problems) const
{
    return {problems.isEmpty() ? -1 : int(problems.first().severity), int(problems.size()),
            rules::recheckAt(client, m_now)};
}

Result<ClientApplication> EditSession::save(const ClientApplication &typed)
{
    const auto key = put(typed);
    if (!key)
        return std::unexpected(key.error());
    const auto now = store::loadClient(m_database, *key);
    if (!now)
        return refused(now.error());
    return now->value_or(typed);
}

Result<QString> EditSession::put(const ClientApplication &typed)
{
    ClientApplication client = rules::normalized(typed);
    // First of all: rules that refuse because of what somebody else changed would only confuse.
    const auto stored = loadUnchanged(client);
    if (!stored)
        return refused(stored.error());
    const auto context = m_context.contextFor(m_database, client);
    if (!context)
        return refused(context.error());
    // As the user is stored: the statement that writes it folds the case of ASCII letters alone.
    if (const User *user = context->user(client.identity))
        client.identity = user->userId;
    const QList<Problem> problems = rules::check(client, *context);
    if (const auto stop = std::ranges::find(problems, Gate::Save, &Problem::gate); stop != problems.end())
        return refused(refusal(*stop));
    if (const auto free = checkClientIdIsFree(client); !free)
        return refused(free.error());

    giveKeys(client);
    const store::ProblemSummary found = summary(client, problems);
    return (*stored ? update(client, **stored, found) : insert(client, found))
        .transform([&] { return client.key; })
        .or_else([&](const Error &error) -> Result<QString> { return refused(error); });
}

Result<void> EditSession::checkClientIdIsFree(const ClientApplication &client)
{
    return store::findClientId(m_database, client.clientId).and_then([&](const auto &owner) -> Result<void> {
        if (!owner || owner->key == client.key)
            return {};
        return fail(Error::Kind::Rule,
                    EditText::tr("Client ID \"%1\" is in use already (upper and lower case count as the "
                                 "same). Choose another.")
                        .arg(owner->clientId),
                    u"client_id"_s);
    });
}

Result<void> EditSession::insert(ClientApplication client, const store::ProblemSummary &problems)
{
    client.version = 1;
    return checkCertificateStorage()
        .and_then([&] { return checkLicence(); })
        .and_then([&] { return store::insertClient(m_database, client, problems); })
        .and_then([&] { return note(std::nullopt, audit::recordOf(client)); })
        .transform([&] { m_context.countClient(); });
}

Result<std::optional<ClientApplication>> EditSession::loadUnchanged(const ClientApplication &client)
{
    if (client.version == 0)
        return std::nullopt;
    auto stored = store::loadClient(m_database, client.key);
    if (!stored || (*stored && (*stored)->version == client.version))
        return stored;
    return std::unexpected(changedMeanwhile(clientTitle(client), stored->has_value()));
}

Result<void> EditSession::update(const ClientApplication &client, const ClientApplication &stored,
                                 const store::ProblemSummary &problems)
{
    return store::updateClient(m_database, client, stored, problems)
        .and_then([&](bool met) -> Result<void> {
            if (met)
                return {};
            return std::unexpected(changedMeanwhile(clientTitle(client), true));
        })
        .and_then([&] { return store::loadClient(m_database, client.key); })
        .and_then([&](const auto &now) { return note(audit::recordOf(stored), audit::recordOf(now)); });
}

Result<void> EditSession::remove(const ClientApplication &client)
{
    m_context.forget();
    return store::loadClient(m_database, client.key)
        .and_then([&](const auto &stored) {
            return store::deleteClient(m_database, client.key, client.version)
                .and_then([&](bool removed) -> Result<void> {
                    if (removed)
                        return note(audit::recordOf(stored), std::nullopt);
                    return std::unexpected(changedMeanwhile(clientTitle(client), stored.has_value()));
                });
        })
        .or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

Result<void> EditSession::checkLicence()
{
    return m_context.licence(m_database).and_then([](const store::Licence &licence) -> Result<void> {
        if (!licence.limit || licence.used < *licence.limit)
            return {};
        return fail(Error::Kind::Rule, EditText::tr("The licence allows %1 client applications and there are "
                                                    "%2. Delete one, or change the limit under "
                                                    "Settings > Licence (gatehouse licence --limit N).")
                                           .arg(*licence.limit)
                                           .arg(licence.used));
    });
}

Result<void> EditSession::setLicenceLimit(store::LicenceLimit limit, std::optional<int> readVersion)
{
    if (limit && *limit < 0) {
        return refused({Error::Kind::Rule,
                        EditText::tr("A licence limit of %1 makes no sense. Enter 0 or more, or unlimited.")
                            .arg(*limit)});
    }
    m_context.forget();
    const auto before = store::loadLicence(m_database);
    if (!before)
        return refused(before.error());
    const auto changed =
        m_database.change(u"UPDATE setting SET value = ?, version = version + 1 WHERE name = 'licence_limit' "
                          "AND version = coalesce(?, version)"_s,
                          {limit ? QString::number(*limit) : u"unlimited"_s,
                           readVersion ? QVariant(*readVersion) : QVariant()});
    if (!changed)
        return refused(changed.error());
    if (*changed != 1)
        return refused(changedMeanwhile(EditText::tr("The licence limit"), true));
    return noteSettings(u"licence"_s, {{"licence_limit", limitJson(before->limit)}},
                        {{"licence_limit", limitJson(limit)}})
        .or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

Result<void> EditSession::recheck(const QStringList &keys)
{
    for (const QString &key : keys) {
        const auto client = store::loadClient(m_database, key);
        if (!client)
            return std::unexpected(client.error());
        if (!*client)
            continue;
        const auto done = check(**client).and_then([&](const QList<Problem> &problems) {
            return store::updateProblems(m_database, key, summary(**client, problems));
        });
        if (!done)
            return done;
    }
    return {};
}

Result<int> EditSession::recheckProblems()
{
    return store::clientsToRecheck(m_database, m_now)
        .and_then([this](const QStringList &keys) -> Result<int> {
            int asked = 0;
            for (const QString &key : keys) {
                const auto done = recheck({key});
                if (done)
                    ++asked;
                else if (!store::isDamage(done.error())) // of which the list tells
                    return std::unexpected(done.error());
            }
            return asked;
        });
}

Result<QString> EditSession::clientNames(const QStringList &keys)
{
    QStringList names;
    for (const QString &key : keys.first(std::min(keys.size(), mostNamed))) {
        const auto client = store::loadClient(m_database, key);
        if (!client)
            return std::unexpected(client.error());
        names << (*client ? (*client)->clientId : key);
    }
    const QString shown = names.join(u", "_s);
    return keys.size() <= mostNamed
               ? shown
               : EditText::tr("%1 and %n more", nullptr, int(keys.size() - mostNamed)).arg(shown);
}

}
