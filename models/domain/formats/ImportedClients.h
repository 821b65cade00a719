#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/formats/JsonText.h"

/// What reading has in common for all formats that are arrays of client applications.
namespace gatehouse {

/// Reads `clients[0]`, `clients[1]` and so on by `readOne(ImportedClient &, const json::Json &)`, whose error
/// is that client's refusal and no more. A client ID that comes back, whatever its case, is refused too.
template<typename ReadOne>
QList<ImportedClient> readClients(const json::Json &array, ReadOne readOne);

/// The loss of a property that we do not keep.
Loss unknownProperty(const QString &clientId, const QString &property);
Error notAnObject(const json::Json &value, const QString &place);
Error missing(const QString &place, const QString &property);
void refuseRepeated(QList<ImportedClient> &clients);

template<typename ReadOne>
QList<ImportedClient> readClients(const json::Json &array, ReadOne readOne)
{
    QList<ImportedClient> clients;
    clients.reserve(qsizetype(array.size()));
    for (std::size_t index = 0; index < array.size(); ++index) {
        ImportedClient imported;
        imported.place = json::element(QStringLiteral("clients"), index);
        if (!array[index].is_object())
            imported.refusal = notAnObject(array[index], imported.place);
        else if (const Result<void> done = readOne(imported, array[index]); !done)
            imported.refusal = done.error();
        clients << std::move(imported);
    }
    refuseRepeated(clients);
    return clients;
}

}
