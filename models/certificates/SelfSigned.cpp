#include "certificates/SelfSigned.h"

#include "certificates/CertificateText.h"
#include "certificates/RsaKey.h"

#include <array>

namespace gatehouse {

namespace {

constexpr int keyBits = 3072;
constexpr int serialBits = 127;
constexpr int digitalSignature = 0; ///< the first bit of a key usage (RFC 5280 4.2.1.3)

using BitString = openssl::Handle<ASN1_BIT_STRING, ASN1_BIT_STRING_free>;
using OctetString = openssl::Handle<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;
using AuthorityKeyId = openssl::Handle<AUTHORITY_KEYID, AUTHORITY_KEYID_free>;

bool setSerialNumber(X509 *certificate)
{
    const openssl::Number serial(BN_new());
    return serial && BN_rand(serial.get(), serialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
           BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate));
}

bool setName(X509 *certificate, const QString &commonName)
{
    const QByteArray text = commonName.toUtf8();
    X509_NAME *name = X509_get_subject_name(certificate);
    return X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char *>(text.constData()),
                                      int(text.size()), -1, 0) == 1 &&
           X509_set_issuer_name(certificate, name) == 1;
}

bool setTimes(X509 *certificate, const QDateTime &from, const QDateTime &until)
{
    return ASN1_TIME_set(X509_getm_notBefore(certificate), from.toSecsSinceEpoch()) &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), until.toSecsSinceEpoch());
}

/// For digital signatures alone.
bool addKeyUsage(X509 *certificate)
{
    const BitString usage(ASN1_BIT_STRING_new());
    return usage && ASN1_BIT_STRING_set_bit(usage.get(), digitalSignature, 1) == 1 &&
           X509_add1_ext_i2d(certificate, NID_key_usage, usage.get(), 1, X509V3_ADD_DEFAULT) == 1;
}

/// Its own name, and the same again as its issuer's (RFC 5280 4.2.1.1 and 4.2.1.2).
bool addKeyIdentifiers(X509 *certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned int size = 0;
    const OctetString own(ASN1_OCTET_STRING_new());
    const AuthorityKeyId issuer(AUTHORITY_KEYID_new());
    if (!own || !issuer || X509_pubkey_digest(certificate, EVP_sha1(), digest.data(), &size) != 1 ||
        ASN1_OCTET_STRING_set(own.get(), digest.data(), int(size)) != 1)
        return false;
    issuer->keyid = ASN1_OCTET_STRING_dup(own.get());
    return issuer->keyid &&
           X509_add1_ext_i2d(certificate, NID_subject_key_identifier, own.get(), 0, X509V3_ADD_DEFAULT) ==
               1 &&
           X509_add1_ext_i2d(certificate, NID_authority_key_identifier, issuer.get(), 0,
                             X509V3_ADD_DEFAULT) == 1;
}

}

Result<KeyedCertificate> selfSigned(const QString &commonName, const QDateTime &from, const QDateTime &until)
{
    const openssl::ErrorScope errors;
    const openssl::Key key(EVP_RSA_gen(keyBits));
    const openssl::Certificate certificate(X509_new());
    X509 *made = certificate.get();
    // No basic constraints: an end entity has none.
    const bool isMade = key && made && X509_set_version(made, X509_VERSION_3) == 1 && setSerialNumber(made) &&
                        setName(made, commonName) && setTimes(made, from, until) &&
                        X509_set_pubkey(made, key.get()) == 1 && addKeyUsage(made) &&
                        addKeyIdentifiers(made) && X509_sign(made, key.get(), EVP_sha256()) > 0;
    KeyedCertificate keyed;
    if (isMade)
        keyed = {openssl::derOf<i2d_X509>(made).toByteArray(), rsa::pkcs8Of(key.get())};
    if (keyed.certificate.isEmpty() || keyed.privateKey.isEmpty())
        return std::unexpected(CertificateText::cannotBeMade());
    return keyed;
}

}
