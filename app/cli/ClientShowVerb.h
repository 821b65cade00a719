#pragma once

#include "app/cli/Verb.h"

namespace gatehouse::cli {

/// `client show`: every field of one client application.
class ClientShowVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(ClientShowVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const DatabaseUrl &url) override;

private:
    std::string m_clientId;
    bool m_json = false;
};

}
