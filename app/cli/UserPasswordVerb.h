#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `user password`: gives a user a new password.
class UserPasswordVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(UserPasswordVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    std::string m_userId;
};

}
