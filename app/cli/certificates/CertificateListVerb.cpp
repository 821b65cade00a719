#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "app/cli/certificates/CertificateAccess.h"
#include "app/cli/clients/ClientTexts.h"
#include "services/certificates/CertificateToolsLoader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

using State = certificates::Verdict::State;

QString shownThumbprint(const SigningCertificate &certificate)
{
    return isThumbprint(certificate.thumbprint) ? certificate.thumbprint : nameOf(certificate);
}

json::Json certificateJson(const SigningCertificate &certificate, const Result<CertificateInfo> &info,
                           const certificates::Verdict &verdict, const QDateTime &now)
{
    const bool isRefused = verdict.state == State::Unsound;
    return {{"thumbprint", textJson(shownThumbprint(certificate))},
            {"subject", info ? textJson(info->subject) : json::Json(nullptr)},
            {"algorithm", info ? textJson(info->algorithm) : json::Json(nullptr)},
            {"storage", textJson(enumText(certificate.storage))},
            {"status", textJson(isRefused ? u"refused"_s : statusName(certificateStatus(certificate, now)))},
            {"problem", verdict.text.isEmpty() ? json::Json(nullptr) : textJson(verdict.text)},
            {"expires_soon", expiresSoon(certificate, now)},
            {"created_at", json::timeJson(certificate.created)},
            {"not_before", json::timeJson(certificate.notBefore)},
            {"not_after", json::timeJson(certificate.notAfter)},
            {"signs_from", json::timeJson(certificate.signsFrom)},
            {"replaced_at", json::timeJson(certificate.replaced)},
            {"published_until", json::timeJson(certificate.publishedUntil)}};
}

/// Unchecked when it was added since.
certificates::Verdict verdictOf(const QList<certificates::Verdict> &verdicts,
                                const SigningCertificate &certificate)
{
    const auto found = std::ranges::find(verdicts, certificate.key, &certificates::Verdict::key);
    return found == verdicts.end() ? certificates::Verdict{certificate.key, State::Unchecked} : *found;
}

QString optionalTime(const QDateTime &time)
{
    return time.isValid() ? timeText(time) : QString();
}

/// `certificate list`: the signing certificates and how they stand.
class CertificateListVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateListVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "certificate", {}), "list",
                tr("List the signing certificates and how they stand"),
                u"gatehouse certificate list\n"
                "gatehouse certificate list --json"_s);
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const auto tools = certificateTools();
        if (!tools)
            return std::unexpected(tools.error());
        const auto certificates = store::loadCertificates(session.database);
        if (!certificates)
            return std::unexpected(certificates.error());
        const auto verdicts = certificates::examine(session.database, Encryption(session.settings));
        if (!verdicts)
            return std::unexpected(verdicts.error());
        Listing list(console, m_json,
                     {tr("Thumbprint"), tr("Status"), tr("Algorithm"), tr("Valid until"), tr("Signs from"),
                      tr("Replaced"), tr("Published until")});
        for (const SigningCertificate &certificate : *certificates) {
            const auto info = (*tools)->info(certificate.certificate);
            const certificates::Verdict verdict = verdictOf(*verdicts, certificate);
            if (!verdict.text.isEmpty())
                console.note(verdict.text);
            const auto row = [&] {
                return QStringList{
                    shownThumbprint(certificate),
                    verdict.state == State::Unsound ? tr("refused")
                                                    : statusLabel(certificateStatus(certificate, now)),
                    info.transform([](const auto &known) { return known.algorithm; }).value_or(QString()),
                    timeText(certificate.notAfter),
                    timeText(certificate.signsFrom),
                    optionalTime(certificate.replaced),
                    optionalTime(certificate.publishedUntil)};
            };
            list.add([&] { return certificateJson(certificate, info, verdict, now); }, row);
            if (expiresSoon(certificate, now)) {
                const QString warning =
                    certificate.notAfter.isValid()
                        ? tr("Certificate %1 expires on %2. Roll over to a new one: gatehouse certificate "
                             "rollover")
                        : tr("The day on which certificate %1 expires cannot be read (%2): the database is "
                             "damaged there. Roll over to a new one: gatehouse certificate rollover");
                console.note(warning.arg(nameOf(certificate), timeText(certificate.notAfter)));
            }
        }
        list.end();
        return ExitStatus::Done;
    }

private:
    bool m_json = false;
};

}

Verbs certificateListVerb()
{
    return made<CertificateListVerb>();
}

}
