#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `certificate rollover`: makes the successor of the certificate that signs.
class CertificateRolloverVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateRolloverVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;
    bool usesEncryptionKey() const override { return true; }
};

}
