#include "app/cli/AuditVerifyVerb.h"

#include "app/cli/TaskLine.h"
#include "store/AuditCheck.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void AuditVerifyVerb::declare(CLI::App &program)
{
    command(
        group(program, "audit", {}), "verify",
        tr("Check that no entry was altered or removed: status 0 when all is whole, else 1. Note the hash "
           "of the last entry elsewhere: it shows later whether the trail up to it is still the same"),
        u"gatehouse audit verify"_s);
}

Result<ExitStatus> AuditVerifyVerb::work(Console &console, Session &session)
{
    TaskLine line;
    const auto check = store::checkAuditTrail(session.database, line.step(tr("Checking the audit trail")));
    return check.transform([&](const store::AuditCheck &found) {
        if (!found.isWhole()) {
            console.note(found.fault);
            return ExitStatus::Refused;
        }
        console.table({{tr("Entries, all whole:"), QString::number(found.entries)},
                       {tr("Hash of the last:"), found.lastHash}});
        return ExitStatus::Done;
    });
}

}
