#pragma once

#include "app/cli/SignedInVerb.h"
#include "secrets/SecretBytes.h"

namespace gatehouse::cli {

/// `certificate export`: writes a certificate, or the keys of all that are published.
class CertificateExportVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateExportVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;
    bool usesEncryptionKey() const override { return true; }

private:
    Result<SecretBytes> content(Console &console, Session &session) const;
    Result<SecretBytes> oneCertificate(Console &console, Session &session, const QDateTime &now) const;
    /// The content, once the audit trail has it that private keys leave.
    Result<SecretBytes> noted(Session &session, const std::optional<SigningCertificate> &certificate,
                              const SecretBytes &content) const;
    Result<SecretBytes> notedPublic(Console &console, Session &session,
                                    const std::optional<SigningCertificate> &certificate,
                                    const SecretBytes &content) const;

    std::string m_thumbprint;
    std::string m_format;
    std::string m_output;
    bool m_private = false;
};

}
