#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `client show`: every field of one client application.
class ClientShowVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientShowVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    std::string m_clientId;
    bool m_json = false;
};

}
