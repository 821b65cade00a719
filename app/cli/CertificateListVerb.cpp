#include "app/cli/CertificateListVerb.h"

#include "app/cli/CertificateAccess.h"
#include "app/cli/ClientTexts.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

json::Json timeJson(const QDateTime &time)
{
    return time.isValid() ? textJson(timeText(time)) : json::Json(nullptr);
}

json::Json certificateJson(const SigningCertificate &certificate, const CertificateInfo &info,
                           const QDateTime &now)
{
    return {{"thumbprint", textJson(certificate.thumbprint)},
            {"subject", textJson(info.subject)},
            {"algorithm", textJson(info.algorithm)},
            {"storage", textJson(store::toColumn(certificate.storage))},
            {"status", textJson(statusName(certificateStatus(certificate, now)))},
            {"expires_soon", expiresSoon(certificate, now)},
            {"created_at", timeJson(certificate.created)},
            {"not_before", timeJson(certificate.notBefore)},
            {"not_after", timeJson(certificate.notAfter)},
            {"signs_from", timeJson(certificate.signsFrom)},
            {"replaced_at", timeJson(certificate.replaced)},
            {"published_until", timeJson(certificate.publishedUntil)}};
}

QString optionalTime(const QDateTime &time)
{
    return time.isValid() ? timeText(time) : QString();
}

}

void CertificateListVerb::declare(CLI::App &program)
{
    command(group(program, "certificate", {}), "list", tr("List the signing certificates and how they stand"),
            u"gatehouse certificate list\n"
            "gatehouse certificate list --json"_s);
    jsonFlag(m_json);
}

Result<ExitStatus> CertificateListVerb::work(Console &console, Session &session)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto tools = certificateTools();
    if (!tools)
        return std::unexpected(tools.error());
    const auto certificates = store::loadCertificates(session.database);
    if (!certificates)
        return std::unexpected(certificates.error());
    JsonList list(console);
    QList<QStringList> rows{{tr("Thumbprint"), tr("Status"), tr("Algorithm"), tr("Valid until"),
                             tr("Signs from"), tr("Replaced"), tr("Published until")}};
    for (const SigningCertificate &certificate : *certificates) {
        const auto info = (*tools)->info(certificate.certificate);
        if (!info)
            return std::unexpected(info.error());
        if (m_json)
            list.add(certificateJson(certificate, *info, now));
        rows << QStringList{certificate.thumbprint,
                            statusLabel(certificateStatus(certificate, now)),
                            info->algorithm,
                            timeText(certificate.notAfter),
                            timeText(certificate.signsFrom),
                            optionalTime(certificate.replaced),
                            optionalTime(certificate.publishedUntil)};
        if (expiresSoon(certificate, now)) {
            const QString warning = certificate.notAfter.isValid()
                                        ? tr("Certificate %1 expires on %2. Roll over to a new one: "
                                             "gatehouse certificate rollover")
                                        : tr("The day on which certificate %1 expires cannot be read (%2): "
                                             "the database is damaged "
                                             "there. Roll over to a new one: gatehouse certificate rollover");
            console.note(warning.arg(certificate.thumbprint.left(16), timeText(certificate.notAfter)));
        }
    }
    if (m_json)
        list.end();
    else
        console.table(rows);
    return ExitStatus::Done;
}

}
