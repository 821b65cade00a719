#pragma once

#include "app/cli/Verb.h"
#include "services/import/SampleData.h"
#include "services/signin/SignIn.h"

namespace gatehouse::cli {

/// `init`: makes a new database with its first main administrator, on request with sample data in it. A
/// database without main administrator gets one.
class InitVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(InitVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const Options &options) override;

private:
    using Issued = QList<sampledata::IssuedSecret>;

    Result<Issued> make(const Options &options, const signin::Credentials &credentials) const;
    /// What stands in a new database besides its main administrator.
    Result<Issued> fill(Database &database, const AppSettings &settings) const;

    bool m_sampleData = false;
};

}
