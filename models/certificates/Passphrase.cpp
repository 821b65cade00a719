#include "certificates/Passphrase.h"

#include "certificates/CertificateText.h"

#include <algorithm>

namespace gatehouse::passphrase {

namespace {

/// Of UTF-8: a byte that begins with the bits 10 goes on with a character.
qsizetype charactersIn(QByteArrayView text)
{
    return std::ranges::count_if(text, [](char byte) { return (uchar(byte) & 0xc0) != 0x80; });
}

}

Result<void> check(const SecretBytes &passphrase)
{
    if (passphrase.isEmpty())
        return std::unexpected(CertificateText::passphraseNeeded());
    if (viewOf(passphrase).contains('\0'))
        return std::unexpected(CertificateText::passphraseWithNul());
    if (charactersIn(viewOf(passphrase)) < leastCharacters)
        return std::unexpected(CertificateText::passphraseTooShort(leastCharacters));
    return {};
}

SecretBytes terminated(const SecretBytes &passphrase)
{
    return passphrase + SecretBytes(1, 0);
}

}
