#include "certificates/CertificateText.h"
#include "certificates/Der.h"
#include "certificates/PemFile.h"

#include <QPasswordDigestor>

namespace gatehouse::pem {

using der::Tag;

namespace {

constexpr int lineLength = 64;
constexpr int saltBytes = 16;
constexpr int blockBytes = 16;
constexpr int keyBytes = 32;
/// What OWASP asks of PBKDF2 with HMAC-SHA-256.
constexpr quint32 rounds = 600'000;

/// Only for what is no secret: encrypted, or public.
SecretBytes block(const QByteArray &label, const QByteArray &bytes)
{
    const QByteArray base64 = bytes.toBase64();
    QByteArray text = "-----BEGIN " + label + "-----\n";
    for (qsizetype at = 0; at < base64.size(); at += lineLength)
        text += base64.mid(at, lineLength) + '\n';
    text += "-----END " + label + "-----\n";
    return text;
}

SecretBytes derivedKey(const SecretBytes &passphrase, const QByteArray &salt)
{
    QByteArray derived = QPasswordDigestor::deriveKeyPbkdf2(
        QCryptographicHash::Sha256, QByteArray::fromRawData(passphrase.constData(), passphrase.size()), salt,
        int(rounds), keyBytes);
    const SecretBytes key = der::secretCopy(derived);
    derived.fill(0);
    return key;
}

SecretBytes algorithm(const QByteArray &salt, const QByteArray &vector)
{
    const SecretBytes function = der::sequence({der::objectId(der::oid::hmacWithSha256), der::null()});
    const SecretBytes derivation =
        der::sequence({der::objectId(der::oid::pbkdf2),
                       der::sequence({der::leaf(Tag::OctetString, salt), der::number(rounds), function})});
    const SecretBytes cipher =
        der::sequence({der::objectId(der::oid::aes256Cbc), der::leaf(Tag::OctetString, vector)});
    return der::sequence({der::objectId(der::oid::pbes2), der::sequence({derivation, cipher})});
}

}

SecretBytes certificateBlock(const QByteArray &certificate)
{
    return block("CERTIFICATE", certificate);
}

// QCA and QSslKey encrypt private keys with Triple DES alone, so this puts AES together from what both have.
Result<SecretBytes> encryptedKeyBlock(const SecretBytes &pkcs8, const SecretBytes &passphrase)
{
    const QByteArray salt = QCA::Random::randomArray(saltBytes).toByteArray();
    const QByteArray vector = QCA::Random::randomArray(blockBytes).toByteArray();
    QCA::Cipher cipher(QStringLiteral("aes256"), QCA::Cipher::CBC, QCA::Cipher::PKCS7, QCA::Encode,
                       QCA::SymmetricKey(derivedKey(passphrase, salt)), QCA::InitializationVector(vector));
    const SecretBytes encrypted = cipher.process(pkcs8);
    if (!cipher.ok() || encrypted.isEmpty())
        return std::unexpected(CertificateText::cannotBeMade());
    const SecretBytes info =
        der::sequence({algorithm(salt, vector), der::element(Tag::OctetString, encrypted)});
    return block("ENCRYPTED PRIVATE KEY", info.toByteArray());
}

}
