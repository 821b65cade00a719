#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `client delete`: deletes one client application, after a question.
class ClientDeleteVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientDeleteVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    std::string m_clientId;
    bool m_yes = false;
};

}
