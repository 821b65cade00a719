#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `certificate remove`: removes a certificate with its private key.
class CertificateRemoveVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateRemoveVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;
    bool usesEncryptionKey() const override { return true; }

private:
    std::string m_thumbprint;
    bool m_yes = false;
};

}
