#pragma once

#include "app/cli/SignedInVerb.h"
#include "domain/ClientApplication.h"

namespace gatehouse::cli {

/// `secret add`: adds a client secret and, when it generates it, prints it once. Only its hash is kept,
/// unless it is added encrypted.
class SecretAddVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(SecretAddVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;
    bool usesEncryptionKey() const override { return m_encrypted; }

private:
    Result<void> checkExpiry() const;
    /// The secret in clear, generated or read from standard input.
    Result<SecretBytes> secret(Console &console) const;
    /// What is kept of it.
    Result<ClientSecret> stored(Session &session, const ClientApplication &client,
                                const SecretBytes &secret) const;
    struct Added
    {
        QString clientId;
        ClientSecret secret;
    };
    Result<Added> add(Session &session, const SecretBytes &secret) const;
    Result<ExitStatus> store(Console &console, Session &session, const SecretBytes &secret) const;
    Result<ExitStatus> show(Console &console, const QString &clientId, const ClientSecret &stored,
                            const SecretBytes &secret) const;

    std::string m_clientId;
    std::string m_description;
    std::string m_expires;
    bool m_generate = false;
    bool m_fromInput = false;
    bool m_encrypted = false;
};

}
