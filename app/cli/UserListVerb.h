#pragma once

#include "app/cli/Verb.h"

namespace gatehouse::cli {

/// `user list`: all users and service accounts.
class UserListVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(UserListVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const DatabaseUrl &url) override;

private:
    bool m_json = false;
};

}
