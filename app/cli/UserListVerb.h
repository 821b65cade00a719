#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `user list`: all users and service accounts.
class UserListVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(UserListVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    bool m_json = false;
};

}
