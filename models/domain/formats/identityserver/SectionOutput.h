#pragma once

#include "domain/json/JsonOutput.h"

#include <QStringList>

#include <optional>

namespace gatehouse {

/// Writes a document of .NET's configuration with a list of clients and, beside it, other lists. A section is
/// named by the names that lead to it, as .NET writes it: `IdentityServer:Clients`.
class SectionOutput
{
public:
    explicit SectionOutput(QIODevice &target) : m_target(target) {}

    /// What stands beside the clients.
    struct Lists
    {
        QList<json::Json> identityResources;
        QList<json::Json> apiScopes;
    };

    /// `section` is that of the clients; one where they cannot stand, as an empty one, is `usual`.
    Result<void> begin(const QString &section, const QString &usual, const Lists &lists);
    Result<void> add(const json::Json &client) { return m_clients->add(client); }
    Result<void> end();

    bool isBegun() const { return m_clients.has_value(); }
    /// Whether it was begun there; an empty section is anywhere.
    bool isIn(const QString &section) const;
    QString section() const { return joined(m_names); }

    /// Without those that are empty.
    static QString joined(QStringList names);

private:
    Result<void> write(const char *name, const QList<json::Json> &list);
    QByteArray lineStart(qsizetype depth) const { return '\n' + QByteArray(depth * 2, ' '); }
    static QByteArray memberStart(const QString &name);

    QIODevice &m_target;
    QStringList m_names;
    std::optional<json::ArrayOutput> m_clients;
};

}
