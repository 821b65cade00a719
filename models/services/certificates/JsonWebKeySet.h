#pragma once

#include "secrets/CertificateTools.h"

namespace gatehouse {

/// Writes a JSON Web Key Set (RFC 7517) of RSA keys (RFC 7518 6.3) that sign with RS256, into memory that is
/// wiped.
class JsonWebKeySet
{
public:
    JsonWebKeySet();
    /// With private numbers where there are any.
    void add(const QByteArray &certificate, const RsaNumbers &numbers);
    SecretBytes end();

private:
    void write(QByteArrayView text);
    void member(const char *name, QByteArrayView value);
    void number(const char *name, QByteArrayView value);
    void x5c(const QByteArray &certificate);

    SecretBytes m_text;
    bool m_isEmpty = true;
};

/// Names a public key (RFC 7638).
QByteArray jwkThumbprint(const RsaNumbers &numbers);

}
