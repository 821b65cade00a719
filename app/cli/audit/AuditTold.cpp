#include "app/cli/audit/AuditTold.h"

#include "app/cli/CliText.h"

#include <tuple>

namespace gatehouse::cli {

Result<std::optional<AuditLoss>> auditLoss(Console &console, Database &database)
{
    auto looked = AuditMemory().look(database);
    if (!looked)
        console.note(looked.error());
    return looked;
}

QString auditLossText(const AuditLoss &loss)
{
    return loss.text() + u' ' + CliText::tr("(gatehouse audit acknowledge)");
}

void tellOfAuditLoss(Console &console, Database &database)
{
    if (const auto looked = auditLoss(console, database); looked && *looked)
        console.note(auditLossText(**looked));
}

void rememberAuditTrail(Database &database)
{
    std::ignore = AuditMemory().look(database);
}

}
