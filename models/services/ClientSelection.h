#pragma once

#include "domain/ClientApplication.h"
#include "store/records/ClientPage.h"

#include <QSet>

#include <functional>

namespace gatehouse {

/// Which client applications something is done with, visited one at a time in the order of client IDs.
class ClientSelection
{
public:
    using Visitor = std::function<Result<void>(const ClientApplication &)>;
    using DamageVisitor = std::function<void(const Error &)>;

    static ClientSelection all() { return ClientSelection(Kind::All, {}); }
    /// Compared whatever the case; what is named twice counts once.
    static ClientSelection byClientIds(const QStringList &ids)
    {
        return ClientSelection(Kind::ClientIds, ids);
    }
    static ClientSelection byKeys(const QStringList &keys) { return ClientSelection(Kind::Keys, keys); }
    /// All that match the filter when it is looked at, but for these primary keys.
    static ClientSelection matching(const store::ClientFilter &filter, const QSet<QString> &exceptions);

    bool isAll() const { return m_kind == Kind::All; }

    /// How many there are now.
    Result<int> count(Database &database) const;
    /// Loads each and calls the visitor, whose error ends it. A named one that does not exist is NotFound.
    /// Of all of them one that is damaged ends it, too, unless somebody is there to be told of it.
    Result<void> visit(Database &database, const Visitor &visitor,
                       const DamageVisitor &damageVisitor = {}) const;
    /// Primary keys and client IDs as they are now. A named one that does not exist is NotFound.
    Result<QList<store::ClientName>> names(Database &database) const;

private:
    enum class Kind { All, ClientIds, Keys, Matching };
    ClientSelection(Kind kind, QStringList names) : m_kind(kind), m_names(std::move(names)) {}

    bool areNamed() const { return m_kind == Kind::ClientIds || m_kind == Kind::Keys; }
    Result<QList<store::ClientName>> named(Database &database) const;

    Kind m_kind;
    QStringList m_names;
    store::ClientFilter m_filter;
    QSet<QString> m_exceptions;
};

}
