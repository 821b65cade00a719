#include "services/servers/ServerTake.h"

#include "domain/formats/SecretsInClear.h"
#include "domain/rules/RuleText.h"
#include "domain/servers/OnServers.h"
#include "domain/servers/ServerActions.h"
#include "services/import/ImportWriter.h"
#include "services/servers/ServerAudit.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct TakeText
{
    Q_DECLARE_TR_FUNCTIONS(ServerTake)
};

/// What stands around the client applications, as far as these need it and it is not here.
class NeededHead
{
public:
    NeededHead(const ImportedHead &head, const ServerSight &sight) : m_head(head), m_sight(sight) {}

    void need(const ClientApplication &client, bool changesResources)
    {
        m_users << client.identity.toLower();
        m_names.unite(QSet(client.apiScopes.begin(), client.apiScopes.end()));
        for (const QString &resource : client.customResources) {
            m_names << resource;
            if (changesResources)
                m_changed << resource;
        }
        m_tags.unite(QSet(client.consentTexts.keyBegin(), client.consentTexts.keyEnd()));
    }

    ImportedHead head()
    {
        ImportedHead needed;
        needed.losses = m_head.losses;
        const rules::RuleContext &here = m_sight.context();
        keep(needed, &ImportedHead::users, u"users"_s, [&](const User &user) {
            return m_users.contains(user.userId.toLower()) && !here.user(user.userId);
        });
        keep(needed, &ImportedHead::apiScopes, u"api_scopes"_s, [&](const ApiScope &scope) {
            return m_names.contains(scope.name) && !here.apiScopes.contains(scope.name);
        });
        keep(needed, &ImportedHead::customResources, u"custom_resources"_s, [&](const CustomResource &one) {
            const bool isKept = m_changed.contains(one.name) || !here.customResources.contains(one.name);
            if (isKept && m_names.contains(one.name))
                m_tags.unite(QSet(one.texts.keyBegin(), one.texts.keyEnd()));
            return isKept && m_names.contains(one.name);
        });
        keep(needed, &ImportedHead::languages, u"languages"_s, [&](const Language &language) {
            return m_tags.contains(language.tag) && !here.languages.contains(language.tag);
        });
        return needed;
    }

private:
    /// The places that the file names go by the number in the list.
    template<typename Record>
    void keep(ImportedHead &needed, QList<Record> ImportedHead::*list, const QString &name,
              const auto &isKept)
    {
        for (qsizetype index = 0; index < (m_head.*list).size(); ++index) {
            const Record &record = (m_head.*list).at(index);
            if (!isKept(record))
                continue;
            const QString before = u"%1[%2]."_s.arg(name).arg(index);
            const QString after = u"%1[%2]."_s.arg(name).arg((needed.*list).size());
            for (const QString &place : m_head.named) {
                if (place.startsWith(before))
                    needed.named << after + place.sliced(before.size());
            }
            needed.*list << record;
        }
    }

    const ImportedHead &m_head;
    const ServerSight &m_sight;
    QSet<QString> m_users;
    QSet<QString> m_names;
    QSet<QString> m_changed;
    QSet<QString> m_tags;
};

/// The chosen client applications of a server, each so that overwriting makes it what it is there.
class TakeSource final : public ImportSource
{
public:
    TakeSource(Database &database, const ServerSight &sight, const WholeDocument &document)
        : m_database(database), m_sight(sight), m_document(document)
    {
    }
    ~TakeSource() override
    {
        for (ImportedClient &client : m_clients)
            wipeSecretsInClear(client);
    }
    Q_DISABLE_COPY_MOVE(TakeSource)

    Result<void> choose(const QSet<std::size_t> &places, const Progress &progress)
    {
        NeededHead head(m_document.head, m_sight);
        for (std::size_t place = 0; place < m_document.clients.size(); ++place) {
            if (!goesOn(progress, int(place), int(m_document.clients.size())))
                return fail(Error::Kind::Cancelled, TakeText::tr("Cancelled. Nothing was changed."));
            if (!places.contains(place))
                continue;
            auto client = adapted(m_sight.completed(m_document.clients[place].imported), head);
            if (!client)
                return std::unexpected(client.error());
            m_survey.hasSecretsInClear |= !client->refusal && !client->secretsInClear.isEmpty();
            m_clients << *std::move(client);
        }
        m_survey.head = head.head();
        m_survey.clients = int(m_clients.size());
        return {};
    }

    const FileSurvey &survey() const override { return m_survey; }
    const ClientFormat *format() const override { return &m_sight.format(); }
    Result<void> visit(const ClientReader::Visitor &visitor) override
    {
        for (const ImportedClient &client : std::as_const(m_clients)) {
            if (const auto done = visitor(client); !done)
                return done;
        }
        return {};
    }

private:
    /// A new one comes in as with an import.
    Result<ImportedClient> adapted(ImportedClient there, NeededHead &head)
    {
        if (there.refusal)
            return there;
        return store::findClient(m_database, there.client.clientId)
            .and_then([&](const auto &stored) -> Result<ImportedClient> {
                if (!stored) {
                    head.need(there.client, true);
                    return there;
                }
                return mirrored(m_sight, {*stored}, m_document.rest)
                    .and_then([&](const std::vector<MirroredClient> &mirrors) {
                        return overwriting(mirrors.front(), there, *stored, head);
                    });
            });
    }

    /// Names the fields that differ there, whether it says them or not, with what they are to be here: what
    /// the format cannot say stays.
    Result<ImportedClient> overwriting(const MirroredClient &mirror, ImportedClient there,
                                       const ClientApplication &stored, NeededHead &head) const
    {
        if (!mirror.isRead) { // nothing to compare with
            head.need(there.client, true);
            return there;
        }
        const SeenSides sides = seenSides(m_sight, mirror, there);
        const ClientMerge merge =
            threeway::mergeOf({}, sides.hereView, sides.thereView, sides.fields, OnConflict::Theirs);
        const auto target =
            threeway::applied(mirror.stored, merge, MergeSide::There, m_sight.format().name());
        if (!target)
            return std::unexpected(target.error());
        const ClientApplication here = fromServer(stored, *target, m_sight.server(), m_sight.servers());
        there.named.clear();
        bool changesResources = false;
        for (const MergePart &part : merge.parts) {
            changesResources = changesResources || part.place.field == ClientField::Spellings;
            if (part.place.field == ClientField::OtherSettings || part.place.field == ClientField::Spellings)
                continue; // the planner takes these as they came
            name(there, part.place.field, here);
        }
        if (here.onServers != stored.onServers)
            name(there, ClientField::OnServers, here);
        if (sides.secretsDiffer && !there.client.secrets.isEmpty())
            there.named << ClientField::Secrets;
        else
            wipeSecretsInClear(there);
        there.scopesMayBeResources = false; // they were sorted
        head.need(*target, changesResources);
        return there;
    }

    static void name(ImportedClient &client, ClientField field, const ClientApplication &value)
    {
        client.named << field;
        setFieldValue(client.client, field, fieldValue(value, field));
    }

    Database m_database;
    const ServerSight &m_sight;
    const WholeDocument &m_document;
    QList<ImportedClient> m_clients;
    FileSurvey m_survey;
};

Error notThere(const QString &clientId, const QString &server)
{
    return {Error::Kind::NotFound,
            TakeText::tr("There is no client application \"%1\" on %2. Check the client ID.")
                .arg(rules::shortened(clientId), server)};
}

Result<QSet<std::size_t>> chosenPlaces(const WholeDocument &document, const TakeRequest &request)
{
    QSet<std::size_t> chosen;
    if (request.clientIds.isEmpty()) {
        for (std::size_t place = 0; place < document.clients.size(); ++place)
            chosen << place;
        return chosen;
    }
    const auto places = comparison::placesIn(document);
    for (const QString &clientId : request.clientIds) {
        const auto place = places.constFind(clientId.toLower());
        if (place == places.constEnd())
            return std::unexpected(notThere(clientId, request.server.name));
        chosen << *place;
    }
    return chosen;
}

/// The audit trail says where they came from.
Result<void> noteTaken(EditSession &session, const TakePlan &plan)
{
    for (qsizetype index = 0; index < plan.import.clients.size(); ++index) {
        if (!isWritten(plan.import.clients.outline(index).status))
            continue;
        const auto noted = plan.import.clients.at(index).and_then([&](const PlannedClient &planned) {
            return store::findClientId(session.database(), planned.client.clientId)
                .and_then([&](const auto &owner) -> Result<void> {
                    if (!owner)
                        return {};
                    return serveraudit::note(session, audit::taken, plan.server,
                                             {owner->key, owner->clientId});
                });
        });
        if (!noted)
            return noted;
    }
    return {};
}

QStringList clientIdsOf(const TakePlan &plan)
{
    QStringList ids;
    for (qsizetype index = 0; index < plan.import.clients.size(); ++index) {
        if (plan.import.clients.outline(index).status != ImportStatus::Refused)
            ids << plan.import.clients.outline(index).name;
    }
    return ids;
}

}

Result<TakePlan> planTake(Database &database, const Encryption &encryption, ServerConnection &connection,
                          const TakeRequest &request, const ComparisonProgress &progress)
{
    return exportFormatByName(formatOf(request.server))
        .and_then([&](const ClientFormat *format) {
            return readServer(connection, *format, request.clientIds, request.now, progress.reading);
        })
        .and_then([&](WholeDocument &&document) {
            return planTake(database, encryption, std::make_shared<const WholeDocument>(std::move(document)),
                            request, progress.comparing);
        });
}

Result<TakePlan> planTake(Database &database, const Encryption &encryption,
                          const std::shared_ptr<const WholeDocument> &document, const TakeRequest &request,
                          const Progress &progress)
{
    const auto format = exportFormatByName(formatOf(request.server));
    if (!format)
        return std::unexpected(format.error());
    const auto places = chosenPlaces(*document, request);
    if (!places)
        return std::unexpected(places.error());
    const auto sight = ServerSight::of(database, **format, request.now, request.server.name);
    if (!sight)
        return std::unexpected(sight.error());
    TakeSource source(database, *sight, *document);
    ImportOptions options{.onConflict = ConflictPolicy::Overwrite,
                          .keeping = request.keeping,
                          .choice = request.choice,
                          .proveLogo = request.proveLogo};
    return source.choose(*places, progress)
        .and_then([&] { return secretSealing(database, encryption, source.survey(), request.keeping); })
        .and_then([&](const SecretSealing &sealing) {
            options.sealing = sealing;
            return ImportPlanner(database, options, request.now).plan(source);
        })
        .transform(
            [&](const ImportPlan &plan) { return TakePlan{request.server, request.now, plan, document}; });
}

Result<void> applyTake(Database &database, const TakePlan &plan, const Progress &progress)
{
    const auto note = [&](EditSession &session) { return noteTaken(session, plan); };
    return applyImport(database, plan.import, plan.now, progress, note).and_then([&]() -> Result<void> {
        const QStringList clientIds = clientIdsOf(plan);
        if (clientIds.isEmpty())
            return {};
        return compareWithDocument(database, {.server = plan.server, .clientIds = clientIds, .now = plan.now},
                                   *plan.document, true)
            .transform([](const ServerComparison &) {});
    });
}

}
