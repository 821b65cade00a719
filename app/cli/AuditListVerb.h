#pragma once

#include "app/cli/SignedInVerb.h"
#include "store/audit/AuditLog.h"

namespace gatehouse::cli {

/// `audit list`: what was done, newest first.
class AuditListVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(AuditListVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    Result<store::AuditFilter> filter(Database &database) const;

    std::string m_client;
    int m_limit = 0; ///< 0: all
    bool m_json = false;
};

}
