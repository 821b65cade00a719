#include "services/import/SampleData.h"

#include "domain/SecretMaker.h"
#include "services/import/ImportFile.h"
#include "services/import/ImportPlanner.h"
#include "services/import/ImportText.h"
#include "services/import/ImportWriter.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace gatehouse::sampledata {

namespace {

QList<IssuedSecret> giveSecrets(ImportedFile &file, const QDateTime &now)
{
    QList<IssuedSecret> issued;
    for (ImportedClient &imported : file.clients) {
        const QByteArray secret = generateSecret();
        imported.client.secrets = {storedSecret(secret, ImportText::tr("Sample"), now)};
        imported.named << ClientField::Secrets;
        issued << IssuedSecret{imported.client.clientId, secret};
    }
    return issued;
}

}

Result<QList<IssuedSecret>> install(Database &database, const QDateTime &now)
{
    QFile sample(u":/gatehouse/sample-data/sample.json"_s);
    if (!sample.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Unreachable, sample.errorString());
    auto file = formatByName(u"gatehouse"_s).and_then([&](const ClientFormat *format) {
        return format->read(sample.readAll(), now);
    });
    if (!file)
        return std::unexpected(file.error());
    const QList<IssuedSecret> issued = giveSecrets(*file, now);
    WholeFileSource source(*file);
    return ImportPlanner(database, {}, now)
        .plan(source)
        .and_then([&](const ImportPlan &plan) { return applyImport(database, plan, now); })
        .transform([&] { return issued; });
}

}
