#include "services/import/ImportPreparation.h"

#include "services/import/ImportFile.h"
#include "services/import/ImportPlanner.h"

namespace gatehouse {

Result<DryImport> prepareImport(Database &database, const Encryption &encryption, ImportRequest request,
                                const Progress &reading, const Progress &checking)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto file = ImportFile::open(request.path, request.formatName, now, reading);
    if (!file)
        return std::unexpected(file.error());
    ImportFile &source = **file;
    return secretSealing(database, encryption, source.survey(), request.options.keeping)
        .and_then([&](const SecretSealing &sealing) {
            request.options.sealing = sealing;
            return ImportPlanner(database, request.options, now).plan(source, checking);
        })
        .transform([&](const ImportPlan &plan) { return DryImport{plan, now, &source.format()}; });
}

}
