#include "domain/LogoHeaders.h"

#include "domain/rules/RuleText.h"

#include <QtEndian>

#include <optional>

using namespace Qt::StringLiterals;

namespace gatehouse::logoheaders {

namespace {

using rules::RuleText;

/// Bytes read in order; whoever reads asks first whether so many are left.
class Bytes
{
public:
    explicit Bytes(QByteArrayView data) : m_data(data) {}

    bool has(quint64 count) const { return quint64(m_data.size()) >= count; }
    void skip(qsizetype count) { m_data = m_data.sliced(count); }
    QByteArrayView take(qsizetype count)
    {
        const QByteArrayView taken = m_data.first(count);
        skip(count);
        return taken;
    }
    template<typename Number>
    Number big()
    {
        return qFromBigEndian<Number>(take(sizeof(Number)).data());
    }
    template<typename Number>
    Number little()
    {
        return qFromLittleEndian<Number>(take(sizeof(Number)).data());
    }
    quint32 little24()
    {
        const quint32 low = little<quint16>();
        return low | quint32(little<quint8>()) << 16;
    }

private:
    QByteArrayView m_data;
};

std::unexpected<Error> refused(const QString &text)
{
    return fail(Error::Kind::Rule, text, u"logo"_s);
}

std::unexpected<Error> cutOff()
{
    return refused(RuleText::tr("The logo is cut off. Choose the complete file."));
}

std::unexpected<Error> damaged()
{
    return refused(RuleText::tr("The logo is damaged. Save it again in a picture editor."));
}

std::unexpected<Error> animated()
{
    return refused(RuleText::tr("The logo is animated. Save one picture of it."));
}

Result<LogoFacts> facts(const QString &mediaType, quint32 width, quint32 height)
{
    constexpr quint32 largest = 0x7fffffff; // PNG's own limit, and QSize's
    if (width == 0 || height == 0 || width > largest || height > largest)
        return damaged();
    return LogoFacts{mediaType, QSize(int(width), int(height))};
}

constexpr quint8 jpegEnd = 0xd9;
constexpr quint8 jpegScan = 0xda;

bool isJpegFrame(quint8 marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/// The next marker after any number of fill bytes; nothing: none is left.
std::optional<quint8> nextJpegMarker(Bytes &bytes, bool inScan)
{
    bool afterFill = false;
    while (bytes.has(1)) {
        const auto byte = bytes.big<quint8>();
        if (byte == 0xff) {
            afterFill = true;
            continue;
        }
        const bool isRestart = byte >= 0xd0 && byte <= 0xd7;
        if (afterFill && byte != 0 && !(inScan && isRestart))
            return byte;
        if (!inScan)
            return 0;
        afterFill = false;
    }
    return std::nullopt;
}

constexpr quint32 webpEdgeMask = 0x3fff;

/// RFC 9649 2.5 (lossy) and 2.6 (lossless): the size in the picture's own header.
Result<LogoFacts> inspectWebpPicture(QByteArrayView type, Bytes bytes)
{
    if (type == "VP8L") {
        if (!bytes.has(5) || bytes.take(1) != "\x2f")
            return damaged();
        const auto bits = bytes.little<quint32>();
        return facts(u"image/webp"_s, (bits & webpEdgeMask) + 1, (bits >> 14 & webpEdgeMask) + 1);
    }
    if (!bytes.has(10))
        return damaged();
    const bool isKeyFrame = !(bytes.take(3).front() & 1);
    if (!isKeyFrame || bytes.take(3) != "\x9d\x01\x2a")
        return damaged();
    const quint32 width = bytes.little<quint16>() & webpEdgeMask;
    return facts(u"image/webp"_s, width, bytes.little<quint16>() & webpEdgeMask);
}

}

Result<LogoFacts> readPng(QByteArrayView data)
{
    Bytes bytes(data);
    bytes.skip(pngSignature.size());
    if (!bytes.has(8 + 13 + 4))
        return cutOff();
    if (bytes.big<quint32>() != 13 || bytes.take(4) != "IHDR")
        return damaged();
    const auto width = bytes.big<quint32>();
    const auto height = bytes.big<quint32>();
    bytes.skip(5 + 4);
    bool hasPicture = false;
    while (bytes.has(8)) {
        const quint64 length = bytes.big<quint32>();
        const QByteArrayView type = bytes.take(4);
        if (!bytes.has(length + 4))
            return cutOff();
        if (type == "IEND")
            return hasPicture ? facts(u"image/png"_s, width, height) : damaged();
        if (type == "acTL")
            return animated();
        hasPicture = hasPicture || type == "IDAT";
        bytes.skip(qsizetype(length + 4));
    }
    return cutOff();
}

Result<LogoFacts> readJpeg(QByteArrayView data)
{
    Bytes bytes(data);
    bytes.skip(2);
    std::optional<Result<LogoFacts>> found;
    bool inScan = false;
    while (const auto marker = nextJpegMarker(bytes, inScan)) {
        if (*marker == jpegEnd)
            return found && inScan ? *found : damaged();
        if (*marker == 0 || (*marker == jpegScan && !found))
            return damaged();
        if (!bytes.has(2))
            return cutOff();
        const auto length = bytes.big<quint16>();
        if (length < 2)
            return damaged();
        if (!bytes.has(length - 2u))
            return cutOff();
        Bytes segment(bytes.take(length - 2));
        if (isJpegFrame(*marker)) {
            if (found || !segment.has(5))
                return damaged();
            segment.skip(1);
            const auto height = segment.big<quint16>();
            found = facts(u"image/jpeg"_s, segment.big<quint16>(), height);
        }
        inScan = inScan || *marker == jpegScan;
    }
    return cutOff();
}

Result<LogoFacts> readWebp(QByteArrayView data)
{
    Bytes file(data);
    file.skip(4);
    const auto size = file.little<quint32>();
    if (!file.has(size))
        return cutOff();
    Bytes bytes(file.take(size));
    if (!bytes.has(4) || bytes.take(4) != "WEBP")
        return damaged();
    std::optional<QSize> canvas;
    while (bytes.has(8)) {
        const QByteArrayView type = bytes.take(4);
        const quint64 length = bytes.little<quint32>();
        if (!bytes.has(length))
            return cutOff();
        Bytes chunk(bytes.take(qsizetype(length)));
        if (length % 2 && bytes.has(1))
            bytes.skip(1);
        if (type == "ANMF" || type == "ANIM")
            return animated();
        if (type == "VP8X" && chunk.has(10)) {
            chunk.skip(4);
            const auto width = int(chunk.little24()) + 1;
            canvas = QSize(width, int(chunk.little24()) + 1);
        } else if (type == "VP8 " || type == "VP8L") {
            const auto picture = inspectWebpPicture(type, chunk);
            return picture && canvas.value_or(picture->size) != picture->size ? damaged() : picture;
        }
    }
    return damaged();
}

}
