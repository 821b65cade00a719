#pragma once

#include "app/cli/Verb.h"

namespace gatehouse::cli {

/// `client delete`: deletes one client application, after a question.
class ClientDeleteVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(ClientDeleteVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const DatabaseUrl &url) override;

private:
    std::string m_clientId;
    bool m_yes = false;
};

}
