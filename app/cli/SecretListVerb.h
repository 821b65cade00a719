#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `secret list`: the secrets of one client application, or all, as far as they can be told.
class SecretListVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(SecretListVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    std::string m_clientId;
    bool m_json = false;
};

}
