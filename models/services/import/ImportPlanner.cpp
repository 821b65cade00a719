#include "services/import/ImportPlanner.h"

#include "domain/formats/SecretsInClear.h"
#include "domain/rules/RuleText.h"
#include "domain/servers/OnServers.h"
#include "services/RuleContexts.h"
#include "services/import/ClientMerge.h"
#include "services/import/ImportFile.h"
#include "services/import/ImportText.h"
#include "services/import/RecordPlanner.h"
#include "store/audit/AuditLog.h"
#include "store/records/RecordStore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// API scopes and languages that an import makes only because client applications name them: many more than
/// any system has, and few enough for memory.
constexpr qsizetype mostCreated = 10'000;

Error namesTooMany(qsizetype names)
{
    return {Error::Kind::Rule,
            ImportText::tr("It names %1 API scopes and languages that do not exist, and an import makes at "
                           "most %2. Add those that are meant before, or correct the file.")
                .arg(QString::number(names), QString::number(mostCreated))};
}

template<typename Record>
QList<Record> written(const QList<PlannedRecord<Record>> &planned)
{
    QList<Record> records;
    for (const PlannedRecord<Record> &one : planned) {
        if (isWritten(one.status))
            records << one.record;
    }
    return records;
}

QList<CustomResource> withPlanned(QList<CustomResource> stored,
                                  const QList<PlannedRecord<CustomResource>> &planned)
{
    const QList<CustomResource> changed = written(planned);
    stored.removeIf([&](const CustomResource &resource) {
        return std::ranges::contains(changed, resource.name, &CustomResource::name);
    });
    return stored + changed;
}

}

ImportPlanner::ImportPlanner(const Database &database, const ImportOptions &options, const QDateTime &now)
    : m_database(database), m_options(options)
{
    m_context.now = now;
}

Result<ImportPlan> ImportPlanner::plan(ImportSource &source, const Progress &progress)
{
    const FileSurvey &survey = source.survey();
    m_format = source.format();
    m_plan = {};
    m_unencrypted = {};
    m_plan.losses = survey.head.losses;
    const auto planOne = [&](const ImportedClient &imported) -> Result<void> {
        if (!goesOn(progress, int(m_plan.clients.size()), survey.clients))
            return fail(Error::Kind::Cancelled,
                        ImportText::tr("The import was cancelled. Nothing was changed."));
        return planClient(imported).and_then(
            [&](const PlannedClient &planned) { return m_plan.clients.add(planned); });
    };
    return noteTrailEnd()
        .and_then([&] { return planRecords(survey.head); })
        .and_then([&] { return checkIdentityOption(); })
        .and_then([&] { return source.visit(planOne); })
        .and_then([&] { return store::loadLicence(m_database); })
        .transform([&](const store::Licence &licence) {
            obstacles::checkKey(m_plan, m_unencrypted, m_options.sealing);
            obstacles::checkConflicts(m_plan);
            obstacles::checkLicence(m_plan, licence);
            return m_plan;
        });
}

/// Before anything else is read: what somebody saves from then on may be in the plan, or not.
Result<void> ImportPlanner::noteTrailEnd()
{
    return store::loadAuditHead(m_database).transform([this](const std::optional<store::AuditHead> &head) {
        m_plan.trailEnd = head.value_or(store::AuditHead()).hash;
    });
}

Result<void> ImportPlanner::planRecords(const ImportedHead &file)
{
    auto context = loadRuleContext(m_database, m_context.now);
    if (!context)
        return std::unexpected(context.error());
    m_context = std::move(*context);
    m_context.takesRisks = true;
    const auto scopes = store::loadApiScopes(m_database);
    if (!scopes)
        return std::unexpected(scopes.error());
    const auto languages = store::loadLanguages(m_database);
    if (!languages)
        return std::unexpected(languages.error());
    const auto resources = store::loadCustomResources(m_database);
    if (!resources)
        return std::unexpected(resources.error());

    for (const CustomResource &resource : *resources) {
        if (!resource.enabled)
            m_disabledResources << resource.name;
    }
    m_plan.users = planUsers(file, m_context.users.values(), m_options.onConflict);
    m_plan.apiScopes = planApiScopes(file, *scopes, m_options.onConflict);
    m_plan.languages = planLanguages(file, *languages, m_options.onConflict);
    m_plan.customResources = planCustomResources(file, *resources, m_options.onConflict);
    references::refuseSharedNames(m_plan, m_context);
    foresee();
    m_head = {.users = m_context.users.values(),
              .apiScopes = *scopes + written(m_plan.apiScopes),
              .languages = *languages + written(m_plan.languages),
              .customResources = withPlanned(*resources, m_plan.customResources)};
    return {};
}

void ImportPlanner::foresee()
{
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
}

Result<void> ImportPlanner::checkIdentityOption() const
{
    if (m_options.identity.isEmpty() || m_context.user(m_options.identity))
        return {};
    return fail(
        Error::Kind::NotFound,
        ImportText::tr("There is no user \"%1\" to give as Identity. Choose another, or add the user first.")
            .arg(rules::shortened(m_options.identity)),
        u"identity"_s);
}

Result<PlannedClient> ImportPlanner::planClient(const ImportedClient &read)
{
    if (const auto tooLong = judgement::refusalOfLongId(read.client.clientId); tooLong && !read.refusal) {
        PlannedClient refused{.client = read.client, .losses = read.losses, .place = read.place};
        judgement::refuse(refused, *tooLong); // before any more is made of megabytes
        return refused;
    }
    ImportedClient imported = completion::completed(read, m_context, m_head.languages);
    judgeSecrets(imported);
    PlannedClient planned{.client = imported.client, .losses = imported.losses, .place = imported.place};
    if (imported.refusal) {
        judgement::refuse(planned, *imported.refusal);
        return planned;
    }
    if (const auto proved = proveLogo(imported.client.logo); !proved) {
        judgement::refuse(planned, proved.error());
        return planned;
    }
    const auto stored = store::findClient(m_database, imported.client.clientId);
    if (!stored)
        return std::unexpected(stored.error());

    if (*stored) {
        m_format->fitToStored(imported, **stored, m_head);
        m_format->keepLeftOut(imported, **stored);
    }
    mergeInto(planned, imported, *stored);
    takeIdentity(planned);
    const auto hashes = sealImported(planned, imported, m_options.sealing);
    if (!hashes)
        return std::unexpected(hashes.error());

    const auto names = newNames(planned.client);
    if (names) {
        addToContext(*names);
        judgement::judge(planned, m_context, *stored && isEnabledAnywhere(**stored));
        removeFromContext(*names);
    } else {
        judgement::refuse(planned, names.error());
    }
    if (*stored)
        judgement::compare(planned, **stored, m_options.onConflict);
    planned.isLeftOut = isLeftOut(planned);
    if (planned.isLeftOut)
        planned.status = ImportStatus::Skipped;
    if (isWritten(planned.status))
        create(*names, planned.client.clientId);
    countHashes(planned, *hashes);
    return planned;
}

/// What becomes of a new client application, or of the stored one.
void ImportPlanner::mergeInto(PlannedClient &planned, const ImportedClient &imported,
                              const std::optional<ClientApplication> &stored) const
{
    ClientApplication merged = stored ? merge::onto(*stored, imported, m_disabledResources)
                                      : merge::fresh(imported, m_context.apiScopes);
    merge::takeOtherSettings(merged, takenAsItIs(imported), m_format->name(), imported.notKept);
    planned.client = rules::normalized(merged);
    planned.notes = imported.notes + merge::notes(imported, merged, planned.client);
    if (!stored && merge::lacksTitle(imported)) {
        planned.notes << ImportText::tr(
            "The file gives no name, so that its title is its client ID, as servers show it.");
    }
}

/// With what the file says beyond our fields.
ClientApplication ImportPlanner::takenAsItIs(const ImportedClient &imported) const
{
    ClientApplication taken = rules::normalized(merge::fresh(imported, m_context.apiScopes));
    m_format->keepOtherSettings(taken, imported, m_head);
    return taken;
}

/// Also where nothing else changes: with the key the secret would become readable.
void ImportPlanner::countHashes(const PlannedClient &planned, int hashes)
{
    const bool isTaken = planned.status != ImportStatus::Refused && planned.status != ImportStatus::Skipped &&
                         m_options.choice.takes(planned.client.clientId);
    if (!isTaken || hashes == 0 || !m_options.sealing.isOutOfReach)
        return;
    if (m_unencrypted.secrets == 0)
        m_unencrypted.example = planned.client.clientId;
    m_unencrypted.secrets += hashes;
}

Result<void> ImportPlanner::proveLogo(const Logo &logo) const
{
    return logo.data.isEmpty() || !m_options.proveLogo ? Result<void>() : m_options.proveLogo(logo);
}

bool ImportPlanner::isLeftOut(const PlannedClient &planned) const
{
    const bool wouldChange = isWritten(planned.status) || planned.status == ImportStatus::Conflict;
    return wouldChange && !m_options.choice.takes(planned.client.clientId);
}

void ImportPlanner::takeIdentity(PlannedClient &planned) const
{
    ClientApplication &client = planned.client;
    if (client.isMachineToMachine() && client.identity.isEmpty() && !m_options.identity.isEmpty()) {
        client.identity = m_options.identity;
        planned.notes << ImportText::tr("The file gives no Identity. It becomes \"%1\", as asked for.")
                             .arg(rules::shortened(client.identity));
    }
    if (const User *user = m_context.user(client.identity))
        client.identity = user->userId;
}

Result<ImportPlanner::NewNames> ImportPlanner::newNames(const ClientApplication &client) const
{
    return references::checkResources(client, m_context.customResources)
        .and_then([&] { return references::missingScopes(client, m_context); })
        .and_then([&](const QStringList &scopes) -> Result<NewNames> {
            const NewNames names{scopes, missingLanguages(client.consentTexts.keys())};
            const qsizetype count = names.scopes.size() + names.languages.size();
            if (count > 0 && m_created + count > mostCreated)
                return std::unexpected(namesTooMany(count));
            return names;
        });
}

void ImportPlanner::addToContext(const NewNames &names)
{
    m_context.apiScopes.unite(QSet(names.scopes.begin(), names.scopes.end()));
    m_context.languages.unite(QSet(names.languages.begin(), names.languages.end()));
}

void ImportPlanner::removeFromContext(const NewNames &names)
{
    for (const QString &name : names.scopes)
        m_context.apiScopes.remove(name);
    for (const QString &tag : names.languages)
        m_context.languages.remove(tag);
}

void ImportPlanner::create(const NewNames &names, const QString &clientId)
{
    const QString note =
        ImportText::tr("Created because \"%1\" names it. Give it a title on the page API scopes.")
            .arg(clientId);
    for (const QString &name : names.scopes) {
        PlannedRecord<ApiScope> scope;
        scope.record.name = name;
        scope.note = note;
        m_plan.apiScopes << scope;
    }
    createLanguages(names.languages, clientId);
    addToContext(names);
    m_created += names.scopes.size() + names.languages.size();
}

QStringList ImportPlanner::missingLanguages(const QStringList &tags) const
{
    QStringList missing = tags;
    missing.removeIf([&](const QString &tag) { return m_context.languages.contains(tag); });
    return missing;
}

void ImportPlanner::createLanguages(const QStringList &tags, const QString &user)
{
    for (const QString &tag : missingLanguages(tags)) {
        m_plan.languages << usualLanguage(
            tag,
            ImportText::tr("Created because \"%1\" has texts in it. See Settings > Languages.").arg(user));
        m_context.languages << tag;
    }
}

Result<DryImport> prepareImport(Database &database, const Encryption &encryption, ImportRequest request,
                                const Progress &reading, const Progress &checking)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto file = ImportFile::open(request.path, request.formatName, now, reading);
    if (!file)
        return std::unexpected(file.error());
    ImportFile &source = **file;
    return secretSealing(database, encryption, source.survey(), request.options.keeping)
        .and_then([&](const SecretSealing &sealing) {
            request.options.sealing = sealing;
            return ImportPlanner(database, request.options, now).plan(source, checking);
        })
        .transform([&](const ImportPlan &plan) { return DryImport{plan, now, source.format()}; });
}

}
