#pragma once

#include "domain/ClientApplication.h"
#include "store/Database.h"

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

    bool isAll() const { return m_kind == Kind::All; }

    /// How many there are now.
    Result<int> count(Database &database) const;
    /// Loads each and calls the visitor, whose error ends it. A named one that does not exist is NotFound.
    /// Of all of them one that is damaged ends it, too, unless somebody is there to be told of it.
    Result<void> visit(Database &database, const Visitor &visitor,
                       const DamageVisitor &damageVisitor = {}) const;

private:
    enum class Kind { All, ClientIds, Keys };
    ClientSelection(Kind kind, QStringList names) : m_kind(kind), m_names(std::move(names)) {}

    Result<QStringList> keys(Database &database) const;

    Kind m_kind;
    QStringList m_names;
};

}
