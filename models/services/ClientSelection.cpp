#include "services/ClientSelection.h"

#include "domain/rules/RuleText.h"
#include "services/ServicesText.h"
#include "store/RowReader.h"
#include "store/records/ClientPage.h"
#include "store/records/ClientStore.h"
#include "store/records/RecordStore.h"

#include <algorithm>

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

Result<void> visitKey(Database &database, const QString &key, const ClientSelection::Visitor &visitor)
{
    return store::loadClient(database, key).and_then([&](const auto &client) -> Result<void> {
        return client ? visitor(*client) : std::unexpected(deletedMeanwhile());
    });
}

Result<void> visitNamed(Database &database, const QList<store::ClientName> &names,
                        const ClientSelection::Visitor &visitor)
{
    Result<void> done;
    for (qsizetype i = 0; done && i < names.size(); ++i)
        done = visitKey(database, names.at(i).key, visitor);
    return done;
}

Result<void> visitRow(Database &database, const store::ClientRow &row,
                      const ClientSelection::Visitor &visitor)
{
    if (!row.damage.isEmpty())
        return fail(Error::Kind::Unreachable, row.damage, u"client_id"_s);
    return visitKey(database, row.key, visitor);
}

Result<void> visitMatching(Database &database, const store::ClientFilter &filter,
                           const QSet<QString> &exceptions, const ClientSelection::Visitor &visitor,
                           const ClientSelection::DamageVisitor &damageVisitor)
{
    store::ClientPageRequest request;
    request.filter = filter;
    while (true) {
        const auto page = store::loadPage(database, request);
        if (!page)
            return std::unexpected(page.error());
        for (const store::ClientRow &row : *page) {
            if (exceptions.contains(row.key))
                continue;
            const auto done = visitRow(database, row, visitor);
            if (!done && (!store::isDamage(done.error()) || !damageVisitor))
                return done;
            if (!done)
                damageVisitor(done.error());
        }
        if (page->size() < request.size)
            return {};
        request.after = page->last();
    }
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
        return visitMatching(database, m_filter, m_exceptions, visitor, damageVisitor);
    return named(database).and_then(
        [&](const QList<store::ClientName> &found) { return visitNamed(database, found, visitor); });
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
            m_kind == Kind::Keys ? store::loadClient(database, name) : store::findClient(database, name);
        if (!client)
            return std::unexpected(client.error());
        if (!*client)
            return std::unexpected(m_kind == Kind::Keys ? deletedMeanwhile() : unknownClientId(name));
        byClientId.insert((*client)->clientId.toLower(), {(*client)->key, (*client)->clientId});
    }
    return byClientId.values();
}

}
