#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `certificate list`: the signing certificates and how they stand.
class CertificateListVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateListVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    bool m_json = false;
};

}
