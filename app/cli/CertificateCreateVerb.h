#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `certificate create`: makes a signing certificate where none signs or will.
class CertificateCreateVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateCreateVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;
    bool usesEncryptionKey() const override { return true; }
};

}
