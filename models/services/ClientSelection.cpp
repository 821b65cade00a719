#include "services/ClientSelection.h"

#include "domain/RuleText.h"
#include "store/ClientPage.h"
#include "store/ClientStore.h"
#include "store/RecordStore.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse {

namespace {

struct ClientSelectionText
{
    Q_DECLARE_TR_FUNCTIONS(ClientSelection)
};

Error unknownClientId(const QString &clientId)
{
    return {Error::Kind::NotFound,
            ClientSelectionText::tr("There is no client application \"%1\". Check the client ID.")
                .arg(rules::shortened(clientId))};
}

Error deletedMeanwhile()
{
    return {Error::Kind::NotFound,
            ClientSelectionText::tr(
                "A selected client application was deleted meanwhile. Choose Refresh (F5) and try again.")};
}

Result<void> visitKeys(Database &database, const QStringList &keys, const ClientSelection::Visitor &visitor)
{
    for (const QString &key : keys) {
        const auto client = store::loadClient(database, key);
        if (!client)
            return std::unexpected(client.error());
        if (!*client)
            return std::unexpected(deletedMeanwhile());
        if (const auto done = visitor(**client); !done)
            return done;
    }
    return {};
}

Result<void> visitMatching(Database &database, const store::ClientFilter &filter,
                           const QSet<QString> &exceptions, const ClientSelection::Visitor &visitor)
{
    store::ClientPageRequest request;
    request.filter = filter;
    while (true) {
        const auto page = store::loadPage(database, request);
        if (!page)
            return std::unexpected(page.error());
        QStringList keys;
        for (const store::ClientRow &row : *page)
            keys << row.key;
        keys.removeIf([&](const QString &key) { return exceptions.contains(key); });
        if (const auto done = visitKeys(database, keys, visitor); !done)
            return done;
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
    if (m_kind == Kind::Matching)
        return names(database).transform([](const QList<store::ClientName> &all) { return int(all.size()); });
    if (isAll())
        return store::loadLicence(database).transform(
            [](const store::Licence &licence) { return licence.used; });
    return keys(database).transform([](const QStringList &found) { return int(found.size()); });
}

Result<void> ClientSelection::visit(Database &database, const Visitor &visitor) const
{
    if (isAll() || m_kind == Kind::Matching)
        return visitMatching(database, m_filter, m_exceptions, visitor);
    return keys(database).and_then(
        [&](const QStringList &found) { return visitKeys(database, found, visitor); });
}

Result<QList<store::ClientName>> ClientSelection::names(Database &database) const
{
    return store::loadClientNames(database, m_filter).transform([this](QList<store::ClientName> all) {
        all.removeIf([this](const store::ClientName &one) { return m_exceptions.contains(one.key); });
        return all;
    });
}

Result<QStringList> ClientSelection::keys(Database &database) const
{
    QMap<QString, QString> keyByClientId; // client IDs are ASCII: this is the store's order
    for (const QString &name : m_names) {
        const auto client =
            m_kind == Kind::Keys ? store::loadClient(database, name) : store::findClient(database, name);
        if (!client)
            return std::unexpected(client.error());
        if (!*client)
            return std::unexpected(m_kind == Kind::Keys ? deletedMeanwhile() : unknownClientId(name));
        keyByClientId.insert((*client)->clientId.toLower(), (*client)->key);
    }
    return QStringList(keyByClientId.values());
}

}
