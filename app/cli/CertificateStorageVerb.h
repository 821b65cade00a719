#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `certificate storage`: shows or chooses where private keys of certificates are kept, and how long
/// certificates are used.
class CertificateStorageVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateStorageVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;
    bool usesEncryptionKey() const override { return true; }

private:
    Result<void> choose(Console &console, Session &session) const;
    Result<void> changeTimes(Database &database) const;

    std::string m_storage;
    std::string m_folder;
    std::optional<int> m_validityDays;
    std::optional<int> m_overlapHours;
    std::optional<int> m_tokenLifetimeHours;
    bool m_json = false;
};

}
