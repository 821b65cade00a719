#include "services/ImportPlanner.h"

#include "domain/RuleText.h"
#include "services/ClientMerge.h"
#include "services/ImportReferences.h"
#include "services/RecordPlanner.h"
#include "services/RuleContexts.h"
#include "store/RecordStore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct PlannerText
{
    Q_DECLARE_TR_FUNCTIONS(ImportPlanner)
};

void refuse(PlannedClient &planned, const Error &error)
{
    planned.status = ImportStatus::Refused;
    planned.refusal = error;
}

/// What stops Enabled alone.
QStringList missingForEnabled(const QList<Problem> &problems)
{
    QStringList texts;
    for (const Problem &problem : problems) {
        if (problem.gate == Gate::Enable)
            texts << problem.text;
    }
    return texts;
}

Error incompleteWhileEnabled(const QStringList &missing)
{
    return {Error::Kind::Rule,
            PlannerText::tr(
                "It is enabled now and would be incomplete: %1 Complete the file, or disable the client "
                "application first.")
                .arg(missing.join(u' ')),
            u"enabled"_s};
}

}

ImportPlanner::ImportPlanner(const Database &database, const ImportOptions &options, const QDateTime &now)
    : m_database(database), m_options(options)
{
    m_context.now = now;
}

Result<ImportPlan> ImportPlanner::plan(const ImportedFile &file, const Progress &progress)
{
    m_plan = {};
    m_plan.losses = file.losses;
    if (const auto done = planRecords(file).and_then([&] { return checkIdentityOption(); }); !done)
        return std::unexpected(done.error());
    for (const ImportedClient &imported : file.clients) {
        if (!goesOn(progress, int(m_plan.clients.size()), int(file.clients.size())))
            return fail(Error::Kind::Cancelled,
                        PlannerText::tr("The import was cancelled. Nothing was changed."));
        const auto planned = planClient(imported);
        if (!planned)
            return std::unexpected(planned.error());
        m_plan.clients << *planned;
    }
    checkConflicts();
    return checkLicence().transform([&] { return m_plan; });
}

Result<void> ImportPlanner::planRecords(const ImportedFile &file)
{
    auto context = loadRuleContext(m_database, m_context.now);
    if (!context)
        return std::unexpected(context.error());
    m_context = std::move(*context);
    const auto scopes = store::loadApiScopes(m_database);
    if (!scopes)
        return std::unexpected(scopes.error());
    const auto languages = store::loadLanguages(m_database);
    if (!languages)
        return std::unexpected(languages.error());
    const auto resources = store::loadCustomResources(m_database);
    if (!resources)
        return std::unexpected(resources.error());

    m_plan.users = planUsers(file, m_context.users.values(), m_options.onConflict);
    m_plan.apiScopes = planApiScopes(file, *scopes, m_options.onConflict);
    m_plan.languages = planLanguages(file, *languages, m_options.onConflict);
    m_plan.customResources = planCustomResources(file, *resources, m_options.onConflict);
    for (const auto &user : m_plan.users) {
        if (isWritten(user.status))
            m_context.users.insert(user.record.userId.toLower(), user.record);
    }
    for (const auto &scope : m_plan.apiScopes) {
        if (isWritten(scope.status))
            m_context.apiScopes << scope.record.name;
    }
    for (const auto &language : m_plan.languages) {
        if (isWritten(language.status))
            m_context.languages << language.record.tag;
    }
    for (const auto &resource : m_plan.customResources) {
        if (isWritten(resource.status)) {
            m_context.customResources << resource.record.name;
            createLanguages(resource.record.texts.keys(), resource.record.name);
        }
    }
    return {};
}

Result<void> ImportPlanner::checkIdentityOption() const
{
    if (m_options.identity.isEmpty() || m_context.user(m_options.identity))
        return {};
    return fail(
        Error::Kind::NotFound,
        PlannerText::tr("There is no user \"%1\" to give as Identity. Choose another, or add the user first.")
            .arg(rules::shortened(m_options.identity)),
        u"identity"_s);
}

Result<PlannedClient> ImportPlanner::planClient(const ImportedClient &read)
{
    const ImportedClient imported = references::sorted(read, m_context);
    PlannedClient planned{.client = imported.client, .losses = imported.losses, .place = imported.place};
    if (imported.refusal) {
        refuse(planned, *imported.refusal);
        return planned;
    }
    const auto stored = store::findClient(m_database, imported.client.clientId);
    if (!stored)
        return std::unexpected(stored.error());

    const ClientApplication merged = *stored ? merge::onto(**stored, imported, m_context.now)
                                             : merge::fresh(imported, m_context.apiScopes);
    planned.client = rules::normalized(merged);
    planned.notes = merge::notes(imported, merged, planned.client);
    takeIdentity(planned);

    const auto newScopes =
        references::checkResources(planned.client, m_context.customResources).and_then([&] {
            return references::missingScopes(planned.client, m_context.apiScopes);
        });
    if (newScopes)
        judge(planned, contextWith(planned.client, *newScopes), *stored && (*stored)->enabled);
    else
        refuse(planned, newScopes.error());
    if (*stored)
        compare(planned, **stored);
    if (isWritten(planned.status)) {
        createScopes(planned, *newScopes);
        createLanguages(planned.client.consentTexts.keys(), planned.client.clientId);
    }
    return planned;
}

void ImportPlanner::takeIdentity(PlannedClient &planned) const
{
    ClientApplication &client = planned.client;
    if (client.isMachineToMachine() && client.identity.isEmpty() && !m_options.identity.isEmpty()) {
        client.identity = m_options.identity;
        planned.notes << PlannerText::tr("The file gives no Identity. It becomes \"%1\", as asked for.")
                             .arg(rules::shortened(client.identity));
    }
    if (const User *user = m_context.user(client.identity))
        client.identity = user->userId;
}

rules::RuleContext ImportPlanner::contextWith(const ClientApplication &client,
                                              const QStringList &newScopes) const
{
    rules::RuleContext context = m_context;
    context.languages.unite(QSet(client.consentTexts.keyBegin(), client.consentTexts.keyEnd()));
    for (const QString &name : newScopes)
        context.apiScopes << name;
    return context;
}

void ImportPlanner::judge(PlannedClient &planned, const rules::RuleContext &context, bool isEnabledNow) const
{
    ClientApplication disabled = planned.client;
    disabled.enabled = false;
    const QList<Problem> problems = rules::check(disabled, context);
    if (const auto stop = std::ranges::find(problems, Gate::Save, &Problem::gate); stop != problems.end()) {
        refuse(planned, {Error::Kind::Rule, stop->text, QString::fromLatin1(fieldInfo(stop->field).name)});
        return;
    }
    const QStringList missing = missingForEnabled(problems);
    if (!planned.client.enabled || missing.isEmpty())
        return;
    if (isEnabledNow) {
        refuse(planned, incompleteWhileEnabled(missing));
    } else {
        planned.client.enabled = false;
        planned.notes << PlannerText::tr("Kept disabled: %1").arg(missing.join(u' '));
    }
}

void ImportPlanner::compare(PlannedClient &planned, const ClientApplication &stored) const
{
    planned.differences = differences(stored, planned.client);
    if (planned.differences.isEmpty()) {
        planned.status = ImportStatus::Unchanged;
        planned.refusal.reset();
    } else if (m_options.onConflict == ConflictPolicy::Skip) {
        planned.status = ImportStatus::Skipped;
        planned.refusal.reset();
    } else if (planned.status != ImportStatus::Refused) {
        planned.status = m_options.onConflict == ConflictPolicy::Overwrite ? ImportStatus::Changed
                                                                           : ImportStatus::Conflict;
    }
}

void ImportPlanner::createScopes(const PlannedClient &planned, const QStringList &names)
{
    for (const QString &name : names) {
        PlannedRecord<ApiScope> scope;
        scope.record.name = name;
        scope.note =
            PlannerText::tr("Created because \"%1\" names it. Give it a title on the page API scopes.")
                .arg(planned.client.clientId);
        m_plan.apiScopes << scope;
        m_context.apiScopes << name;
    }
}

void ImportPlanner::createLanguages(const QStringList &tags, const QString &user)
{
    for (const QString &tag : tags) {
        if (m_context.languages.contains(tag))
            continue;
        m_plan.languages << usualLanguage(
            tag,
            PlannerText::tr("Created because \"%1\" has texts in it. See Settings > Languages.").arg(user));
        m_context.languages << tag;
    }
}

void ImportPlanner::checkConflicts()
{
    const int conflicts = m_plan.count(ImportStatus::Conflict);
    if (conflicts == 0)
        return;
    const auto first = std::ranges::find(m_plan.clients, ImportStatus::Conflict, &PlannedClient::status);
    m_plan.obstacle =
        Error{Error::Kind::Rule,
              PlannerText::tr("%n client application(s) exist with other values, as \"%1\". Nothing is "
                              "imported. Choose to skip or to overwrite them.",
                              nullptr, conflicts)
                  .arg(first->client.clientId)};
}

Result<void> ImportPlanner::checkLicence()
{
    const auto licence = store::loadLicence(m_database);
    if (!licence)
        return std::unexpected(licence.error());
    const int added = m_plan.count(ImportStatus::New);
    if (!licence->limit || added == 0 || licence->used + added <= *licence->limit)
        return {};

    const QString text =
        PlannerText::tr("The licence allows %1 client applications, there are %2, and the file adds %3. "
                        "Nothing is imported. Delete some, or change the limit under Settings > "
                        "Licence (gatehouse licence --limit N).")
            .arg(QString::number(*licence->limit), QString::number(licence->used), QString::number(added));
    int room = std::max(0, *licence->limit - licence->used);
    for (PlannedClient &planned : m_plan.clients) {
        if (planned.status == ImportStatus::New && room-- <= 0)
            refuse(planned,
                   {Error::Kind::Rule, PlannerText::tr("It does not fit within the licence limit.")});
    }
    if (!m_plan.obstacle)
        m_plan.obstacle = Error{Error::Kind::Rule, text};
    return {};
}

}
