#include "certificates/CertificateContent.h"

#include "certificates/CertificateText.h"

#include <QCryptographicHash>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace gatehouse::content {

namespace {

/// No certificate that is used comes near; what is larger need not be looked at.
constexpr qsizetype mostBytes = 1024 * 1024;

QString textOf(const ASN1_STRING *string)
{
    unsigned char *utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, string);
    if (size < 0)
        return {};
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(utf8), size);
    OPENSSL_free(utf8);
    return text;
}

QString commonName(const X509 *certificate)
{
    const X509_NAME *subject = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    return at < 0 ? QString() : textOf(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
}

/// Invalid when it cannot be read.
QDateTime timeOf(const ASN1_TIME *time)
{
    std::tm parts = {};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return {QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
            QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), QTimeZone::UTC};
}

QString algorithmOf(const X509 *certificate)
{
    const EVP_PKEY *key = X509_get0_pubkey(certificate);
    if (key && EVP_PKEY_is_a(key, "RSA"))
        return u"RSA %1"_s.arg(EVP_PKEY_get_bits(key));
    if (key && EVP_PKEY_is_a(key, "EC"))
        return u"EC %1"_s.arg(EVP_PKEY_get_bits(key));
    return CertificateText::tr("unknown");
}

}

Result<openssl::Certificate> parsed(QByteArrayView der)
{
    const openssl::ErrorScope errors;
    auto certificate = der.isEmpty() || der.size() > mostBytes
                           ? openssl::Certificate()
                           : openssl::fromDer<openssl::Certificate, d2i_X509>(der);
    if (!certificate)
        return std::unexpected(CertificateText::damagedCertificate());
    return certificate;
}

Result<CertificateInfo> info(const QByteArray &der)
{
    const openssl::ErrorScope errors;
    return parsed(der).and_then([&](const openssl::Certificate &certificate) -> Result<CertificateInfo> {
        const X509 *found = certificate.get();
        CertificateInfo info{.subject = commonName(found),
                             .thumbprint = QString::fromLatin1(
                                 QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex()),
                             .sha1Thumbprint = QCryptographicHash::hash(der, QCryptographicHash::Sha1),
                             .notBefore = timeOf(X509_get0_notBefore(found)),
                             .notAfter = timeOf(X509_get0_notAfter(found)),
                             .algorithm = algorithmOf(found)};
        if (!info.notBefore.isValid() || !info.notAfter.isValid())
            return std::unexpected(CertificateText::damagedCertificate());
        return info;
    });
}

}
