#include "certificates/SelfSigned.h"

#include "certificates/CertificateText.h"
#include "certificates/Der.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace gatehouse {

using der::Tag;

namespace {

constexpr int keyBits = 3072;
constexpr int serialBytes = 16;
constexpr quint32 version3 = 2;
constexpr int firstYearOfGeneralizedTime = 2050;

SecretBytes nameOf(const QString &commonName)
{
    const SecretBytes attribute =
        der::sequence({der::objectId(der::oid::commonName), der::leaf(Tag::Utf8String, commonName.toUtf8())});
    return der::sequence({der::element(Tag::Set, attribute)});
}

SecretBytes timeOf(const QDateTime &time)
{
    const QDateTime utc = time.toUTC();
    const bool isLong = utc.date().year() >= firstYearOfGeneralizedTime;
    const QString text = utc.toString(isLong ? u"yyyyMMddHHmmss'Z'"_s : u"yyMMddHHmmss'Z'"_s);
    return der::leaf(isLong ? Tag::GeneralizedTime : Tag::UtcTime, text.toLatin1());
}

SecretBytes signatureAlgorithm()
{
    return der::sequence({der::objectId(der::oid::sha256WithRsa), der::null()});
}

/// Key usage: digitalSignature alone, the first of the bits; seven are unused.
SecretBytes extensions()
{
    const SecretBytes usage = der::leaf(Tag::BitString, QByteArrayView("\x07\x80", 2));
    const SecretBytes critical = der::leaf(Tag::Boolean, QByteArrayView("\xff", 1));
    const SecretBytes extension =
        der::sequence({der::objectId(der::oid::keyUsage), critical, der::element(Tag::OctetString, usage)});
    return der::element(Tag::Context3, der::sequence({extension}));
}

SecretBytes serialNumber()
{
    SecretBytes serial = QCA::Random::randomArray(serialBytes);
    // Positive, and of the same length always.
    serial[0] = char((serial[0] & 0x3f) | 0x40);
    return der::number(viewOf(serial));
}

}

Result<KeyedCertificate> selfSigned(const QString &commonName, const QDateTime &from, const QDateTime &until)
{
    QCA::KeyGenerator generator;
    generator.setBlockingEnabled(true);
    QCA::PrivateKey key = generator.createRSA(keyBits);
    if (key.isNull())
        return std::unexpected(CertificateText::cannotBeMade());

    // QCA::Certificate would give an end entity a path length, which RFC 5280 4.2.1.9 forbids and strict
    // readers refuse.
    const SecretBytes name = nameOf(commonName);
    const SecretBytes signedPart = der::sequence(
        {der::element(Tag::Context0, der::number(version3)), serialNumber(), signatureAlgorithm(), name,
         der::sequence({timeOf(from), timeOf(until)}), name, key.toPublicKey().toDER(), extensions()});
    const QByteArray signature = key.signMessage(signedPart, QCA::EMSA3_SHA256);
    if (signature.isEmpty())
        return std::unexpected(CertificateText::cannotBeMade());
    const SecretBytes certificate =
        der::sequence({signedPart, signatureAlgorithm(), der::bitString(signature)});
    return KeyedCertificate{certificate.toByteArray(), key.toDER()};
}

}
