#pragma once

#include "app/cli/Verb.h"

namespace gatehouse::cli {

/// `client list`: all client applications with what the list in the window shows of them.
class ClientListVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(ClientListVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const DatabaseUrl &url) override;

private:
    bool m_json = false;
};

}
