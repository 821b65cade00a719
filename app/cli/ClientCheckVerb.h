#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `client check`: what the rules say about one client application, or all.
class ClientCheckVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientCheckVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    std::string m_clientId;
    bool m_json = false;
};

}
