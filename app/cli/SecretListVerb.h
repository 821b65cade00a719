#pragma once

#include "app/cli/Verb.h"

namespace gatehouse::cli {

/// `secret list`: the secrets of one client application, or all, as far as they can be told.
class SecretListVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(SecretListVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const DatabaseUrl &url) override;

private:
    std::string m_clientId;
    bool m_json = false;
};

}
