#include "services/security/KeyBackup.h"

#include "services/security/Aes256Gcm.h"
#include "services/security/EncryptionText.h"
#include "services/security/KeyText.h"

#include <QRandomGenerator>

#include <argon2.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::keybackup {

namespace {

constexpr int shortestPassphrase = 12;
constexpr quint32 passes = 3;
constexpr quint32 memoryKib = 64 * 1024;
constexpr quint32 lanes = 1;
constexpr qsizetype saltSize = 16;

const QByteArray format = "gatehouse-key-backup"_ba;
const QByteArray version = "1"_ba;

Result<SecretBytes> keyFrom(const SecretBytes &passphrase, QByteArrayView salt)
{
    SecretBytes key(Aes256Gcm::keySize);
    const int outcome =
        argon2id_hash_raw(passes, memoryKib, lanes, passphrase.constData(), std::size_t(passphrase.size()),
                          salt.data(), std::size_t(salt.size()), key.data(), std::size_t(key.size()));
    if (outcome == ARGON2_OK)
        return key;
    return fail(Error::Kind::Unreachable,
                EncryptionText::tr(
                    "The passphrase could not be used, perhaps for lack of memory (64 MiB are needed). "
                    "Close other programs and try again."));
}

QByteArray randomBytes()
{
    std::array<quint32, (saltSize + Aes256Gcm::ivSize) / sizeof(quint32)> bits{};
    QRandomGenerator::system()->fillRange(bits.data(), bits.size());
    return {reinterpret_cast<const char *>(bits.data()), sizeof bits};
}

/// Of UTF-8: every byte but those that go on with a character.
qsizetype charactersIn(const SecretBytes &text)
{
    return std::ranges::count_if(viewOf(text), [](char byte) { return (uchar(byte) & 0xc0) != 0x80; });
}

std::unexpected<Error> refused(const QString &text)
{
    return fail(Error::Kind::Unreachable, text);
}

}

Result<SecretBytes> from(const EncryptionKeyBytes &key, const SecretBytes &passphrase)
{
    if (charactersIn(passphrase) < shortestPassphrase) {
        return fail(Error::Kind::Rule,
                    EncryptionText::tr("The passphrase is too short: who finds the file could guess "
                                       "it. Use at least %n character(s).",
                                       nullptr, shortestPassphrase));
    }
    const QByteArray random = randomBytes();
    const auto iv = QByteArrayView(random).last(Aes256Gcm::ivSize);
    return keyFrom(passphrase, random.first(saltSize))
        .and_then([&](const SecretBytes &wrapping) -> Result<SecretBytes> {
            const auto encrypted = Aes256Gcm().encrypt(wrapping, iv, keytext::from(key));
            if (!encrypted)
                return refused(
                    EncryptionText::tr("The key could not be encrypted. Check QCA's plug-in for OpenSSL."));
            return keytext::withChecksum(secretCopy(format + ':' + version + ':' + key.id.toLatin1() + ':' +
                                                    random.toHex() + ':' + encrypted->toHex()));
        });
}

Result<EncryptionKeyBytes> open(const SecretBytes &text, const SecretBytes &passphrase)
{
    const auto line = keytext::withoutChecksum(text);
    const QList<QByteArray> fields = line ? line->toByteArray().split(':') : QList<QByteArray>();
    if (fields.size() < 2 || fields.first() != format) {
        return refused(
            EncryptionText::tr("The file is damaged or cut short, or no backup of an encryption key. Use "
                               "another copy of it."));
    }
    if (fields.at(1) != version)
        return refused(EncryptionText::tr("A newer version of Gatehouse wrote the file. Use that version."));
    const QByteArray random = QByteArray::fromHex(fields.value(3));
    if (fields.size() != 5 || random.size() != saltSize + Aes256Gcm::ivSize)
        return refused(EncryptionText::tr("The file holds no whole backup. Use another copy of it."));
    return keyFrom(passphrase, random.first(saltSize))
        .and_then([&](const SecretBytes &wrapping) -> Result<EncryptionKeyBytes> {
            const auto key = Aes256Gcm().decrypt(wrapping, QByteArrayView(random).last(Aes256Gcm::ivSize),
                                                 QByteArray::fromHex(fields.at(4)));
            if (!key) {
                return fail(
                    Error::Kind::Rule,
                    EncryptionText::tr("The passphrase is wrong, or the file was altered. Type it again."));
            }
            return keytext::read(*key, QString::fromLatin1(fields.at(2)));
        });
}

}
