#pragma once

#include "app/cli/Verb.h"

namespace gatehouse::cli {

/// `client check`: what the rules say about one client application, or all.
class ClientCheckVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(ClientCheckVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const DatabaseUrl &url) override;

private:
    std::string m_clientId;
    bool m_json = false;
};

}
