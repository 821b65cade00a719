#pragma once

#include "app/cli/Verb.h"
#include "services/ClientExporter.h"

namespace gatehouse::cli {

/// `export`: writes client applications in a format to a file or standard output.
class ExportVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(ExportVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> run(Console &console, const DatabaseUrl &url) override;

private:
    Result<exporter::Request> request() const;

    std::string m_format;
    std::vector<std::string> m_clientIds;
    std::string m_output;
};

}
