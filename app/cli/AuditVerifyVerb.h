#pragma once

#include "app/cli/SignedInVerb.h"
#include "store/audit/AuditCheck.h"

namespace gatehouse::cli {

/// `audit verify`: whether the chain of the audit trail is whole, and holds what was seen of it before.
class AuditVerifyVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(AuditVerifyVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

protected:
    bool tellsOfAuditLoss() const override { return false; }

private:
    /// What is wrong beyond the chain: this machine remembers another trail, or --head names one.
    struct Compared
    {
        QString memory; ///< empty: nothing is wrong
        QString head;
        QString unreadable; ///< why nothing is known of what was seen before
    };

    Result<Compared> compare(Console &console, Database &database) const;
    void print(Console &console, const store::AuditCheck &check, const Compared &compared) const;
    static json::Json jsonOf(const store::AuditCheck &check, const Compared &compared);

    std::string m_head;
    bool m_json = false;
};

}
