#include "certificates/RsaKey.h"

#include "certificates/CertificateText.h"
#include "certificates/Der.h"

#include <QSslCertificate>
#include <QSslKey>

namespace gatehouse::rsa {

using der::Tag;

namespace {

/// Of an unsigned number: a first bit that is set would make it negative.
QCA::BigInteger integer(const SecretBytes &number)
{
    return SecretBytes(1, 0) + number;
}

QCA::BigInteger remainder(QCA::BigInteger number, const QCA::BigInteger &divisor)
{
    return number %= divisor;
}

/// Whether the numbers fit each other (RFC 8017 3.2). OpenSSL signs with what is left of a damaged key; the
/// server that gets its numbers as a JSON Web Key may not.
bool isWhole(const RsaNumbers &numbers)
{
    const QCA::BigInteger one(1);
    const QCA::BigInteger p = integer(numbers.p);
    const QCA::BigInteger q = integer(numbers.q);
    if (p <= one || q <= one)
        return false;
    const QCA::BigInteger d = integer(numbers.d);
    QCA::BigInteger n = p;
    n *= q;
    QCA::BigInteger product = integer(numbers.qi);
    product *= q;
    QCA::BigInteger beforeP = p;
    QCA::BigInteger beforeQ = q;
    return n == integer(numbers.n) && remainder(product, p) == one &&
           remainder(d, beforeP -= one) == integer(numbers.dp) &&
           remainder(d, beforeQ -= one) == integer(numbers.dq);
}

/// What the private key signs, the public key has to verify.
bool belongTogether(QCA::PrivateKey &key, const QByteArray &subjectPublicKeyInfo)
{
    const QByteArray sample = "Gatehouse";
    const QByteArray signature = key.signMessage(sample, QCA::EMSA3_SHA256);
    QCA::PublicKey publicKey = QCA::PublicKey::fromDER(subjectPublicKeyInfo);
    return !signature.isEmpty() && !publicKey.isNull() &&
           publicKey.verifyMessage(sample, signature, QCA::EMSA3_SHA256);
}

}

Result<RsaNumbers> publicNumbers(QByteArrayView subjectPublicKeyInfo)
{
    der::Reader info = der::Reader(subjectPublicKeyInfo).enter(Tag::Sequence);
    const QByteArrayView algorithm = info.enter(Tag::Sequence).next(Tag::ObjectId);
    const QByteArrayView bits = info.next(Tag::BitString);
    if (!info.isGood() || bits.isEmpty())
        return std::unexpected(CertificateText::damagedCertificate());
    if (algorithm != der::oid::rsaEncryption)
        return std::unexpected(CertificateText::onlyRsa());
    // The first byte counts the unused bits of the last.
    der::Reader key = der::Reader(bits.sliced(1)).enter(Tag::Sequence);
    RsaNumbers numbers;
    numbers.n = key.nextNumber().toByteArray();
    numbers.e = key.nextNumber().toByteArray();
    if (!key.isGood())
        return std::unexpected(CertificateText::damagedCertificate());
    return numbers;
}

Result<RsaNumbers> privateNumbers(QByteArrayView pkcs8)
{
    der::Reader info = der::Reader(pkcs8).enter(Tag::Sequence);
    info.nextSmallNumber();
    const QByteArrayView algorithm = info.enter(Tag::Sequence).next(Tag::ObjectId);
    der::Reader key = info.enter(Tag::OctetString).enter(Tag::Sequence);
    if (info.isGood() && algorithm != der::oid::rsaEncryption)
        return std::unexpected(CertificateText::onlyRsa());
    key.nextSmallNumber();
    RsaNumbers numbers;
    numbers.n = key.nextNumber().toByteArray();
    numbers.e = key.nextNumber().toByteArray();
    for (SecretBytes *number : {&numbers.d, &numbers.p, &numbers.q, &numbers.dp, &numbers.dq, &numbers.qi})
        *number = der::secretCopy(key.nextNumber());
    if (!key.isGood())
        return std::unexpected(CertificateText::damagedKey());
    return numbers;
}

SecretBytes pkcs8Of(QByteArrayView pkcs1)
{
    return der::sequence({der::number(0u),
                          der::sequence({der::objectId(der::oid::rsaEncryption), der::null()}),
                          der::leaf(Tag::OctetString, pkcs1)});
}

Result<KeyedCertificate> joined(const QByteArray &certificate, const SecretBytes &pkcs8)
{
    const QSslCertificate parsed(certificate, QSsl::Der);
    if (parsed.isNull())
        return std::unexpected(CertificateText::damagedCertificate());
    // Looked at here first: QCA crashes on the public key of an EC certificate.
    if (parsed.publicKey().algorithm() != QSsl::Rsa)
        return std::unexpected(CertificateText::onlyRsa());
    const auto numbers = privateNumbers(viewOf(pkcs8));
    if (!numbers)
        return std::unexpected(numbers.error());
    if (!isWhole(*numbers))
        return std::unexpected(CertificateText::damagedKey());
    QCA::PrivateKey key = QCA::PrivateKey::fromDER(pkcs8);
    if (key.isNull() || !key.isRSA())
        return std::unexpected(CertificateText::damagedKey());
    if (key.bitSize() < leastBits)
        return std::unexpected(CertificateText::tooSmall(key.bitSize()));
    if (!belongTogether(key, parsed.publicKey().toDer()))
        return std::unexpected(CertificateText::notTogether());
    return KeyedCertificate{certificate, pkcs8};
}

}
