#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `certificate import`: takes a certificate with its private key from a file.
class CertificateImportVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateImportVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;
    bool usesEncryptionKey() const override { return true; }

private:
    std::string m_file;
};

}
