#pragma once

#include "app/cli/SignedInVerb.h"
#include "domain/ClientApplication.h"

namespace gatehouse::cli {

/// `secret remove`: removes one client secret, after a question.
class SecretRemoveVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(SecretRemoveVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    Result<ClientSecret> chosen(const ClientApplication &client) const;

    std::string m_clientId;
    std::string m_secret;
    bool m_yes = false;
};

}
