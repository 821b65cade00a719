#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QtEndian>

#include <initializer_list>

/// Logos put together from their headers, for tests: the pictures in them are nonsense.
namespace gatehouse::samples {

inline QByteArray bytes(std::initializer_list<int> values)
{
    QByteArray data;
    for (const int value : values)
        data += char(value);
    return data;
}

template<typename Number>
QByteArray big(Number number)
{
    QByteArray data(sizeof(Number), '\0');
    qToBigEndian(number, data.data());
    return data;
}

template<typename Number>
QByteArray little(Number number)
{
    QByteArray data(sizeof(Number), '\0');
    qToLittleEndian(number, data.data());
    return data;
}

inline QByteArray pngChunk(const char *type, const QByteArray &data)
{
    return big(quint32(data.size())) + type + data + big(quint32(0));
}

inline QByteArray pngStart(quint32 width, quint32 height)
{
    return QByteArray("\x89PNG\r\n\x1a\n", 8) +
           pngChunk("IHDR", big(width) + big(height) + bytes({8, 6, 0, 0, 0}));
}

inline QByteArray png(quint32 width, quint32 height, qsizetype pictureBytes = 20)
{
    return pngStart(width, height) + pngChunk("IDAT", QByteArray(pictureBytes, 'x')) + pngChunk("IEND", {});
}

inline QByteArray jpegSegment(int marker, const QByteArray &data)
{
    return bytes({0xff, marker}) + big(quint16(data.size() + 2)) + data;
}

inline QByteArray jpegFrame(quint16 width, quint16 height, int marker = 0xc0)
{
    return jpegSegment(marker, bytes({8}) + big(height) + big(width) + bytes({1, 1, 0x11, 0}));
}

inline QByteArray jpeg(const QByteArray &frame)
{
    return bytes({0xff, 0xd8}) + jpegSegment(0xe0, "JFIF") + bytes({0xff}) + frame + jpegSegment(0xc4, "t") +
           jpegSegment(0xda, "s") + bytes({1, 0xff, 0, 2, 0xff, 0xd3, 3, 0xff, 0xd9});
}

inline QByteArray webpChunk(const char *type, const QByteArray &data)
{
    return type + little(quint32(data.size())) + data +
           (data.size() % 2 ? QByteArray(1, '\0') : QByteArray());
}

inline QByteArray webp(const QByteArray &chunks)
{
    return "RIFF" + little(quint32(chunks.size() + 4)) + "WEBP" + chunks;
}

inline QByteArray webpLossy(quint16 width, quint16 height)
{
    return webpChunk("VP8 ", bytes({0x10, 0, 0, 0x9d, 0x01, 0x2a}) + little(width) + little(height) + "xyz");
}

inline QByteArray webpLossless(quint32 width, quint32 height)
{
    return webpChunk("VP8L", bytes({0x2f}) + little((width - 1) | (height - 1) << 14) + "xy");
}

inline QByteArray webpExtended(quint32 width, quint32 height)
{
    return webpChunk("VP8X",
                     bytes({0x10, 0, 0, 0}) + little(width - 1).first(3) + little(height - 1).first(3));
}

}
