#include "services/servers/TakeSource.h"

#include "domain/formats/SecretsInClear.h"
#include "domain/servers/OnServers.h"
#include "domain/servers/SeenOnServer.h"
#include "store/records/ClientStore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct TakeSourceText
{
    Q_DECLARE_TR_FUNCTIONS(TakeSource)
};

/// What the planner takes as it came, so that there is nothing to choose.
bool isWhole(const MergePart &part)
{
    return part.place.field == ClientField::OtherSettings || part.place.field == ClientField::Spellings;
}

/// With the choice of a person, as long as it is about the same values.
void takeChoice(MergePart &part, const ClientMerge &chosen)
{
    const auto known = std::ranges::find(chosen.parts, part.place, &MergePart::place);
    if (known != chosen.parts.end() && known->here == part.here && known->there == part.there)
        part.choice = known->choice;
}

void nameField(ImportedClient &client, ClientField field, const ClientApplication &value)
{
    client.named << field;
    setFieldValue(client.client, field, fieldValue(value, field));
}

}

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

TakeSource::TakeSource(Database &database, const ServerSight &sight, const WholeDocument &document,
                       const TakeRequest &request)
    : m_database(database), m_sight(sight), m_document(document), m_request(request)
{
}

TakeSource::~TakeSource()
{
    for (ImportedClient &client : m_clients)
        wipeSecretsInClear(client);
}

Result<void> TakeSource::choose(const QSet<std::size_t> &places, const Progress &progress)
{
    const auto known = store::loadServerClients(m_database, m_request.server.key);
    if (!known)
        return std::unexpected(known.error());
    m_known = *known;
    NeededHead head(m_document.head, m_sight);
    for (std::size_t place = 0; place < m_document.clients.size(); ++place) {
        if (!goesOn(progress, int(place), int(m_document.clients.size())))
            return fail(Error::Kind::Cancelled, TakeSourceText::tr("Cancelled. Nothing was changed."));
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

Result<void> TakeSource::visit(const ClientReader::Visitor &visitor)
{
    for (const ImportedClient &client : std::as_const(m_clients)) {
        if (const auto done = visitor(client); !done)
            return done;
    }
    return {};
}

/// A new one comes in as with an import.
Result<ImportedClient> TakeSource::adapted(ImportedClient there, NeededHead &head)
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

/// What is there is taken, also where it is here alone that something was changed.
ClientMerge TakeSource::merged(const MirroredClient &mirror, const SeenSides &sides) const
{
    const SeenOnServer seen = seen::fromText(m_known.value(mirror.stored.key).lastSeen);
    const ClientMerge chosen = m_request.merges.value(mirror.stored.clientId.toLower());
    ClientMerge merge =
        threeway::mergeOf(seen.base, sides.hereView, sides.thereView, sides.fields, m_request.onConflict);
    for (MergePart &part : merge.parts) {
        if (part.choice || !part.isBaseKnown || isWhole(part))
            part.choice = MergeSide::There;
        if (!isWhole(part))
            takeChoice(part, chosen);
    }
    return merge;
}

/// Names the fields that differ there, whether it says them or not, with what they are to be here: what
/// the format cannot say stays.
Result<ImportedClient> TakeSource::overwriting(const MirroredClient &mirror, ImportedClient there,
                                               const ClientApplication &stored, NeededHead &head)
{
    if (!mirror.isRead) { // nothing to compare with
        head.need(there.client, true);
        return there;
    }
    const SeenSides sides = seenSides(m_sight, mirror, there);
    ClientMerge merge = merged(mirror, sides);
    ClientMerge shown = merge;
    shown.parts.removeIf(isWhole);
    if (!shown.parts.isEmpty())
        m_merges.insert(stored.clientId.toLower(), shown);
    merge.parts.removeIf([](const MergePart &part) { return part.choice == MergeSide::Here; });
    for (MergePart &part : merge.parts)
        part.choice = MergeSide::There; // what is still open, too, so that the plan tells it
    const auto target = threeway::applied(mirror.stored, merge, MergeSide::There, m_sight.format().name());
    if (!target)
        return std::unexpected(target.error());
    const ClientApplication here = fromServer(stored, *target, m_sight.server(), m_sight.servers());
    there.named.clear();
    bool changesResources = false;
    for (const MergePart &part : merge.parts) {
        changesResources = changesResources || part.place.field == ClientField::Spellings;
        if (isWhole(part))
            continue;
        nameField(there, part.place.field, here);
    }
    if (here.onServers != stored.onServers)
        nameField(there, ClientField::OnServers, here);
    if (sides.secretsDiffer && !there.client.secrets.isEmpty())
        there.named << ClientField::Secrets;
    else
        wipeSecretsInClear(there);
    there.scopesMayBeResources = false; // they were sorted
    head.need(*target, changesResources);
    return there;
}

}
