#pragma once

#include "app/cli/SignedInVerb.h"
#include "services/export/ClientExporter.h"

namespace gatehouse::cli {

/// `export`: writes client applications in a format to a file or standard output.
class ExportVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ExportVerb)

public:
    void declare(CLI::App &program) override;
    Result<ExitStatus> work(Console &console, Session &session) override;
    bool usesEncryptionKey() const override { return m_includeSecrets || m_includeSigningKeys; }

private:
    Result<exporter::Request> request(Session &session) const;
    static Result<exporter::Outcome> write(Console &console, Database &database,
                                           const exporter::Request &wanted, const QString &path);
    QString question() const;

    std::string m_format;
    std::vector<std::string> m_clientIds;
    std::string m_output;
    bool m_includeSigningKeys = false;
    bool m_includeSecrets = false;
    bool m_yes = false;
};

}
