#include "services/security/KeyText.h"

#include "services/security/EncryptionText.h"

#include <QCryptographicHash>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace gatehouse::keytext {

namespace {

const QByteArray format = "gatehouse-key"_ba;
const QByteArray version = "1"_ba;
constexpr qsizetype checksumLength = 16; // hexadecimal digits
constexpr qsizetype keySize = 32;

QByteArray checksum(QByteArrayView line)
{
    return QCryptographicHash::hash(line, QCryptographicHash::Sha256).toHex().first(checksumLength);
}

int digitOf(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/// Not split(): that would copy the key into memory that nobody wipes.
QList<QByteArrayView> fieldsOf(QByteArrayView line)
{
    QList<QByteArrayView> fields;
    for (qsizetype colon = line.indexOf(':'); colon >= 0; colon = line.indexOf(':')) {
        fields << line.first(colon);
        line = line.sliced(colon + 1);
    }
    return fields << line;
}

}

SecretBytes hex(const SecretBytes &bytes)
{
    constexpr char digits[] = "0123456789abcdef";
    SecretBytes text(bytes.size() * 2);
    for (int i = 0; i < bytes.size(); ++i) {
        const auto byte = uchar(bytes.at(i));
        text[2 * i] = digits[byte >> 4];
        text[2 * i + 1] = digits[byte & 0xf];
    }
    return text;
}

SecretBytes fromHex(QByteArrayView text)
{
    if (text.size() % 2 != 0 || std::ranges::any_of(text, [](char digit) { return digitOf(digit) < 0; }))
        return {};
    prepareSecretMemory();
    SecretBytes bytes(int(text.size() / 2));
    for (int i = 0; i < bytes.size(); ++i)
        bytes[i] = char(digitOf(text[2 * i]) << 4 | digitOf(text[2 * i + 1]));
    return bytes;
}

SecretBytes withChecksum(const SecretBytes &line)
{
    SecretBytes whole = line;
    whole += secretCopy(':' + checksum(viewOf(line)) + '\n');
    return whole;
}

std::optional<SecretBytes> withoutChecksum(const SecretBytes &line)
{
    QByteArrayView text = viewOf(line);
    if (text.endsWith('\n'))
        text.chop(1);
    const qsizetype colon = text.lastIndexOf(':');
    if (colon < 0 || text.sliced(colon + 1) != checksum(text.first(colon)))
        return std::nullopt;
    return secretCopy(text.first(colon));
}

bool isId(const QString &id)
{
    return !id.isEmpty() && id.size() <= 64 && std::ranges::all_of(id, [](QChar character) {
        return character == u'-' || (character.unicode() < 128 && character.isLetterOrNumber());
    });
}

SecretBytes from(const EncryptionKeyBytes &key)
{
    SecretBytes line = secretCopy(format + ':' + version + ':' + key.id.toLatin1() + ':');
    line += hex(key.bytes);
    return withChecksum(line);
}

Result<EncryptionKeyBytes> read(const SecretBytes &text, const QString &id)
{
    const auto line = withoutChecksum(text);
    const auto fields = line ? fieldsOf(viewOf(*line)) : QList<QByteArrayView>();
    const auto refused = [](const QString &why) { return fail(Error::Kind::Unreachable, why); };
    if (fields.size() < 2 || fields.first() != format) {
        return refused(
            EncryptionText::tr("it is damaged or cut short, or no encryption key at all. Restore the key "
                               "from a backup."));
    }
    if (fields.at(1) != version)
        return refused(EncryptionText::tr("a newer version of Gatehouse wrote it. Use that version."));
    EncryptionKeyBytes key{QString::fromLatin1(fields.value(2)), fromHex(fields.value(3))};
    if (fields.size() != 4 || key.bytes.size() != keySize)
        return refused(
            EncryptionText::tr("it holds no whole encryption key. Restore the key from a backup."));
    if (key.id != id) {
        return refused(
            EncryptionText::tr("it holds the encryption key %1 under the name of another. Restore the "
                               "key from a backup.")
                .arg(key.id));
    }
    return key;
}

}
