#include "services/security/Sealer.h"

#include "domain/SealedText.h"
#include "services/security/EncryptionText.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr char formatVersion = 1;
const QByteArray secretInfo = "gatehouse secret v1"_ba;
constexpr qsizetype placeSize = 8;
constexpr qsizetype saltSize = 16;
constexpr qsizetype checksumSize = 8;

constexpr qsizetype placeAt = 1;
constexpr qsizetype saltAt = placeAt + placeSize;
constexpr qsizetype ivAt = saltAt + saltSize;
constexpr qsizetype lengthAt = ivAt + Aes256Gcm::ivSize;
constexpr qsizetype contentAt = lengthAt + qsizetype(sizeof(quint32));
constexpr qsizetype overhead = contentAt + Aes256Gcm::tagSize + checksumSize;

QByteArray numberBytes(qsizetype number)
{
    QByteArray bytes(sizeof(quint32), Qt::Uninitialized);
    qToBigEndian(quint32(number), bytes.data());
    return bytes;
}

QByteArray prefixed(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    return numberBytes(utf8.size()) + utf8;
}

QByteArray bytesOf(const SealPlace &place)
{
    const QByteArray bytes = prefixed(place.database) + prefixed(place.owner) + prefixed(place.value);
    return place.purpose.isEmpty() ? bytes : bytes + prefixed(place.purpose);
}

/// Refused by a rule where somebody may have bent where a secret goes: nothing is out of reach then.
Error elsewhere(const SealPlace &place)
{
    if (place.purpose.isEmpty()) {
        return {Error::Kind::Unreachable,
                EncryptionText::tr("What is stored was moved here from another secret or database. Remove "
                                   "it and add it again.")};
    }
    return {Error::Kind::Rule,
            EncryptionText::tr(
                "Something other than Gatehouse changed where it would be sent (kind, address, realm, "
                "sign-in, account or certificate authority of the server), or moved it here, so it is not "
                "used. See what the server is under Settings > Servers. Once that is right, enter its secret "
                "there again, or delete the server and add it again.")};
}

std::unexpected<Error> unusable(const QString &text)
{
    return fail(Error::Kind::Unreachable, text);
}

}

Result<Sealer> Sealer::with(const EncryptionKeyBytes &key)
{
    if (const auto ready = cryptographyIsReady(); !ready)
        return std::unexpected(ready.error());
    if (key.bytes.size() != Aes256Gcm::keySize) {
        return unusable(
            EncryptionText::tr("The encryption key has %1 bytes instead of %2. Restore it from a backup.")
                .arg(QString::number(key.bytes.size()), QString::number(Aes256Gcm::keySize)));
    }
    Sealer sealer(key);
    sealer.m_placeKey = sealer.derived({}, "gatehouse place v1"_ba);
    if (sealer.m_placeKey.size() != Aes256Gcm::keySize)
        return unusable(EncryptionText::tr("QCA could not derive a key. Check its plug-in for OpenSSL."));
    return sealer;
}

Sealer::Sealer(const EncryptionKeyBytes &key)
    : m_keyId(key.id.toLatin1())
    , m_key(key.bytes)
    , m_hkdf(u"sha256"_s)
    , m_mac(u"hmac(sha256)"_s, {})
    , m_hash(u"sha256"_s)
{
}

SecretBytes Sealer::derived(QByteArrayView salt, const QByteArray &info)
{
    return m_hkdf.makeKey(m_key, QCA::InitializationVector(salt.toByteArray()),
                          QCA::InitializationVector(info), Aes256Gcm::keySize);
}

QByteArray Sealer::code(const SecretBytes &key, const QByteArray &message)
{
    m_mac.setup(key);
    m_mac.update(QCA::MemoryRegion(message));
    return m_mac.final().toByteArray();
}

QByteArray Sealer::checksum(QByteArrayView bytes)
{
    m_hash.clear();
    m_hash.update(bytes.data(), int(bytes.size()));
    return m_hash.final().toByteArray().first(checksumSize);
}

QByteArray Sealer::placeId(const QByteArray &place)
{
    return code(m_placeKey, place).first(placeSize);
}

QByteArray Sealer::checkValue(const QString &database)
{
    return code(derived({}, "gatehouse check v1"_ba), prefixed(database)).toHex();
}

QByteArray Sealer::proof(const QStringList &statement)
{
    QByteArray message;
    for (const QString &part : statement)
        message += prefixed(part);
    return code(derived({}, "gatehouse proof v1"_ba), message).toHex();
}

Result<QByteArray> Sealer::seal(const SealPlace &place, const SecretBytes &plain)
{
    if (plain.isEmpty())
        return fail(Error::Kind::Rule,
                    EncryptionText::tr("There is nothing to encrypt: the secret is empty."));
    const QByteArray where = bytesOf(place);
    const QByteArray random = m_random.nextBytes(saltSize + Aes256Gcm::ivSize).toByteArray();
    const auto salt = QByteArrayView(random).first(saltSize);
    const auto iv = QByteArrayView(random).last(Aes256Gcm::ivSize);
    const auto encrypted = m_cipher.encrypt(derived(salt, secretInfo + where), iv, plain);
    if (!encrypted)
        return unusable(
            EncryptionText::tr("The secret could not be encrypted. Check QCA's plug-in for OpenSSL."));
    QByteArray bytes =
        QByteArray(1, formatVersion) + placeId(where) + random + numberBytes(plain.size()) + *encrypted;
    bytes += checksum(bytes);
    return sealedtext::join(m_keyId, bytes);
}

Result<void> Sealer::checkSeal(const SealPlace &place, const QByteArray &sealed, QByteArrayView bytes)
{
    const auto damaged = [] {
        return unusable(
            EncryptionText::tr("What is stored is damaged. Restore the database from a backup, or "
                               "remove it and add it again."));
    };
    const QByteArray keyId = sealedtext::keyId(sealed);
    if (keyId.isEmpty())
        return damaged();
    if (keyId != m_keyId) {
        return unusable(
            EncryptionText::tr("It was encrypted with another encryption key. Restore that key from a "
                               "backup, or remove it and add it again."));
    }
    if (bytes.size() <= overhead ||
        bytes.size() != overhead + qsizetype(qFromBigEndian<quint32>(bytes.data() + lengthAt))) {
        return unusable(
            EncryptionText::tr("What is stored is cut short. Restore the database from a backup, or "
                               "remove it and add it again."));
    }
    // Base64 can say the same bytes in several ways, and only one of them is what was stored.
    if (checksum(bytes.chopped(checksumSize)) != bytes.last(checksumSize) ||
        sealedtext::join(m_keyId, bytes.toByteArray()) != sealed)
        return damaged();
    if (bytes.front() != formatVersion)
        return unusable(
            EncryptionText::tr("It was encrypted by a newer version of Gatehouse. Use that version."));
    if (placeId(bytesOf(place)) != bytes.sliced(placeAt, placeSize))
        return std::unexpected(elsewhere(place));
    return {};
}

Result<SecretBytes> Sealer::unseal(const SealPlace &place, const QByteArray &sealed)
{
    const QByteArray where = bytesOf(place);
    const QByteArray decoded = sealedtext::seal(sealed);
    const QByteArrayView bytes = decoded;
    if (const auto whole = checkSeal(place, sealed, bytes); !whole)
        return std::unexpected(whole.error());
    const SecretBytes key = derived(bytes.sliced(saltAt, saltSize), secretInfo + where);
    auto plain = m_cipher.decrypt(key, bytes.sliced(ivAt, Aes256Gcm::ivSize),
                                  bytes.sliced(contentAt).chopped(checksumSize));
    if (!plain) {
        return unusable(
            EncryptionText::tr("What is stored was altered, or the encryption key is not the one that it "
                               "was encrypted with. Restore the key or the database from a backup."));
    }
    return *std::move(plain);
}

}
