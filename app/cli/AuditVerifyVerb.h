#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `audit verify`: whether the chain of the audit trail is whole.
class AuditVerifyVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(AuditVerifyVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;
};

}
