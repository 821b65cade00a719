#pragma once

#include "app/cli/Verb.h"

namespace gatehouse::cli {

/// `secret add`: adds a client secret and, when it generates it, prints it: once, because only its hash is
/// kept.
class SecretAddVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(SecretAddVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const DatabaseUrl &url) override;

private:
    /// The secret in clear, generated or read from standard input.
    Result<QByteArray> secret(Console &console) const;
    Result<ExitStatus> store(Console &console, Database &database, const QByteArray &secret) const;

    std::string m_clientId;
    std::string m_description;
    std::string m_expires;
    bool m_generate = false;
    bool m_fromInput = false;
};

}
