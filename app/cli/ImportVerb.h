#pragma once

#include "app/cli/Verb.h"
#include "services/ImportPlan.h"

namespace gatehouse::cli {

/// `import`: reads client applications from a file, or shows what that would do.
class ImportVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(ImportVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const DatabaseUrl &url) override;

private:
    ImportOptions options() const;

    std::string m_file;
    std::string m_format;
    std::string m_onConflict = "fail";
    std::string m_identity;
    bool m_dryRun = false;
    bool m_json = false;
};

}
