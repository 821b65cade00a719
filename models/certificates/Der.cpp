#include "certificates/Der.h"

#include <cstring>

namespace gatehouse::der {

namespace {

constexpr uchar longForm = 0x80;
constexpr int mostLengthBytes = 4;

QByteArrayView withoutLeadingZeros(QByteArrayView number)
{
    while (number.size() > 1 && number.front() == 0)
        number = number.sliced(1);
    return number;
}

SecretBytes header(Tag tag, int length)
{
    SecretBytes bytes;
    bytes.append(SecretBytes(1, char(tag)));
    if (length < longForm)
        return bytes.append(SecretBytes(1, char(length)));
    SecretBytes digits;
    for (int rest = length; rest > 0; rest >>= 8)
        digits = SecretBytes(1, char(rest & 0xff)) + digits;
    return bytes.append(SecretBytes(1, char(longForm | digits.size()))).append(digits);
}

}

QByteArrayView Reader::take(qsizetype count)
{
    if (!m_isGood || count < 0 || count > m_rest.size()) {
        m_isGood = false;
        m_rest = {};
        return {};
    }
    const QByteArrayView taken = m_rest.first(count);
    m_rest = m_rest.sliced(count);
    return taken;
}

qsizetype Reader::takeLength()
{
    const QByteArrayView first = take(1);
    if (first.isEmpty())
        return -1;
    const auto byte = uchar(first.front());
    if (byte < longForm)
        return byte;
    const int count = byte & ~longForm;
    // None at all is the indefinite length of BER.
    if (count == 0 || count > mostLengthBytes)
        return -1;
    qsizetype length = 0;
    for (const char digit : take(count))
        length = (length << 8) | uchar(digit);
    return length;
}

QByteArrayView Reader::next(Tag tag)
{
    const QByteArrayView found = take(1);
    if (found.isEmpty() || uchar(found.front()) != uchar(tag)) {
        m_isGood = false;
        m_rest = {};
        return {};
    }
    return take(takeLength());
}

QByteArrayView Reader::nextNumber()
{
    const QByteArrayView content = next(Tag::Integer);
    const bool isNegative = !content.isEmpty() && (uchar(content.front()) & 0x80);
    if (content.isEmpty() || isNegative) {
        m_isGood = false;
        return {};
    }
    return withoutLeadingZeros(content);
}

quint32 Reader::nextSmallNumber()
{
    const QByteArrayView content = nextNumber();
    if (content.size() > qsizetype(sizeof(quint32))) {
        m_isGood = false;
        return 0;
    }
    quint32 value = 0;
    for (const char digit : content)
        value = (value << 8) | uchar(digit);
    return value;
}

Reader Reader::enter(Tag tag)
{
    Reader inside(next(tag));
    inside.m_isGood = m_isGood;
    return inside;
}

SecretBytes secretCopy(QByteArrayView bytes)
{
    SecretBytes copy(int(bytes.size()), 0);
    if (!bytes.isEmpty())
        std::memcpy(copy.data(), bytes.data(), size_t(bytes.size()));
    return copy;
}

SecretBytes element(Tag tag, const SecretBytes &content)
{
    return header(tag, content.size()).append(content);
}

SecretBytes leaf(Tag tag, QByteArrayView content)
{
    return element(tag, secretCopy(content));
}

SecretBytes sequence(std::initializer_list<SecretBytes> parts)
{
    SecretBytes content;
    for (const SecretBytes &part : parts)
        content.append(part);
    return element(Tag::Sequence, content);
}

SecretBytes objectId(QByteArrayView encoded)
{
    return leaf(Tag::ObjectId, encoded);
}

SecretBytes null()
{
    return element(Tag::Null, SecretBytes());
}

SecretBytes number(quint32 value)
{
    QByteArray digits;
    for (; value > 0; value >>= 8)
        digits.prepend(char(value & 0xff));
    return number(digits);
}

SecretBytes number(QByteArrayView bigEndian)
{
    const QByteArrayView digits = withoutLeadingZeros(bigEndian);
    // A first bit that is set would make it negative.
    if (digits.isEmpty() || (uchar(digits.front()) & 0x80))
        return element(Tag::Integer, SecretBytes(1, 0) + secretCopy(digits));
    return leaf(Tag::Integer, digits);
}

SecretBytes bitString(const SecretBytes &bytes)
{
    return element(Tag::BitString, SecretBytes(1, 0) + bytes);
}

}
