#include "ui/client/ValidationController.h"

#include "domain/rules/FieldRules.h"
#include "draft/ClientDraft.h"
#include "store/Transaction.h"
#include "store/records/RecordStore.h"
#include "store/records/ServerStore.h"

#include <algorithm>

namespace gatehouse {

ValidationController::ValidationController(ClientDraft &draft, QObject *parent)
    : QObject(parent), m_draft(draft), m_context{.redirects = std::make_shared<rules::KnownRedirects>()}
{
    connect(&draft, &ClientDraft::begun, this, &ValidationController::learnRisks);
    connect(&draft, &ClientDraft::rebased, this, &ValidationController::learnRisks);
    connect(&draft, &ClientDraft::changed, this, &ValidationController::validate);
}

void ValidationController::setRecords(const ClientRecords &records)
{
    m_records = records;
    m_draft.setLanguages(records.languages);
    m_context = {.redirects = m_context.redirects};
    for (const User &user : records.users)
        m_context.users.insert(user.userId.toLower(), user);
    for (const ApiScope &scope : records.apiScopes)
        m_context.apiScopes.insert(scope.name);
    for (const Language &language : records.languages) {
        m_context.languages.insert(language.tag);
        if (language.isDefault)
            m_context.defaultLanguage = language.tag;
    }
    for (const CustomResource &resource : records.customResources)
        m_context.customResources.insert(resource.name);
    m_context.servers = records.servers;
    m_draft.setServers(records.servers);
    learnRisks();
    validate();
}

void ValidationController::learnRisks()
{
    m_context.now = QDateTime::currentDateTimeUtc();
    m_context.knownRisks.clear();
    if (m_draft.isOpen() && !m_draft.isNew())
        m_context.knownRisks = rules::risksOf(m_draft.stored(), m_context);
}

void ValidationController::validate()
{
    m_context.now = QDateTime::currentDateTimeUtc();
    m_problems = m_draft.isOpen() ? rules::check(m_draft.normalized(), m_context) : QList<Problem>();
    m_draft.setProblems(m_problems);
    Q_EMIT validated();
}

QList<Problem> ValidationController::problemsOf(ClientField field) const
{
    QList<Problem> found;
    std::ranges::copy_if(m_problems, std::back_inserter(found),
                         [&](const Problem &problem) { return problem.field == field; });
    return found;
}

rules::FieldState ValidationController::stateOf(ClientField field) const
{
    if (field == ClientField::Enabled && !m_draft.typed().enabled && lacksSomethingForEnabled())
        return {rules::Presence::Locked, false, tr("Off until nothing is missing: see Problems.")};
    return rules::fieldState(m_draft.typed(), field);
}

bool ValidationController::lacksSomethingForEnabled() const
{
    return stopsEnable(m_problems);
}

bool ValidationController::canSave() const
{
    return m_draft.isModified() && !stopsSave(m_problems);
}

Result<ClientRecords> loadClientRecords(Database &database)
{
    const auto snapshot = store::ReadSnapshot::begin(database);
    if (!snapshot)
        return std::unexpected(snapshot.error());
    ClientRecords records;
    const auto take = [](auto &target) { return [&target](const auto &loaded) { target = loaded; }; };
    return store::loadUsers(database)
        .transform(take(records.users))
        .and_then([&] { return store::loadApiScopes(database); })
        .transform(take(records.apiScopes))
        .and_then([&] { return store::loadLanguages(database); })
        .transform(take(records.languages))
        .and_then([&] { return store::loadCustomResources(database); })
        .transform(take(records.customResources))
        .and_then([&] { return store::loadServerNames(database); })
        .transform(take(records.servers))
        .transform([&] { return records; });
}

}
