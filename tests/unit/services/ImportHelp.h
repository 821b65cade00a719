#pragma once

#include "services/import/ImportPlanner.h"
#include "services/import/ImportWriter.h"
#include "support/DatabaseContent.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

/// Importing from texts as they would stand in a file.
namespace gatehouse::test {

using namespace Qt::StringLiterals;

inline ImportedFile fileFrom(const QByteArray &document, const QString &format = u"gatehouse"_s)
{
    return formatByName(format).value()->read(document, testTime()).value();
}

/// A file of the gatehouse format; `clients` are JSON objects.
inline ImportedFile gatehouseFile(const QByteArray &clients, const QByteArray &head = {})
{
    return fileFrom(R"({"format": "gatehouse", "version": 1, )" + head + R"("clients": [)" + clients + "]}");
}

inline Result<ImportPlan> planned(TestDatabase &database, const ImportedFile &file,
                                  const ImportOptions &options = {})
{
    WholeFileSource source(file);
    return ImportPlanner(*database, options, testTime()).plan(source);
}

inline QList<PlannedClient> clientsOf(const ImportPlan &plan)
{
    QList<PlannedClient> clients;
    for (qsizetype index = 0; index < plan.clients.size(); ++index)
        clients << plan.clients.at(index).value();
    return clients;
}

inline Result<void> imported(TestDatabase &database, const ImportedFile &file,
                             const ImportOptions &options = {})
{
    return planned(database, file, options).and_then([&](const ImportPlan &plan) {
        return applyImport(*database, plan, testTime());
    });
}

inline ClientApplication storedClient(TestDatabase &database, const QString &clientId)
{
    return store::findClient(*database, clientId).value().value_or(ClientApplication());
}

inline const ImportOptions overwriting{ConflictPolicy::Overwrite, {}};

}
