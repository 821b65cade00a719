#include "services/servers/ServerComparison.h"

#include "domain/rules/RuleText.h"
#include "store/edit/ServerEdits.h"
#include "store/records/ClientStore.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QtConcurrentMap>

#include <algorithm>

namespace gatehouse {

using State = store::ServerClientState;

namespace {

struct ComparisonText
{
    Q_DECLARE_TR_FUNCTIONS(ServerComparison)
};

Error notKnown(const QString &clientId, const QString &server)
{
    return {
        Error::Kind::NotFound,
        ComparisonText::tr("There is no client application \"%1\", neither here nor on %2. Check the client "
                           "ID.")
            .arg(rules::shortened(clientId), server)};
}

/// Compares them batch by batch.
class Comparer
{
public:
    Comparer(Database &database, const ComparisonRequest &request, const ServerSight &sight,
             const WholeDocument &document, bool canList)
        : m_database(database)
        , m_request(request)
        , m_sight(sight)
        , m_document(document)
        , m_places(comparison::placesIn(m_document))
    {
        m_result.server = request.server.name;
        m_result.comparedAt = request.now;
        m_result.losses = m_document.head.losses;
        m_result.knowsOnlyThere = canList;
    }

    Result<ServerComparison> run(const Progress &progress)
    {
        return loadKnown()
            .and_then([&] { return compareStored(progress); })
            .and_then([&] { return addOnlyThere(); })
            .transform([&] {
                std::ranges::sort(m_result.clients, {}, [](const ComparedClient &client) {
                    return std::pair(client.clientId.toLower(), client.clientId);
                });
                m_result.unrecorded = note();
                return m_result;
            });
    }

private:
    Result<void> loadKnown()
    {
        return store::loadServerClients(m_database, m_request.server.key)
            .transform([&](const store::ServerClients &clients) { m_known = m_loaded = clients; });
    }

    /// The chosen ones that are here: the others may be there.
    Result<ClientSelection> selection()
    {
        if (m_request.clientIds.isEmpty())
            return ClientSelection::all();
        QStringList here;
        for (const QString &clientId : m_request.clientIds) {
            const auto owner = store::findClientId(m_database, clientId);
            if (!owner)
                return std::unexpected(owner.error());
            if (*owner)
                here << clientId;
            else if (!m_places.contains(clientId.toLower()))
                return std::unexpected(notKnown(clientId, m_request.server.name));
        }
        return ClientSelection::byClientIds(here);
    }

    Result<void> compareStored(const Progress &progress)
    {
        const auto chosen = selection();
        if (!chosen)
            return std::unexpected(chosen.error());
        return visitMirrored(m_database, *chosen, m_sight, m_document.rest, progress,
                             [&](std::vector<MirroredClient> &&mirrors) -> Result<void> {
                                 compareSome(mirrors);
                                 return {};
                             });
    }

    /// One client application here and there.
    struct Side
    {
        const MirroredClient &mirror;
        const ImportedClient *there; ///< null: it is not there
        SeenOnServer seen = {};
        bool isSeenAnew = false;
        ComparedClient compared = {};
    };

    /// On all processors: no side knows of another.
    void compareSome(const std::vector<MirroredClient> &mirrors)
    {
        std::vector<Side> sides;
        for (const MirroredClient &mirror : mirrors) {
            const auto place = m_places.constFind(mirror.stored.clientId.toLower());
            const bool isThere = place != m_places.constEnd();
            sides.push_back({mirror, isThere ? &m_document.clients.at(*place).imported : nullptr});
        }
        QtConcurrent::blockingMap(sides, [this](Side &side) { compare(side); });
        for (const Side &side : sides)
            take(side);
    }

    void compare(Side &side) const
    {
        std::optional<ImportedClient> there;
        if (side.there)
            there = m_sight.completed(*side.there);
        const SeenOnServer before = seen::fromText(m_loaded.value(side.mirror.stored.key).lastSeen);
        side.seen = before;
        side.compared = comparison::compared(m_sight, side.mirror, there ? &*there : nullptr, side.seen);
        side.isSeenAnew = side.seen != before;
    }

    void take(const Side &side)
    {
        const ClientApplication &stored = side.mirror.stored;
        store::ServerClient &known = m_known[stored.key];
        m_here << stored.clientId.toLower();
        m_result.clients << side.compared;
        ComparedClient &compared = m_result.clients.last();
        if (!side.there && !known.thereId.isEmpty()) {
            compared.note = ComparisonText::tr("It is registered as \"%1\", which the server does not show.")
                                .arg(rules::shortened(known.thereId));
        }
        known.serverKey = m_request.server.key;
        known.applicationKey = stored.key;
        known.comparedAt = m_request.now;
        known.state = compared.state;
        known.differing = int(compared.differences.size());
        if (side.isSeenAnew)
            known.lastSeen = seen::toText(side.seen);
        m_noted << stored.key;
    }

    Result<void> addOnlyThere()
    {
        const QStringList &chosen = m_request.clientIds;
        for (const WholeDocument::Client &client : m_document.clients) {
            const QString &clientId = client.imported.client.clientId;
            const bool isChosen = chosen.isEmpty() || chosen.contains(clientId, Qt::CaseInsensitive);
            const bool isLeftAlone = client.imported.isOfOtherKind && chosen.isEmpty();
            if (!isChosen || isLeftAlone || m_here.contains(clientId.toLower()))
                continue;
            ComparedClient compared{.clientId = clientId, .key = {}, .state = State::OnlyThere};
            if (compared.clientId.isEmpty())
                compared.clientId = client.imported.place;
            if (client.imported.refusal)
                compared.note = client.imported.refusal->text;
            m_result.clients << compared;
        }
        return {};
    }

    Result<void> noteAll(EditSession &session, const store::ServerClients &now)
    {
        for (const QString &key : std::as_const(m_noted)) {
            const store::ServerClient noted =
                now.contains(key) ? withComparison(now.value(key)) : m_known.value(key);
            if (const auto done = edit::noteServerClient(session, noted); !done)
                return done;
        }
        return {};
    }

    /// What others noted since, as of a push or a registration, stays: nothing but the comparison is ours.
    store::ServerClient withComparison(store::ServerClient now) const
    {
        const store::ServerClient compared = m_known.value(now.applicationKey);
        if (now.lastSeen == m_loaded.value(now.applicationKey).lastSeen)
            now.lastSeen = compared.lastSeen;
        now.comparedAt = compared.comparedAt;
        now.state = compared.state;
        now.differing = compared.differing;
        return now;
    }

    /// Why it cannot be noted.
    QString note()
    {
        const auto noted = editing(
            m_database,
            [&](EditSession &session) {
                return store::loadServerClients(m_database, m_request.server.key)
                    .and_then([&](const store::ServerClients &now) { return noteAll(session, now); });
            },
            m_request.now);
        return noted ? QString() : noted.error().text;
    }

    Database m_database;
    const ComparisonRequest &m_request;
    const ServerSight &m_sight;
    const WholeDocument &m_document;
    const QHash<QString, std::size_t> m_places;
    store::ServerClients m_known;
    store::ServerClients m_loaded; ///< as they were before the comparison
    QStringList m_noted;
    QSet<QString> m_here; ///< client IDs in lower case
    ServerComparison m_result;
};

}

int ServerComparison::drifted() const
{
    return int(clients.size()) - count(State::Same);
}

int ServerComparison::count(State state) const
{
    return int(std::ranges::count(clients, state, &ComparedClient::state));
}

QString serverStateLabel(State state)
{
    switch (state) {
    case State::Unknown:
        break;
    case State::Same:
        return ComparisonText::tr("The same");
    case State::Differs:
        return ComparisonText::tr("Differs");
    case State::OnlyHere:
        return ComparisonText::tr("Only here");
    case State::OnlyThere:
        return ComparisonText::tr("Only there");
    }
    return ComparisonText::tr("Not compared");
}

Result<WholeDocument> readServer(ServerConnection &connection, const ClientFormat &format,
                                 const QStringList &clientIds, const QDateTime &now, const Progress &progress)
{
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    auto document =
        connection.read(buffer, clientIds, progress).and_then([&] { return readWhole(format, buffer, now); });
    wipe(buffer.buffer());
    return document;
}

Result<ServerComparison> compareWithServer(Database &database, ServerConnection &connection,
                                           const ComparisonRequest &request,
                                           const ComparisonProgress &progress)
{
    const auto format = exportFormatByName(formatOf(request.server));
    if (!format)
        return std::unexpected(format.error());
    return readServer(connection, **format, request.clientIds, request.now, progress.reading)
        .and_then([&](const WholeDocument &document) {
            return compareWithDocument(database, request, document, connection.canList(), progress.comparing);
        });
}

Result<ServerComparison> compareWithDocument(Database &database, const ComparisonRequest &request,
                                             const WholeDocument &document, bool canList,
                                             const Progress &progress)
{
    return exportFormatByName(formatOf(request.server))
        .and_then([&](const ClientFormat *format) {
            return ServerSight::of(database, *format, request.now, request.server.name);
        })
        .and_then([&](const ServerSight &sight) {
            return Comparer(database, request, sight, document, canList).run(progress);
        });
}

}
