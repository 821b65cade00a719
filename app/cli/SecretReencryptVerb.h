#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `secret reencrypt`: replaces the encryption key, and with it the seal of everything that is encrypted.
class SecretReencryptVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(SecretReencryptVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;
    bool usesEncryptionKey() const override { return true; }
};

}
