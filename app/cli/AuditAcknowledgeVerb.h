#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `audit acknowledge`: that somebody knows why the trail does not hold what this machine saw of it.
class AuditAcknowledgeVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(AuditAcknowledgeVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;
};

}
