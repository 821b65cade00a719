#include "services/security/Aes256Gcm.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// QCA reads past the end of a shorter key, and takes any shorter tag for the whole one.
bool hasRightSizes(const SecretBytes &key, QByteArrayView iv)
{
    return key.size() == Aes256Gcm::keySize && iv.size() == Aes256Gcm::ivSize;
}

}

Aes256Gcm::Aes256Gcm() : m_cipher(u"aes256"_s, QCA::Cipher::GCM, QCA::Cipher::NoPadding) {}

std::optional<QByteArray> Aes256Gcm::encrypt(const SecretBytes &key, QByteArrayView iv,
                                             const SecretBytes &plain)
{
    if (!hasRightSizes(key, iv))
        return std::nullopt;
    m_cipher.setup(QCA::Encode, QCA::SymmetricKey(key), QCA::InitializationVector(iv.toByteArray()),
                   QCA::AuthTag(tagSize));
    QByteArray encrypted = m_cipher.update(plain).toByteArray();
    if (!m_cipher.ok())
        return std::nullopt;
    encrypted += m_cipher.final().toByteArray();
    encrypted += m_cipher.tag().toByteArray();
    if (!m_cipher.ok() || encrypted.size() != plain.size() + tagSize)
        return std::nullopt;
    return encrypted;
}

std::optional<SecretBytes> Aes256Gcm::decrypt(const SecretBytes &key, QByteArrayView iv,
                                              QByteArrayView encrypted)
{
    if (!hasRightSizes(key, iv) || encrypted.size() <= tagSize)
        return std::nullopt;
    m_cipher.setup(QCA::Decode, QCA::SymmetricKey(key), QCA::InitializationVector(iv.toByteArray()),
                   QCA::AuthTag(encrypted.last(tagSize).toByteArray()));
    // What it gives is worth nothing until final() has looked at the tag.
    SecretBytes plain = m_cipher.update(QCA::MemoryRegion(encrypted.chopped(tagSize).toByteArray()));
    const bool updated = m_cipher.ok();
    plain += SecretBytes(m_cipher.final());
    if (!updated || !m_cipher.ok() || plain.size() != encrypted.size() - tagSize)
        return std::nullopt;
    return plain;
}

}
