#pragma once

#include "app/cli/SignedInVerb.h"

namespace gatehouse::cli {

/// `licence`: shows or changes how many client applications there may be.
class LicenceVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(LicenceVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    Result<void> change(Database &database) const;

    int m_limit = -1;
    bool m_unlimited = false;
    bool m_json = false;
};

}
