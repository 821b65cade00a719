#include "certificates/PemFile.h"

#include "certificates/CertificateText.h"
#include "certificates/Der.h"
#include "certificates/RsaKey.h"

#include <QSslCertificate>
#include <QSslKey>

#include <algorithm>

namespace gatehouse::pem {

namespace {

constexpr QByteArrayView begin = "-----BEGIN ";
constexpr QByteArrayView end = "-----END ";
constexpr QByteArrayView dashes = "-----";

/// One block: what it is called, the lines between, and all of it.
struct Block
{
    QByteArrayView label;
    QByteArrayView body;
    QByteArrayView whole;

    bool isPrivateKey() const { return label.endsWith("PRIVATE KEY"); }
    bool isEncrypted() const { return label == "ENCRYPTED PRIVATE KEY" || body.contains("ENCRYPTED"); }
};

std::optional<Block> nextBlock(QByteArrayView file, qsizetype from)
{
    const qsizetype start = file.indexOf(begin, from);
    if (start < 0)
        return std::nullopt;
    const qsizetype labelStart = start + begin.size();
    const qsizetype labelEnd = file.indexOf(dashes, labelStart);
    if (labelEnd < 0)
        return std::nullopt;
    const QByteArrayView label = file.sliced(labelStart, labelEnd - labelStart);
    const qsizetype bodyStart = labelEnd + dashes.size();
    const qsizetype bodyEnd = file.indexOf(end, bodyStart);
    if (bodyEnd < 0)
        return std::nullopt;
    const qsizetype after = std::min(file.size(), bodyEnd + end.size() + label.size() + dashes.size());
    return Block{label, file.sliced(bodyStart, bodyEnd - bodyStart), file.sliced(start, after - start)};
}

QList<Block> blocksOf(QByteArrayView file)
{
    QList<Block> blocks;
    for (auto block = nextBlock(file, 0); block;
         block = nextBlock(file, block->whole.data() + block->whole.size() - file.data()))
        blocks << *block;
    return blocks;
}

SecretBytes decoded(QByteArrayView body)
{
    QByteArray bytes = QByteArray::fromBase64(QByteArray::fromRawData(body.data(), body.size()));
    const SecretBytes copy = der::secretCopy(bytes);
    bytes.fill(0);
    return copy;
}

Result<SecretBytes> openedKey(const Block &block, const SecretBytes &passphrase)
{
    if (passphrase.isEmpty())
        return std::unexpected(CertificateText::wrongPassphrase());
    QCA::ConvertResult outcome = QCA::ErrorDecode;
    const QCA::PrivateKey key =
        QCA::PrivateKey::fromPEM(QString::fromLatin1(block.whole), passphrase, &outcome);
    if (outcome == QCA::ConvertGood && !key.isNull())
        return key.isRSA() ? Result<SecretBytes>(key.toDER()) : std::unexpected(CertificateText::onlyRsa());
    // QCA knows no EC keys, and says of them what it says of a wrong passphrase.
    QByteArray word = passphrase.toByteArray();
    const QSslKey other(block.whole.toByteArray(), QSsl::Ec, QSsl::Pem, QSsl::PrivateKey, word);
    word.fill(0);
    return std::unexpected(other.isNull() ? CertificateText::wrongPassphrase() : CertificateText::onlyRsa());
}

Result<SecretBytes> privateKey(const Block &block, const SecretBytes &passphrase)
{
    if (block.isEncrypted())
        return openedKey(block, passphrase);
    if (block.label == "RSA PRIVATE KEY")
        return rsa::pkcs8Of(viewOf(decoded(block.body)));
    if (block.label == "PRIVATE KEY")
        return decoded(block.body);
    return std::unexpected(CertificateText::onlyRsa());
}

/// The one of them that belongs to the key; a file may hold those of the issuers as well.
Result<KeyedCertificate> certificateOf(const SecretBytes &key, const QList<Block> &certificates)
{
    std::optional<Error> firstError;
    for (const Block &block : certificates) {
        auto joined = rsa::joined(decoded(block.body).toByteArray(), key);
        if (joined)
            return joined;
        if (!firstError)
            firstError = joined.error();
    }
    return std::unexpected(*firstError);
}

}

bool isPem(QByteArrayView file)
{
    return file.contains(begin);
}

Result<KeyedCertificate> read(const QByteArray &file, const SecretBytes &passphrase)
{
    const QList<Block> blocks = blocksOf(file);
    QList<Block> certificates;
    std::ranges::copy_if(blocks, std::back_inserter(certificates),
                         [](const Block &block) { return block.label == "CERTIFICATE"; });
    const auto key = std::ranges::find_if(blocks, &Block::isPrivateKey);
    if (key == blocks.end() && certificates.isEmpty())
        return std::unexpected(CertificateText::notRecognized());
    if (key == blocks.end())
        return std::unexpected(CertificateText::noPrivateKey());
    if (certificates.isEmpty())
        return std::unexpected(CertificateText::noCertificate());
    return privateKey(*key, passphrase).and_then([&](const SecretBytes &opened) {
        return certificateOf(opened, certificates);
    });
}

}
