#pragma once

#include "app/cli/Verb.h"

namespace gatehouse::cli {

/// `user add`: adds a user or service account.
class UserAddVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(UserAddVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const DatabaseUrl &url) override;

private:
    std::string m_userId;
    std::string m_name;
    std::string m_email;
    std::string m_phone;
    std::string m_department;
    bool m_serviceAccount = false;
};

}
