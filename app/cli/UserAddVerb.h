#pragma once

#include "app/cli/SignedInVerb.h"
#include "domain/User.h"

namespace gatehouse::cli {

/// `user add`: adds a user or service account.
class UserAddVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(UserAddVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    User user() const;

    std::string m_userId;
    std::string m_name;
    std::string m_email;
    std::string m_phone;
    std::string m_department;
    bool m_serviceAccount = false;
    bool m_mainAdministrator = false;
};

}
