#include "app/cli/AuditHeadVerb.h"

#include "store/audit/AuditLog.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void AuditHeadVerb::declare(CLI::App &program)
{
    command(group(program, "audit", {}), "head",
            tr("Print number and hash of the last entry. Keep them where nobody who can write the database "
               "can write: verify --head shows with them whether the trail up to there is still the same"),
            u"gatehouse audit head >> /mnt/elsewhere/gatehouse-heads\n"
            "gatehouse audit head --json"_s);
    jsonFlag(m_json);
}

Result<ExitStatus> AuditHeadVerb::work(Console &console, Session &session)
{
    const auto last = store::loadLastAuditEntry(session.database);
    if (!last)
        return std::unexpected(last.error());
    if (!*last) {
        return fail(Error::Kind::NotFound,
                    tr("The audit trail has no last entry that is whole. See gatehouse audit verify."));
    }
    const AuditEntry &entry = **last;
    if (m_json) {
        console.json({{"number", entry.number},
                      {"hash", json::fromText(entry.hash)},
                      {"at", json::fromText(entry.at)}});
    } else {
        console.line(u"%1:%2"_s.arg(QString::number(entry.number), entry.hash));
    }
    return ExitStatus::Done;
}

}
