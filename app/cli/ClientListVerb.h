#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `client list`: all client applications with what the list in the window shows of them.
class ClientListVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientListVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    bool m_json = false;
};

}
