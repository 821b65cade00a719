#include "services/ClientSelection.h"

#include "domain/rules/RuleText.h"
#include "services/ServicesText.h"
#include "store/RowReader.h"
#include "store/records/ClientPage.h"
#include "store/records/ClientStore.h"
#include "store/records/ReadClients.h"
#include "store/records/RecordStore.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Error unknownClientId(const QString &clientId)
{
    return {Error::Kind::NotFound,
            ServicesText::tr("There is no client application \"%1\". Check the client ID.")
                .arg(rules::shortened(clientId))};
}

Error deletedMeanwhile()
{
    return {Error::Kind::NotFound,
            ServicesText::tr(
                "A selected client application was deleted meanwhile. Choose Refresh (F5) and try again.")};
}

/// Hands over client applications by their keys, in that order. They are loaded some at a time: each question
/// has its price.
class Visit
{
public:
    Visit(Database &database, const ClientSelection::Visitor &visitor,
          const ClientSelection::DamageVisitor &damageVisitor)
        : m_database(database), m_visitor(visitor), m_damageVisitor(damageVisitor)
    {
    }

    Result<void> all(const QStringList &keys)
    {
        Result<void> done;
        for (qsizetype first = 0; done && first < keys.size(); first += store::ReadClients::mostAtOnce)
            done = some(keys.mid(first, store::ReadClients::mostAtOnce));
        return done;
    }

    Result<void> rows(const QList<store::ClientRow> &rows, const QSet<QString> &exceptions)
    {
        Result<void> done;
        QStringList keys;
        for (const store::ClientRow &row : rows) {
            if (!done)
                return done;
            if (exceptions.contains(row.key))
                continue;
            if (row.damage.isEmpty()) {
                keys << row.key;
                continue;
            }
            done = all(std::exchange(keys, {})).and_then([&] {
                return told(fail(Error::Kind::Unreachable, row.damage, u"client_id"_s));
            });
        }
        return done.and_then([&] { return all(keys); });
    }

private:
    Result<void> some(const QStringList &keys)
    {
        const auto clients = store::loadClients(m_database, keys);
        if (!clients && keys.size() > 1 && store::isDamage(clients.error()))
            return oneByOne(keys); // it does not tell of the others
        if (!clients)
            return told(std::unexpected(clients.error()));
        Result<void> done;
        for (auto key = keys.begin(); done && key != keys.end(); ++key) {
            const auto client = clients->constFind(*key);
            done = told(client == clients->constEnd() ? std::unexpected(deletedMeanwhile())
                                                      : m_visitor(*client));
        }
        return done;
    }

    Result<void> oneByOne(const QStringList &keys)
    {
        Result<void> done;
        for (auto key = keys.begin(); done && key != keys.end(); ++key)
            done = some({*key});
        return done;
    }

    Result<void> told(const Result<void> &done) const
    {
        if (done || !m_damageVisitor || !store::isDamage(done.error()))
            return done;
        m_damageVisitor(done.error());
        return {};
    }

    Database &m_database;
    const ClientSelection::Visitor &m_visitor;
    const ClientSelection::DamageVisitor &m_damageVisitor;
};

Result<void> visitMatching(Database &database, const store::ClientFilter &filter,
                           const QSet<QString> &exceptions, Visit visit)
{
    store::ClientPageRequest request;
    request.filter = filter;
    while (true) {
        const auto page = store::loadPage(database, request);
        if (!page)
            return std::unexpected(page.error());
        if (const auto done = visit.rows(*page, exceptions); !done || page->size() < request.size)
            return done;
        request.after = page->last();
    }
}

/// By its key. Loaded whole: what is damaged has no name that can be trusted.
Result<std::optional<store::ClientIdOwner>> ownerOf(Database &database, const QString &key)
{
    return store::loadClient(database, key)
        .transform([](const auto &client) -> std::optional<store::ClientIdOwner> {
            return client ? std::optional(store::ClientIdOwner{client->key, client->clientId}) : std::nullopt;
        });
}

}

ClientSelection ClientSelection::matching(const store::ClientFilter &filter, const QSet<QString> &exceptions)
{
    ClientSelection selection(Kind::Matching, {});
    selection.m_filter = filter;
    selection.m_exceptions = exceptions;
    return selection;
}

Result<int> ClientSelection::count(Database &database) const
{
    if (isAll())
        return store::loadLicence(database).transform(
            [](const store::Licence &licence) { return licence.used; });
    return names(database).transform([](const QList<store::ClientName> &found) { return int(found.size()); });
}

Result<void> ClientSelection::visit(Database &database, const Visitor &visitor,
                                    const DamageVisitor &damageVisitor) const
{
    if (!areNamed())
        return visitMatching(database, m_filter, m_exceptions, Visit(database, visitor, damageVisitor));
    return named(database).and_then([&](const QList<store::ClientName> &found) {
        QStringList keys;
        for (const store::ClientName &one : found)
            keys << one.key;
        const DamageVisitor nobody;
        return Visit(database, visitor, nobody).all(keys);
    });
}

Result<QList<store::ClientName>> ClientSelection::names(Database &database) const
{
    if (areNamed())
        return named(database);
    return store::loadClientNames(database, m_filter).transform([this](QList<store::ClientName> all) {
        all.removeIf([this](const store::ClientName &one) { return m_exceptions.contains(one.key); });
        return all;
    });
}

Result<QList<store::ClientName>> ClientSelection::named(Database &database) const
{
    QMap<QString, store::ClientName> byClientId; // client IDs are ASCII: this is the store's order
    for (const QString &name : m_names) {
        const auto client =
            m_kind == Kind::Keys ? ownerOf(database, name) : store::findClientId(database, name);
        if (!client)
            return std::unexpected(client.error());
        if (!*client)
            return std::unexpected(m_kind == Kind::Keys ? deletedMeanwhile() : unknownClientId(name));
        byClientId.insert((*client)->clientId.toLower(), {(*client)->key, (*client)->clientId});
    }
    return byClientId.values();
}

}
