#include "domain/SigningCertificate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int warningDays = 60;
constexpr qsizetype thumbprintDigits = 64;
constexpr qsizetype shownDigits = 16;
constexpr qsizetype longestName = 40;

bool isHexDigit(QChar digit)
{
    return (digit >= u'0' && digit <= u'9') || (digit >= u'a' && digit <= u'f');
}

/// A terminal obeys what stands in a damaged value.
QString printable(const QString &text)
{
    QString shown = text.left(longestName);
    for (QChar &character : shown) {
        if (character < u' ' || character > u'~')
            character = u'?';
    }
    return shown;
}

bool isOver(const QDateTime &end, const QDateTime &now)
{
    return end.isValid() && end <= now;
}

}

QString enumText(CertificateStorage storage)
{
    switch (storage) {
    case CertificateStorage::Local:
        return u"local"_s;
    case CertificateStorage::Database:
        return u"database"_s;
    case CertificateStorage::None:
        break;
    }
    return {};
}

template<>
std::optional<CertificateStorage> enumFrom(const QString &name)
{
    for (const auto storage : {CertificateStorage::Local, CertificateStorage::Database}) {
        if (name == enumText(storage))
            return storage;
    }
    return std::nullopt;
}

bool isThumbprint(QStringView text)
{
    return text.size() == thumbprintDigits && std::ranges::all_of(text, isHexDigit);
}

QString nameOf(const SigningCertificate &certificate)
{
    return isThumbprint(certificate.thumbprint) ? certificate.thumbprint.left(shownDigits)
                                                : shownKey(certificate);
}

QString shownKey(const SigningCertificate &certificate)
{
    return printable(certificate.key);
}

CertificateStatus certificateStatus(const SigningCertificate &certificate, const QDateTime &now)
{
    if (isOver(certificate.notAfter, now) || isOver(certificate.publishedUntil, now))
        return CertificateStatus::Expired;
    if (now < certificate.signsFrom)
        return CertificateStatus::Next;
    return isOver(certificate.replaced, now) ? CertificateStatus::Retiring : CertificateStatus::Active;
}

const SigningCertificate *activeCertificate(const QList<SigningCertificate> &certificates,
                                            const QDateTime &now)
{
    const SigningCertificate *newest = nullptr;
    for (const SigningCertificate &certificate : certificates) {
        if (certificateStatus(certificate, now) == CertificateStatus::Active &&
            (!newest || newest->signsFrom < certificate.signsFrom))
            newest = &certificate;
    }
    return newest;
}

QList<SigningCertificate> publishedCertificates(const QList<SigningCertificate> &certificates,
                                                const QDateTime &now)
{
    QList<SigningCertificate> published;
    const SigningCertificate *active = activeCertificate(certificates, now);
    if (active)
        published << *active;
    for (const SigningCertificate &certificate : certificates) {
        if (&certificate != active && certificateStatus(certificate, now) != CertificateStatus::Expired)
            published << certificate;
    }
    return published;
}

bool expiresSoon(const SigningCertificate &certificate, const QDateTime &now)
{
    const CertificateStatus status = certificateStatus(certificate, now);
    const bool isInUse = status == CertificateStatus::Active || status == CertificateStatus::Next;
    return isInUse && !certificate.replaced.isValid() && certificate.notAfter < now.addDays(warningDays);
}

}
