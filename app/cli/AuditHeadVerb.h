#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `audit head`: number and hash of the last entry, to be kept elsewhere.
class AuditHeadVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(AuditHeadVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    bool m_json = false;
};

}
