#pragma once

#include "domain/ClientField.h"
#include "domain/Error.h"

#include <string>
#include <vector>

namespace gatehouse::cli {

/// Fields of a client application with the values that they are to get: what `KEY=VALUE...` says.
class Assignments
{
public:
    /// `keys` are those that may be set. Lists, numbers and the like are the JSON of the gatehouse format,
    /// and texts are as they stand. The error tells of each that cannot be read, one a line.
    static Result<Assignments> read(const std::vector<std::string> &texts, const QStringList &keys);

    /// Sets these fields and no others.
    void applyTo(ClientApplication &client) const;
    const QList<ClientField> &fields() const { return m_fields; }

private:
    Result<void> readOne(const QString &text, const QStringList &keys);

    ClientApplication m_values;
    QList<ClientField> m_fields;
};

/// The keys that may be set, without `client_id`: what else there is has commands of its own.
QStringList settableKeys();

}
