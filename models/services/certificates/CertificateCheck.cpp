#include "services/certificates/CertificateCheck.h"

#include "services/certificates/CertificatesText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::certificates {

namespace {

std::unexpected<Error> damaged(const QString &text)
{
    return fail(Error::Kind::Unreachable, text);
}

Result<void> checkColumns(const SigningCertificate &row)
{
    if (!row.damagedColumn.isEmpty())
        return damaged(
            CertificatesText::tr("what stands in column \"%1\" cannot be read.").arg(row.damagedColumn));
    if (!isThumbprint(row.thumbprint))
        return damaged(CertificatesText::tr("what stands in column \"thumbprint\" is no thumbprint."));
    if (row.certificate.isEmpty())
        return damaged(CertificatesText::tr("what stands in column \"certificate\" is empty or no base64."));
    return {};
}

}

Result<CertificateInfo> checkRow(CertificateTools &tools, const SigningCertificate &row)
{
    return checkColumns(row)
        .and_then([&] { return tools.info(row.certificate); })
        .and_then([&](const CertificateInfo &info) -> Result<CertificateInfo> {
            if (info.thumbprint != row.thumbprint) {
                return damaged(
                    CertificatesText::tr("the certificate that is stored has another thumbprint (%1…): "
                                         "somebody replaced or altered it.")
                        .arg(info.thumbprint.left(16)));
            }
            if (info.notBefore != row.notBefore || info.notAfter != row.notAfter)
                return damaged(
                    CertificatesText::tr("its row says otherwise than the certificate from when until "
                                         "when it is valid."));
            return info;
        });
}

Error notUsed(const SigningCertificate &row, const Error &why)
{
    return {
        Error::Kind::Unreachable,
        CertificatesText::tr("Certificate %1 (table signing_certificate, record %2) is not used: %3 Put the "
                             "database back from a backup, or remove the certificate under Settings > "
                             "Certificate storage and roll over to a new one.")
            .arg(nameOf(row), shownKey(row), why.text),
        {},
        u"gatehouse certificate remove"_s};
}

}
