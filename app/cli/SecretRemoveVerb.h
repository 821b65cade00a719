#pragma once

#include "app/cli/Verb.h"
#include "domain/ClientApplication.h"

namespace gatehouse::cli {

/// `secret remove`: removes one client secret, after a question.
class SecretRemoveVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(SecretRemoveVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const DatabaseUrl &url) override;

private:
    Result<ClientSecret> chosen(const ClientApplication &client) const;

    std::string m_clientId;
    std::string m_secret;
    bool m_yes = false;
};

}
