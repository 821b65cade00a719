#pragma once

#include "app/cli/SignedInVerb.h"
#include "domain/ClientApplication.h"
#include "domain/consent/ConsentHtml.h"

namespace gatehouse::cli {

/// `consent`: the consent page of a client application in one language, as text, HTML, PNG or PDF.
class ConsentVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ConsentVerb)

public:
    void declare(CLI::App &program) override;
    bool drawsPictures() const override { return isPicture(); }
    Result<ExitStatus> work(Console &console, Session &session) override;

private:
    bool isPicture() const { return m_format == "png" || m_format == "pdf"; }
    /// The page, or why there is none.
    Result<consent::ConsentPage> page(Database &database) const;
    Result<QString> tag(const QList<Language> &languages) const;
    Result<QByteArray> document(const consent::ConsentPage &page) const;

    std::string m_clientId;
    std::string m_language;
    std::string m_format = "text";
    std::string m_appearance = "light";
    std::string m_user;
    std::string m_output;
};

}
