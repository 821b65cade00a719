#include "services/servers/ServerSight.h"

#include "domain/HiddenSecrets.h"
#include "domain/formats/KeptLists.h"
#include "domain/json/JsonPlace.h"
#include "domain/servers/OnServers.h"
#include "services/RuleContexts.h"
#include "services/export/ExportHeads.h"
#include "services/import/ClientMerge.h"
#include "services/import/ImportSteps.h"
#include "store/records/ServerStore.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QtConcurrentMap>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace gatehouse {

using json::Json;

namespace {

struct SightText
{
    Q_DECLARE_TR_FUNCTIONS(ServerSight)
};

constexpr qsizetype mostAtOnce = 200;
constexpr qsizetype inShare = 25;

/// Rows that are kept although they do not apply are not said to anybody.
ClientApplication withoutUnused(ClientApplication client)
{
    for (const ClientFieldInfo &info : clientFields()) {
        if (info.kind == FieldKind::List &&
            rules::fieldState(client, info.field).presence == rules::Presence::Off)
            setFieldValue(client, info.field, QStringList());
    }
    if (client.isMachineToMachine())
        client.consentTexts.clear();
    return client;
}

bool isLeftOut(const QList<Loss> &losses)
{
    return std::ranges::contains(losses, fieldLabel(ClientField::Enabled), &Loss::field);
}

/// Writes client applications and reads what was written.
class Mirror
{
public:
    Mirror(const ServerSight &sight, const Json &around) : m_sight(sight), m_around(around) {}

    Result<void> show(std::vector<MirroredClient *> clients, bool asEnabled)
    {
        QBuffer buffer;
        buffer.open(QIODevice::ReadWrite);
        const auto writer = m_sight.format().writer(buffer);
        Result<void> done = writer->begin(m_sight.head());
        for (MirroredClient *const mirror : clients)
            done = done.and_then([&] { return write(*writer, *mirror, asEnabled); });
        return done.and_then([&] { return writer->end(); })
            .and_then([&] { return readWhole(m_sight.format(), buffer, m_sight.now(), m_around); })
            .and_then([&](const WholeDocument &document) { return takeRead(clients, document); });
    }

private:
    static Result<void> write(ClientWriter &writer, MirroredClient &mirror, bool asEnabled)
    {
        ClientApplication client = mirror.stored;
        client.enabled = client.enabled || asEnabled;
        return writer.add(client).transform([&](const QList<Loss> &losses) {
            mirror.isRead = !isLeftOut(losses);
            if (!asEnabled) {
                mirror.losses = losses;
                mirror.isLeftOut = !mirror.isRead;
            }
        });
    }

    /// The reader's answers are in the order of those that were written.
    Result<void> takeRead(const std::vector<MirroredClient *> &clients, const WholeDocument &document) const
    {
        auto next = document.clients.begin();
        for (MirroredClient *const mirror : clients) {
            if (!mirror->isRead)
                continue;
            if (next == document.clients.end()) {
                return fail(Error::Kind::Rule,
                            SightText::tr("\"%1\" cannot be compared: the format %2 does not read what it "
                                          "wrote.")
                                .arg(mirror->stored.clientId, m_sight.format().name()));
            }
            mirror->imported = m_sight.completed(next->imported);
            ++next;
        }
        return {};
    }

    const ServerSight &m_sight;
    const Json &m_around;
};

/// The objects with a name in the lists of what the server says, leaf by leaf: what our fields are to it, as
/// the mappers of Keycloak.
class NamedParts
{
public:
    NamedParts(const Json &object, const ClientApplication &client, const QString &format)
    {
        const Json others = json::fromCompactText(client.otherSettings.value(format));
        for (auto member = object.begin(); object.is_object() && member != object.end(); ++member) {
            for (std::size_t index = 0; member->is_array() && index < member->size(); ++index) {
                const Json *const name = kept::memberOf((*member)[index], "name");
                if (name && name->is_string() && !isOther(others, member.key(), *name))
                    add((*member)[index], {member.key(), name->get<std::string>()});
            }
        }
    }

    const std::map<json::Place, Json> &leaves() const { return m_leaves; }

private:
    static bool isOther(const Json &others, const std::string &list, const Json &name)
    {
        const Json *const elements = kept::memberOf(others, list);
        return elements && elements->is_array() && std::ranges::any_of(*elements, [&](const Json &element) {
                   const Json *const other = kept::memberOf(element, "name");
                   return other && *other == name;
               });
    }

    void add(const Json &value, const json::Place &place)
    {
        if (!value.is_object()) {
            m_leaves[place] = value;
            return;
        }
        for (const auto &[name, member] : value.items()) {
            json::Place below = place;
            below.push_back(name);
            add(member, below);
        }
    }

    std::map<json::Place, Json> m_leaves;
};

/// Of what both name alike, what we say of it.
void addNamedParts(SeenSides &sides, const Json &here, const Json &there, const QString &format)
{
    const NamedParts ours(here, sides.here, format);
    if (ours.leaves().empty())
        return;
    const NamedParts theirs(there, sides.there, format);
    std::set<std::pair<std::string, std::string>> names;
    for (const auto &[place, value] : theirs.leaves())
        names.emplace(place.at(0), place.at(1));
    for (const auto &[place, value] : ours.leaves()) {
        if (!names.contains({place.at(0), place.at(1)}))
            continue;
        const ViewPlace at{ClientField::Spellings, json::toText(json::pointerTo(place))};
        sides.hereView.values[at] = value;
        if (const auto found = theirs.leaves().find(place); found != theirs.leaves().end())
            sides.thereView.values[at] = found->second;
    }
}

QSet<QString> hashesOf(const ClientApplication &client)
{
    QSet<QString> hashes;
    for (const ClientSecret &secret : client.secrets) {
        if (!secret.isKnownToServerOnly())
            hashes << secret.hash;
    }
    return hashes;
}

/// Only where the server gives one that can be compared, and the database shows ours.
bool doSecretsDiffer(const MirroredClient &mirror, const ImportedClient &there)
{
    if (std::ranges::any_of(mirror.stored.secrets, hidden::isHidden))
        return false;
    const QSet<QString> theirs = hashesOf(there.client);
    return !hashesOf(mirror.stored).contains(theirs) || !theirs.contains(hashesOf(mirror.imported.client));
}

}

Result<ServerSight> ServerSight::of(Database &database, const ClientFormat &format, const QDateTime &now,
                                    const QString &server)
{
    ServerSight sight;
    sight.m_format = &format;
    sight.m_server = server;
    const auto servers = store::loadServers(database);
    if (!servers)
        return std::unexpected(servers.error());
    for (const Server &one : *servers)
        sight.m_servers << one.name;
    auto context = loadRuleContext(database, now);
    if (!context)
        return std::unexpected(context.error());
    sight.m_context = std::move(*context);
    sight.m_context.takesRisks = true;
    return exportHeadFor(database, ClientSelection::all()).transform([&](const ExportHead &head) {
        sight.m_head = head;
        sight.m_head.now = now;
        return sight;
    });
}

ImportedClient ServerSight::completed(const ImportedClient &read) const
{
    ImportedClient imported = completion::completed(read, m_context, m_head.languages);
    if (const User *user = m_context.user(imported.client.identity))
        imported.client.identity = user->userId;
    return imported;
}

ClientApplication ServerSight::taken(const ImportedClient &imported) const
{
    ClientApplication client = rules::normalized(merge::fresh(imported, m_context.apiScopes));
    m_format->keepOtherSettings(client, imported, m_head);
    return client;
}

Result<std::vector<MirroredClient>> mirrored(const ServerSight &sight,
                                             const QList<ClientApplication> &clients, const Json &around)
{
    std::vector<MirroredClient> mirrors;
    mirrors.reserve(std::size_t(clients.size()));
    for (const ClientApplication &client : clients)
        mirrors.push_back({.stored = forServer(client, sight.server())});
    std::vector<MirroredClient *> all;
    all.reserve(mirrors.size());
    for (MirroredClient &mirror : mirrors)
        all.push_back(&mirror);
    Mirror mirror(sight, around);
    return mirror.show(all, false)
        .and_then([&]() -> Result<void> {
            std::erase_if(all,
                          [](const MirroredClient *one) { return !one->isLeftOut || one->stored.enabled; });
            return all.empty() ? Result<void>() : mirror.show(all, true);
        })
        .transform([&] { return std::move(mirrors); });
}

namespace {

/// Shares of them on all processors.
Result<std::vector<MirroredClient>>
mirroredTogether(const ServerSight &sight, const QList<ClientApplication> &clients, const Json &around)
{
    struct Share
    {
        QList<ClientApplication> clients;
        Result<std::vector<MirroredClient>> mirrors;
    };
    std::vector<Share> shares;
    for (qsizetype first = 0; first < clients.size(); first += inShare)
        shares.push_back({clients.mid(first, inShare), {}});
    QtConcurrent::blockingMap(shares,
                              [&](Share &share) { share.mirrors = mirrored(sight, share.clients, around); });
    std::vector<MirroredClient> all;
    all.reserve(std::size_t(clients.size()));
    for (Share &share : shares) {
        if (!share.mirrors)
            return std::unexpected(share.mirrors.error());
        std::ranges::move(*share.mirrors, std::back_inserter(all));
    }
    return all;
}

}

Result<void> visitMirrored(Database &database, const ClientSelection &selection, const ServerSight &sight,
                           const Json &around, const Progress &progress,
                           const std::function<Result<void>(std::vector<MirroredClient> &&)> &visitor)
{
    const auto total = selection.count(database);
    if (!total)
        return std::unexpected(total.error());
    int done = 0;
    QList<ClientApplication> batch;
    const auto show = [&] {
        return mirroredTogether(sight, std::exchange(batch, {}), around).and_then(visitor);
    };
    const auto add = [&](const ClientApplication &client) -> Result<void> {
        if (!goesOn(progress, done++, *total))
            return fail(Error::Kind::Cancelled, SightText::tr("Cancelled. Nothing was changed."));
        batch << client;
        return batch.size() < mostAtOnce ? Result<void>() : show();
    };
    return selection.visit(database, add).and_then([&] { return batch.isEmpty() ? Result<void>() : show(); });
}

ClientView viewSaid(const ClientApplication &client, const QString &format)
{
    return view::of(withoutUnused(client), format);
}

SeenSides seenSides(const ServerSight &sight, const MirroredClient &mirror, ImportedClient there)
{
    const QString format = sight.format().name();
    sight.format().fitToStored(there, mirror.stored, sight.head());
    SeenSides sides;
    sides.here = sight.taken(mirror.imported);
    if (mirror.isLeftOut)
        sides.here.enabled = mirror.stored.enabled;
    sides.there = sight.taken(there);
    sides.hereView = viewSaid(sides.here, format);
    sides.thereView = viewSaid(sides.there, format);
    sides.fields = mirror.imported.named + there.named;
    sides.fields << ClientField::OtherSettings << ClientField::Spellings;
    if (mirror.isLeftOut)
        sides.fields << ClientField::Enabled;
    addNamedParts(sides, mirror.imported.asItCame, there.asItCame, format);
    sides.secretsDiffer = doSecretsDiffer(mirror, there);
    return sides;
}

}
