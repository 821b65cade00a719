#pragma once

#include "services/security/SecretBytes.h"

/// As much of DER (ITU-T X.690) as RSA keys, certificates and PKCS#12 need.
namespace gatehouse::der {

enum class Tag : uchar {
    Boolean = 0x01,
    Integer = 0x02,
    BitString = 0x03,
    OctetString = 0x04,
    Null = 0x05,
    ObjectId = 0x06,
    Utf8String = 0x0c,
    UtcTime = 0x17,
    GeneralizedTime = 0x18,
    Sequence = 0x30,
    Set = 0x31,
    Context0 = 0xa0,
    Context3 = 0xa3,
};

/// Object identifiers, encoded.
namespace oid {
inline constexpr QByteArrayView rsaEncryption = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
inline constexpr QByteArrayView sha256WithRsa = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b";
inline constexpr QByteArrayView pbkdf2 = "\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0c";
inline constexpr QByteArrayView pbes2 = "\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d";
inline constexpr QByteArrayView pkcs7Data = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
inline constexpr QByteArrayView hmacWithSha256 = "\x2a\x86\x48\x86\xf7\x0d\x02\x09";
inline constexpr QByteArrayView aes256Cbc = "\x60\x86\x48\x01\x65\x03\x04\x01\x2a";
inline constexpr QByteArrayView sha1 = "\x2b\x0e\x03\x02\x1a";
inline constexpr QByteArrayView sha256 = "\x60\x86\x48\x01\x65\x03\x04\x02\x01";
inline constexpr QByteArrayView sha384 = "\x60\x86\x48\x01\x65\x03\x04\x02\x02";
inline constexpr QByteArrayView sha512 = "\x60\x86\x48\x01\x65\x03\x04\x02\x03";
inline constexpr QByteArrayView commonName = "\x55\x04\x03";
inline constexpr QByteArrayView keyUsage = "\x55\x1d\x0f";
}

/// Reads one element after the other, never beyond the bytes it was given. After a fault everything that
/// follows is empty and isGood() is false: ask once, at the end.
class Reader
{
public:
    explicit Reader(QByteArrayView bytes) : m_rest(bytes) {}

    /// Content of the next element, which has to be of that kind.
    QByteArrayView next(Tag tag);
    /// Content of the next element, an unsigned integer, without leading zeros.
    QByteArrayView nextNumber();
    /// An integer of at most 4 bytes.
    quint32 nextSmallNumber();
    /// Reads what is inside the next element.
    Reader enter(Tag tag);

    bool isGood() const { return m_isGood; }
    bool isAtEnd() const { return m_rest.isEmpty(); }

private:
    QByteArrayView take(qsizetype count);
    qsizetype takeLength();

    QByteArrayView m_rest;
    bool m_isGood = true;
};

/// Elements as bytes, which are wiped.
SecretBytes element(Tag tag, const SecretBytes &content);
/// One that holds no others.
SecretBytes leaf(Tag tag, QByteArrayView content);
SecretBytes sequence(std::initializer_list<SecretBytes> parts);
SecretBytes objectId(QByteArrayView encoded);
SecretBytes null();
SecretBytes number(quint32 value);
SecretBytes number(QByteArrayView bigEndian);
SecretBytes bitString(const SecretBytes &bytes);

SecretBytes secretCopy(QByteArrayView bytes);

}
