#include "services/certificates/CertificateTimes.h"

#include <algorithm>

namespace gatehouse::certificates {

namespace {

constexpr qint64 secondsPerHour = 3600;

QDateTime afterHours(const QDateTime &time, int hours)
{
    return time.addSecs(hours * secondsPerHour);
}

}

bool isAnyInUse(const QList<SigningCertificate> &stored, const QDateTime &now)
{
    return std::ranges::any_of(stored, [&](const SigningCertificate &certificate) {
        const CertificateStatus status = certificateStatus(certificate, now);
        return status == CertificateStatus::Active || status == CertificateStatus::Next;
    });
}

QDateTime beginOfSigning(const QList<SigningCertificate> &stored, const store::CertificateSettings &settings,
                         const QDateTime &now)
{
    const SigningCertificate *active = activeCertificate(stored, now);
    return active ? std::min(afterHours(now, settings.overlapHours), active->notAfter) : now;
}

QList<SigningCertificate> replacedBy(const QList<SigningCertificate> &stored, const QDateTime &signsFrom,
                                     const store::CertificateSettings &settings, const QDateTime &now)
{
    QList<SigningCertificate> changed;
    for (SigningCertificate certificate : stored) {
        const bool isOver = certificateStatus(certificate, now) == CertificateStatus::Expired;
        const bool endsBefore = certificate.replaced.isValid() && certificate.replaced <= signsFrom;
        if (isOver || endsBefore)
            continue;
        certificate.replaced = signsFrom;
        certificate.publishedUntil = afterHours(signsFrom, settings.tokenLifetimeHours);
        changed << certificate;
    }
    return changed;
}

QList<SigningCertificate> withoutSuccessor(const QList<SigningCertificate> &stored,
                                           const SigningCertificate &removed)
{
    QList<SigningCertificate> changed;
    for (SigningCertificate certificate : stored) {
        if (certificate.key == removed.key || certificate.replaced != removed.signsFrom)
            continue;
        certificate.replaced = removed.replaced;
        certificate.publishedUntil = removed.publishedUntil;
        changed << certificate;
    }
    return changed;
}

}
