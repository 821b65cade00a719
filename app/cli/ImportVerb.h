#pragma once

#include "app/cli/SignedInVerb.h"
#include "services/import/ImportPreparation.h"

namespace gatehouse::cli {

/// `import`: reads client applications from a file, or shows what that would do.
class ImportVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ImportVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;
    bool usesEncryptionKey() const override { return true; }

private:
    struct Imported
    {
        DryImport dry;
        bool applied; ///< false: only planned
    };

    Result<Imported> import(Session &session) const;
    Result<void> show(Console &console, const Imported &imported) const;
    ImportRequest request() const;

    std::string m_file;
    std::string m_format;
    std::string m_onConflict = "fail";
    std::string m_identity;
    bool m_dryRun = false;
    bool m_hashOnly = false;
    bool m_json = false;
};

}
