#include "app/cli/AuditAcknowledgeVerb.h"

#include "services/AuditMemory.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void AuditAcknowledgeVerb::declare(CLI::App &program)
{
    command(
        group(program, "audit", {}), "acknowledge",
        tr("After the database was restored from a backup: take the audit trail as it is now for what this "
           "machine has seen of it. This is an entry of the trail"),
        u"gatehouse audit acknowledge"_s);
}

Result<ExitStatus> AuditAcknowledgeVerb::work(Console &console, Session &session)
{
    return AuditMemory().acknowledge(session.database).transform([&] {
        console.note(tr("Acknowledged. This machine takes the audit trail as it is now."));
        return ExitStatus::Done;
    });
}

}
