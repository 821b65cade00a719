#include "app/cli/InitVerb.h"

#include "services/SampleData.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void InitVerb::declare(CLI::App &program)
{
    command(program, "init", tr("Make a new database"),
            u"gatehouse init\n"
            "gatehouse --database sqlite:/srv/gatehouse.sqlite init --sample-data"_s);
    flag("--sample-data", m_sampleData,
         tr("Add users, API scopes and four client applications to look around with, and print the client "
            "secrets: a line "
            "with client ID and secret for each"));
}

Result<ExitStatus> InitVerb::run(Console &console, const DatabaseUrl &url)
{
    if (QFileInfo(url.path()).size() > 0) {
        return fail(Error::Kind::Rule,
                    tr("There is a file at \"%1\" already. Nothing was changed. Choose another path with "
                       "--database, or move the file away.")
                        .arg(url.path()));
    }
    auto database = Database::open(url, Database::IfMissing::Create);
    if (!database)
        return std::unexpected(database.error());
    console.note(tr("Database \"%1\" is made.").arg(url.path()));
    if (!m_sampleData)
        return ExitStatus::Done;

    const auto issued = sampledata::install(*database, QDateTime::currentDateTimeUtc());
    if (!issued)
        return std::unexpected(issued.error());
    console.note(tr("These client secrets are shown now and never again:"));
    QList<QStringList> rows;
    for (const sampledata::IssuedSecret &secret : *issued)
        rows << QStringList{secret.clientId, QString::fromLatin1(secret.secret)};
    console.table(rows);
    return ExitStatus::Done;
}

}
