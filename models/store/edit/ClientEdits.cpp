#include "store/edit/ClientEdits.h"

#include "domain/RecordKey.h"
#include "domain/servers/OnServers.h"
#include "store/RowReader.h"
#include "store/edit/RecordChange.h"
#include "store/edit/ServerEdits.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::edit {

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

Error clientChangedMeanwhile(const ClientApplication &client, bool stillExists)
{
    return changedMeanwhile(EditText::tr("Client application \"%1\"").arg(client.clientId), stillExists);
}

Error refusal(const Problem &problem)
{
    return {Error::Kind::Rule, problem.text, QString::fromLatin1(fieldInfo(problem.field).name)};
}

store::ProblemSummary summary(EditSession &session, const ClientApplication &client,
                              const QList<Problem> &problems)
{
    return {problems.isEmpty() ? -1 : int(problems.first().severity), int(problems.size()),
            rules::recheckAt(client, session.now())};
}

/// What is stored under the same key, nothing for a new one; a conflict when somebody else changed it.
Result<std::optional<ClientApplication>> loadUnchanged(Database &database, const ClientApplication &client)
{
    if (client.version == 0)
        return std::nullopt;
    auto stored = store::loadClient(database, client.key);
    if (!stored || (*stored && (*stored)->version == client.version))
        return stored;
    return std::unexpected(clientChangedMeanwhile(client, stored->has_value()));
}

/// What a save has to know beside the rules' context, asked with it.
struct Asked
{
    QList<store::ClientIdOwner> owners; ///< of a new or changed client ID, and of the key
    QList<QByteArray> newSeals;
    QStringList keyIds;          ///< where there are new seals
    QList<store::LastSeen> seen; ///< where it is enabled otherwise than before
};

QList<QByteArray> newSeals(const ClientApplication &client, const ClientApplication &stored)
{
    QList<QByteArray> seals;
    for (const ClientSecret &secret : client.secrets) {
        const auto before = std::ranges::find(stored.secrets, secret.key, &ClientSecret::key);
        const bool wasRecoverable = before != stored.secrets.end() && before->isRecoverable();
        if (secret.isRecoverable() && !wasRecoverable)
            seals << secret.sealed;
    }
    return seals;
}

/// `asked` outlives the questions.
QList<Engine::Question> questionsOf(const ClientApplication &client,
                                    const std::optional<ClientApplication> &stored, Asked &asked)
{
    QList<Engine::Question> questions;
    if (!stored || stored->clientId != client.clientId)
        questions << store::clientIdQuestion(client.clientId, client.key, asked.owners);
    asked.newSeals = newSeals(client, stored.value_or(ClientApplication()));
    if (!asked.newSeals.isEmpty())
        questions << store::keyIdsQuestion(asked.keyIds);
    if (stored && (client.enabled != stored->enabled || client.onServers != stored->onServers))
        questions << store::lastSeenQuestion(client.key, asked.seen);
    return questions;
}

/// A new one is stored already where its save was cut and could not be looked up: then that is what it is
/// compared with, whatever was typed since.
Result<void> checkClientIdIsFree(const ClientApplication &client, const Asked &asked)
{
    if (client.version == 0 && std::ranges::contains(asked.owners, client.key, &store::ClientIdOwner::key))
        return std::unexpected(clientChangedMeanwhile(client, true));
    const auto other = std::ranges::find_if(
        asked.owners, [&](const store::ClientIdOwner &owner) { return owner.key != client.key; });
    if (other == asked.owners.end())
        return {};
    return fail(Error::Kind::Rule,
                EditText::tr("Client ID \"%1\" is in use already (upper and lower case count as the "
                             "same). Choose another.")
                    .arg(other->clientId),
                u"client_id"_s);
}

Result<void> checkSealKeys(const Asked &asked)
{
    Result<void> done;
    for (const QByteArray &sealed : asked.newSeals)
        done = done.and_then([&] { return store::checkSealKey(sealed, asked.keyIds); });
    return done;
}

/// Also where no rule asks for them, because they do not apply.
Result<void> checkReferences(const ClientApplication &client, const rules::RuleContext &context)
{
    const QStringList tags = client.consentTexts.keys();
    if (const auto known = store::checkLanguages(tags, context.languages, u"consent_texts"_s); !known)
        return known;
    for (const QString &name : client.customResources) {
        if (!context.customResources.contains(name)) {
            return fail(Error::Kind::Rule,
                        EditText::tr("Custom resource \"%1\" does not exist. Add it on the page Custom "
                                     "resources, or choose another.")
                            .arg(name),
                        u"custom_resources"_s);
        }
    }
    return {};
}

Result<void> checkCertificateStorage(EditSession &session)
{
    return session.context()
        .certificateStorage(session.database())
        .and_then([](CertificateStorage storage) -> Result<void> {
            if (storage != CertificateStorage::None)
                return {};
            return fail(Error::Kind::Rule,
                        EditText::tr("Before the first client application it has to be chosen where signing "
                                     "certificates are kept, under Settings > Certificate storage."),
                        {}, u"gatehouse certificate storage database"_s);
        });
}

Result<void> checkLicence(EditSession &session)
{
    return session.context()
        .licence(session.database())
        .and_then([](const store::Licence &licence) -> Result<void> {
            if (!licence.limit || licence.used < *licence.limit)
                return {};
            return fail(Error::Kind::Rule,
                        EditText::tr("The licence allows %1 client applications and there are "
                                     "%2. Delete one, or change the limit under "
                                     "Settings > Licence.")
                            .arg(*licence.limit)
                            .arg(licence.used),
                        {}, u"gatehouse licence --limit N"_s);
        });
}

/// What came of a save, with what is stored now where that was read.
struct Written
{
    QString key;
    std::optional<ClientApplication> stored = {};
};

Result<Written> insert(EditSession &session, ClientApplication client, const store::ProblemSummary &problems)
{
    client.version = 1;
    return checkCertificateStorage(session)
        .and_then([&] { return checkLicence(session); })
        .and_then([&] { return store::insertClient(session.database(), client, problems); })
        .and_then([&] { return session.note(std::nullopt, audit::recordOf(client)); })
        .transform([&] {
            session.context().countClient();
            return Written{client.key};
        });
}

Result<Written> update(EditSession &session, const ClientApplication &client, const ClientApplication &stored,
                       const store::ProblemSummary &problems, const Asked &asked)
{
    return store::updateClient(session.database(), client, stored, problems)
        .and_then([&] { return forgetKeptDisabled(session.database(), client, stored, asked.seen); })
        .and_then([&] { return store::loadClient(session.database(), client.key); })
        .and_then([&](const auto &now) -> Result<Written> {
            if (!now || now->version != client.version + 1)
                return std::unexpected(clientChangedMeanwhile(client, now.has_value()));
            return session.note(audit::recordOf(stored), audit::recordOf(now)).transform([&] {
                return Written{client.key, now};
            });
        });
}

/// What is stored is looked at only where a risk holds something back.
QList<Problem> judged(const ClientApplication &client, const std::optional<ClientApplication> &stored,
                      rules::RuleContext &context)
{
    const auto holdsBack = [](const Problem &problem) {
        return !problem.rule.isEmpty() && problem.gate != Gate::None;
    };
    const QList<Problem> problems = rules::check(client, context);
    const bool mayBeKnown = client.clientAuthentication == ClientAuthentication::Other ||
                            std::ranges::any_of(problems, holdsBack);
    if (!stored || context.takesRisks || !mayBeKnown)
        return problems;
    context.knownRisks = rules::risksOf(*stored, context);
    return rules::check(client, context);
}

Result<Written> write(EditSession &session, ClientApplication client, Risks risks)
{
    // First of all: rules that refuse because of what somebody else changed would only confuse.
    const auto stored = loadUnchanged(session.database(), client);
    if (!stored)
        return std::unexpected(stored.error());
    Asked asked;
    auto context =
        session.context().contextFor(session.database(), client, questionsOf(client, *stored, asked));
    if (!context)
        return std::unexpected(context.error());
    context->takesRisks = risks == Risks::Taken;
    // As the user is stored: the statement that writes it folds the case of ASCII letters alone.
    if (const User *user = context->user(client.identity))
        client.identity = user->userId;
    spellServers(client, context->servers.value_or(QStringList()));
    const QList<Problem> problems = judged(client, *stored, *context);
    if (const auto stop = std::ranges::find(problems, Gate::Save, &Problem::gate); stop != problems.end())
        return std::unexpected(refusal(*stop));
    const auto mayBe =
        checkClientIdIsFree(client, asked).and_then([&] { return checkSealKeys(asked); }).and_then([&] {
            return checkReferences(client, *context);
        });
    if (!mayBe)
        return std::unexpected(mayBe.error());

    giveKeys(client);
    const store::ProblemSummary found = summary(session, client, problems);
    return *stored ? update(session, client, **stored, found, asked) : insert(session, client, found);
}

/// Client IDs for a message, the first few of them.
Result<QString> clientIds(Database &database, const QStringList &keys)
{
    QStringList names;
    for (const QString &key : keys.first(std::min(keys.size(), mostNamed))) {
        const auto client = store::loadClient(database, key);
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

Result<ClientApplication> save(EditSession &session, const ClientApplication &typed)
{
    const auto read = [&](const Written &written) {
        return written.stored ? Result<std::optional<ClientApplication>>(written.stored)
                              : store::loadClient(session.database(), written.key);
    };
    return session.step(write(session, rules::normalized(typed), Risks::Judged)
                            .and_then(read)
                            .transform([&](const auto &stored) { return stored.value_or(typed); }));
}

Result<QString> put(EditSession &session, const ClientApplication &typed, Risks risks)
{
    return session.step(write(session, rules::normalized(typed), risks).transform([](const Written &written) {
        return written.key;
    }));
}

Result<void> remove(EditSession &session, const ClientApplication &client)
{
    session.context().forget();
    return session.step(store::loadClient(session.database(), client.key).and_then([&](const auto &stored) {
        return store::deleteClient(session.database(), client.key, client.version)
            .and_then([&](bool removed) -> Result<void> {
                if (removed)
                    return session.note(audit::recordOf(stored), std::nullopt);
                return std::unexpected(clientChangedMeanwhile(client, stored.has_value()));
            });
    }));
}

Result<QList<Problem>> check(EditSession &session, const ClientApplication &typed)
{
    const ClientApplication client = rules::normalized(typed);
    const auto stored = client.version == 0 ? Result<std::optional<ClientApplication>>()
                                            : store::loadClient(session.database(), client.key);
    if (!stored)
        return std::unexpected(stored.error());
    return session.context()
        .contextFor(session.database(), client)
        .transform([&](rules::RuleContext context) { return judged(client, *stored, context); });
}

Result<void> recheck(EditSession &session, const QStringList &keys)
{
    for (const QString &key : keys) {
        const auto client = store::loadClient(session.database(), key);
        if (!client)
            return std::unexpected(client.error());
        if (!*client)
            continue;
        const auto done = check(session, **client).and_then([&](const QList<Problem> &problems) {
            return store::updateProblems(session.database(), key, summary(session, **client, problems));
        });
        if (!done)
            return done;
    }
    return {};
}

Result<int> recheckProblems(EditSession &session)
{
    return store::clientsToRecheck(session.database(), session.now())
        .and_then([&](const QStringList &keys) -> Result<int> {
            int asked = 0;
            for (const QString &key : keys) {
                const auto done = recheck(session, {key});
                if (done)
                    ++asked;
                else if (!store::isDamage(done.error())) // of which the list tells
                    return std::unexpected(done.error());
            }
            return asked;
        });
}

Result<void> checkNoneUses(EditSession &session, const QStringList &keys,
                           const std::function<QString(const QString &clientIds)> &refusal)
{
    return clientIds(session.database(), keys).and_then([&](const QString &ids) -> Result<void> {
        if (ids.isEmpty())
            return {};
        return fail(Error::Kind::Rule, refusal(ids));
    });
}

}
