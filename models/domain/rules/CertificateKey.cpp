#include "domain/rules/CertificateKey.h"

#include <QByteArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

using json::Json;

constexpr uchar integerTag = 0x02;
constexpr uchar bitStringTag = 0x03;
constexpr uchar objectIdTag = 0x06;
constexpr uchar sequenceTag = 0x30;
constexpr uchar versionTag = 0xa0;

/// One value after the other in DER (ITU-T X.690): tag, length, content. At the first that is cut, all that
/// follow are empty.
class DerValues
{
public:
    explicit DerValues(QByteArrayView bytes) : m_rest(bytes) {}

    bool isNext(uchar tag) const { return !m_rest.isEmpty() && uchar(m_rest.front()) == tag; }
    /// The content of the next value, which is of that kind; else empty.
    QByteArrayView take(uchar tag)
    {
        const bool isRight = isNext(tag);
        const QByteArrayView content = skip();
        return isRight ? content : QByteArrayView();
    }
    QByteArrayView skip()
    {
        const qsizetype start = headerSize();
        const qsizetype length = start == 0 ? 0 : contentSize();
        if (start == 0 || length > m_rest.size() - start)
            return m_rest = {};
        const QByteArrayView content = m_rest.sliced(start, length);
        m_rest = m_rest.sliced(start + length);
        return content;
    }

private:
    static constexpr uchar longForm = 0x80;

    /// 0 where it is cut, or longer than any certificate.
    qsizetype headerSize() const
    {
        if (m_rest.size() < 2)
            return 0;
        const uchar length = uchar(m_rest.at(1));
        const qsizetype size = length < longForm ? 2 : 2 + (length - longForm);
        constexpr qsizetype longest = 2 + 3;
        return size > longest || size > m_rest.size() || length == longForm ? 0 : size;
    }

    qsizetype contentSize() const
    {
        const qsizetype header = headerSize();
        if (header == 2)
            return uchar(m_rest.at(1));
        qsizetype size = 0;
        for (qsizetype at = 2; at < header; ++at)
            size = size * 256 + uchar(m_rest.at(at));
        return size;
    }

    QByteArrayView m_rest;
};

constexpr QByteArrayView rsaId("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", 9);
constexpr QByteArrayView ecId("\x2a\x86\x48\xce\x3d\x02\x01", 7);

struct Curve
{
    QByteArrayView id;
    const char *name;
    qsizetype size; ///< bytes of a coordinate
};
constexpr std::array curves{
    Curve{QByteArrayView("\x2a\x86\x48\xce\x3d\x03\x01\x07", 8), "P-256", 32},
    Curve{QByteArrayView("\x2b\x81\x04\x00\x22", 5), "P-384", 48},
    Curve{QByteArrayView("\x2b\x81\x04\x00\x23", 5), "P-521", 66},
};

std::string base64Url(QByteArrayView bytes)
{
    return bytes.toByteArray()
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

/// Without the sign, which is never negative here.
QByteArrayView withoutZeros(QByteArrayView number)
{
    while (number.size() > 1 && number.front() == 0)
        number = number.sliced(1);
    return number;
}

std::optional<Json> rsaKey(QByteArrayView bits)
{
    DerValues numbers(DerValues(bits).take(sequenceTag));
    const QByteArrayView modulus = withoutZeros(numbers.take(integerTag));
    const QByteArrayView exponent = withoutZeros(numbers.take(integerTag));
    if (modulus.isEmpty() || exponent.isEmpty())
        return std::nullopt;
    return Json{{"kty", "RSA"}, {"n", base64Url(modulus)}, {"e", base64Url(exponent)}};
}

std::optional<Json> ecKey(QByteArrayView curveId, QByteArrayView point)
{
    constexpr char uncompressed = 4;
    const auto curve = std::ranges::find(curves, curveId, &Curve::id);
    if (curve == curves.end() || point.size() != 1 + 2 * curve->size || point.front() != uncompressed)
        return std::nullopt;
    return Json{{"kty", "EC"},
                {"crv", curve->name},
                {"x", base64Url(point.sliced(1, curve->size))},
                {"y", base64Url(point.sliced(1 + curve->size))}};
}

/// Of a SubjectPublicKeyInfo (RFC 5280 4.1.2.7).
std::optional<Json> publicKey(QByteArrayView info)
{
    DerValues parts(info);
    DerValues algorithm(parts.take(sequenceTag));
    const QByteArrayView id = algorithm.take(objectIdTag);
    const QByteArrayView bits = parts.take(bitStringTag);
    if (bits.isEmpty() || bits.front() != 0) // bits of the last byte that do not count
        return std::nullopt;
    const QByteArrayView key = bits.sliced(1);
    if (id == rsaId)
        return rsaKey(key);
    return id == ecId ? ecKey(algorithm.take(objectIdTag), key) : std::nullopt;
}

QByteArray fromPem(QByteArrayView text)
{
    QByteArray inner = text.toByteArray();
    if (const qsizetype begin = inner.indexOf("-----BEGIN CERTIFICATE-----"); begin >= 0) {
        inner = inner.sliced(inner.indexOf('\n', begin) + 1);
        inner.truncate(std::max<qsizetype>(inner.indexOf("-----END"), 0));
    }
    return QByteArray::fromBase64(inner.simplified().replace(' ', QByteArray()));
}

}

std::optional<Json> keyOfCertificate(QByteArrayView text)
{
    const QByteArray der = fromPem(text);
    DerValues certificate(DerValues(der).take(sequenceTag));
    DerValues parts(certificate.take(sequenceTag));
    if (parts.isNext(versionTag))
        parts.skip();
    constexpr int beforeTheKey = 5; // serial number, signature, issuer, validity, subject
    for (int part = 0; part < beforeTheKey; ++part)
        parts.skip();
    auto key = publicKey(parts.take(sequenceTag));
    if (key)
        (*key)["x5c"] = Json::array({der.toBase64().toStdString()});
    return key;
}

}
