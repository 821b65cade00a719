#pragma once

#include "domain/SigningCertificate.h"
#include "secrets/CertificateTools.h"

/// Whether a certificate is still the one that was stored: what stands in a database may have been put there
/// by somebody else.
namespace gatehouse::certificates {

/// What can be told without its private key: refused unless thumbprint, times and certificate fit each other.
Result<CertificateInfo> checkRow(CertificateTools &tools, const SigningCertificate &row);

/// Names the certificate and its row, and says what to do.
Error notUsed(const SigningCertificate &row, const Error &why);

/// Whether it may be published and signed with.
struct Verdict
{
    enum class State {
        Sound,
        Unchecked, ///< its private key is out of reach now, so it is not published either
        Unsound,   ///< something in its row, or its file, is not what was stored
    };
    QString key; ///< of the certificate
    State state = State::Sound;
    QString text = {}; ///< what stands in the way; empty when Sound
};

}
