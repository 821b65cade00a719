#include "services/security/Hkdf.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr qsizetype hashSize = 32;

}

Hkdf::Hkdf() : m_mac(u"hmac(sha256)"_s, {}) {}

SecretBytes Hkdf::derived(const SecretBytes &secret, QByteArrayView salt, const QByteArray &info)
{
    const SecretBytes extracted =
        code(secretCopy(salt.isEmpty() ? QByteArray(hashSize, '\0') : salt.toByteArray()), secret);
    // As long as one hash: the first block is all.
    return code(extracted, QCA::MemoryRegion(info + '\1'));
}

SecretBytes Hkdf::code(const SecretBytes &key, const QCA::MemoryRegion &message)
{
    m_mac.setup(key);
    m_mac.update(message);
    return m_mac.final();
}

}
