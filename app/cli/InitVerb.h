#pragma once

#include "app/cli/Verb.h"

namespace gatehouse::cli {

/// `init`: makes a new database, on request with sample data in it.
class InitVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(InitVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const DatabaseUrl &url) override;

private:
    bool m_sampleData = false;
};

}
