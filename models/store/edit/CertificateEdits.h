#pragma once

#include "store/edit/EditSession.h"
#include "store/records/SecurityStore.h"

namespace gatehouse::edit {

/// Adds or changes (same version as stored) a certificate; its times, successor and seal only.
Result<SigningCertificate> save(EditSession &session, const SigningCertificate &typed);
Result<void> remove(EditSession &session, const SigningCertificate &certificate);

/// Before a file gets into the folder for certificates, and with the certificate that is removed.
Result<void> noteCertificateFile(EditSession &session, const store::CertificateFile &file);
/// Once the file is the one that it should be, or gone.
Result<void> forgetCertificateFile(EditSession &session, const store::CertificateFile &file);

}
