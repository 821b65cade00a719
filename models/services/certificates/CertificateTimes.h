#pragma once

#include "domain/SigningCertificate.h"
#include "store/records/SecurityStore.h"

/// When certificates begin and cease to sign, and to be published.
namespace gatehouse::certificates {

/// Whether any signs or will.
bool isAnyInUse(const QList<SigningCertificate> &stored, const QDateTime &now);

/// For one that is added now: at once where none signs, else once everybody had time to fetch it, but not
/// after the end of the one that signs.
QDateTime beginOfSigning(const QList<SigningCertificate> &stored, const store::CertificateSettings &settings,
                         const QDateTime &now);

/// Those that learn that one which signs from then on replaces them.
QList<SigningCertificate> replacedBy(const QList<SigningCertificate> &stored, const QDateTime &signsFrom,
                                     const store::CertificateSettings &settings, const QDateTime &now);

/// Those whose successor is removed: they get the one after it, or go on.
QList<SigningCertificate> withoutSuccessor(const QList<SigningCertificate> &stored,
                                           const SigningCertificate &removed);

}
