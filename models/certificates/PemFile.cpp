#include "certificates/PemFile.h"

#include "certificates/CertificateContent.h"
#include "certificates/CertificateText.h"
#include "certificates/Passphrase.h"
#include "certificates/RsaKey.h"

#include <openssl/pem.h>

#include <cstring>

namespace gatehouse::pem {

namespace {

constexpr int saltBytes = 16;

void freeText(char *text)
{
    OPENSSL_free(text);
}

/// What one block holds: it may be a private key.
class Block
{
public:
    /// None at the end of the file, and where a block is damaged: the queue of errors tells which.
    static std::optional<Block> readFrom(BIO *file)
    {
        Block block;
        char *name = nullptr;
        char *header = nullptr;
        if (PEM_read_bio(file, &name, &header, &block.m_data, &block.m_size) != 1)
            return std::nullopt;
        block.m_name.reset(name);
        block.m_header.reset(header);
        return block;
    }

    ~Block() { OPENSSL_clear_free(m_data, std::size_t(m_size)); }
    Q_DISABLE_COPY(Block)
    Block(Block &&other) noexcept
        : m_name(std::move(other.m_name))
        , m_header(std::move(other.m_header))
        , m_data(std::exchange(other.m_data, nullptr))
        , m_size(std::exchange(other.m_size, 0))
    {
    }
    Block &operator=(Block &&) = delete;

    QByteArrayView name() const { return m_name.get(); }
    QByteArrayView data() const { return {m_data, m_size}; }
    bool isPrivateKey() const { return name().endsWith("PRIVATE KEY"); }
    bool isCertificate() const { return name() == PEM_STRING_X509 || name() == PEM_STRING_X509_OLD; }
    /// By RFC 1421: the header says with what.
    bool isEncrypted() const { return QByteArrayView(m_header.get()).contains("ENCRYPTED"); }

    Result<void> decrypt(const SecretBytes &passphrase)
    {
        EVP_CIPHER_INFO cipher;
        if (PEM_get_EVP_CIPHER_INFO(m_header.get(), &cipher) != 1)
            return std::unexpected(CertificateText::unknownEncryption());
        auto *given = const_cast<SecretBytes *>(&passphrase);
        if (PEM_do_header(&cipher, m_data, &m_size, copyPassphrase, given) != 1)
            return std::unexpected(CertificateText::wrongPassphrase());
        return {};
    }

private:
    Block() = default;

    static int copyPassphrase(char *target, int room, int, void *given)
    {
        const auto &passphrase = *static_cast<const SecretBytes *>(given);
        if (passphrase.size() > room)
            return -1;
        std::memcpy(target, passphrase.constData(), std::size_t(passphrase.size()));
        return passphrase.size();
    }

    openssl::Handle<char, freeText> m_name;
    openssl::Handle<char, freeText> m_header;
    unsigned char *m_data = nullptr;
    long m_size = 0;
};

struct Blocks
{
    std::optional<Block> key; ///< the first
    std::vector<openssl::Certificate> certificates;
};

bool isAtEnd()
{
    return ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
}

Error damaged()
{
    return {Error::Kind::Rule,
            CertificateText::tr("The file is damaged: part of it is no PEM. Choose another copy of it.")};
}

Result<Blocks> blocksOf(QByteArrayView file)
{
    Blocks blocks;
    const openssl::Bio input(BIO_new_mem_buf(file.data(), int(file.size())));
    while (auto block = Block::readFrom(input.get())) {
        if (block->isPrivateKey() && !blocks.key) {
            blocks.key.emplace(*std::move(block));
        } else if (block->isCertificate()) {
            auto certificate = content::parsed(block->data());
            if (!certificate)
                return std::unexpected(certificate.error());
            blocks.certificates.push_back(*std::move(certificate));
        }
    }
    if (!isAtEnd())
        return std::unexpected(damaged());
    return blocks;
}

Result<openssl::Key> ifAny(openssl::Key key)
{
    if (!key)
        return std::unexpected(CertificateText::damagedKey());
    return key;
}

Result<openssl::Key> sealedKey(QByteArrayView der, const SecretBytes &passphrase, DerivationBudget budget)
{
    const auto sealed = openssl::fromDer<openssl::SealedKeyInfo, d2i_X509_SIG>(der);
    if (!sealed)
        return std::unexpected(CertificateText::damagedKey());
    const X509_ALGOR *algorithm = nullptr;
    X509_SIG_get0(sealed.get(), &algorithm, nullptr);
    return budget.spend(algorithm).and_then([&]() -> Result<openssl::Key> {
        const openssl::KeyInfo info(
            PKCS8_decrypt(sealed.get(), passphrase::terminated(passphrase).constData(), passphrase.size()));
        if (!info)
            return std::unexpected(CertificateText::wrongPassphrase());
        return ifAny(openssl::Key(EVP_PKCS82PKEY(info.get())));
    });
}

Result<openssl::Key> privateKey(Block &block, const SecretBytes &passphrase, const DerivationBudget &budget)
{
    const bool isSealed = block.name() == PEM_STRING_PKCS8;
    if ((isSealed || block.isEncrypted()) && passphrase.isEmpty())
        return std::unexpected(CertificateText::wrongPassphrase());
    if (isSealed)
        return sealedKey(block.data(), passphrase, budget);
    if (block.name() != PEM_STRING_RSA && block.name() != PEM_STRING_PKCS8INF)
        return std::unexpected(CertificateText::onlyRsa());
    const bool isEncrypted = block.isEncrypted();
    const auto read = [&] {
        const auto *at = reinterpret_cast<const unsigned char *>(block.data().data());
        if (block.name() == PEM_STRING_RSA)
            return ifAny(openssl::Key(d2i_PrivateKey(EVP_PKEY_RSA, nullptr, &at, block.data().size())));
        const auto info = openssl::fromDer<openssl::KeyInfo, d2i_PKCS8_PRIV_KEY_INFO>(block.data());
        return ifAny(openssl::Key(info ? EVP_PKCS82PKEY(info.get()) : nullptr));
    };
    // Nothing in this old way tells a wrong passphrase: with one of 256 the padding fits, and what comes is
    // no key.
    return (isEncrypted ? block.decrypt(passphrase) : Result<void>())
        .and_then(read)
        .transform_error(
            [&](const Error &error) { return isEncrypted ? CertificateText::wrongPassphrase() : error; });
}

SecretBytes contentOf(BIO *written)
{
    const char *start = nullptr;
    const long size = BIO_get_mem_data(written, &start);
    SecretBytes bytes(int(std::max(size, 0L)));
    if (size > 0)
        std::memcpy(bytes.data(), start, std::size_t(size));
    return bytes;
}

}

bool isPem(QByteArrayView file)
{
    return file.contains("-----BEGIN ");
}

Result<KeyedCertificate> read(QByteArrayView file, const SecretBytes &passphrase,
                              const DerivationBudget &budget)
{
    const openssl::ErrorScope errors;
    auto blocks = blocksOf(file);
    if (!blocks)
        return std::unexpected(blocks.error());
    if (!blocks->key)
        return std::unexpected(blocks->certificates.empty() ? CertificateText::notRecognized()
                                                            : CertificateText::noPrivateKey());
    if (blocks->certificates.empty())
        return std::unexpected(CertificateText::noCertificate());
    return privateKey(*blocks->key, passphrase, budget).and_then([&](const openssl::Key &key) {
        return rsa::joined(key, blocks->certificates);
    });
}

Result<SecretBytes> certificateBlock(const QByteArray &certificate)
{
    const openssl::ErrorScope errors;
    return content::parsed(certificate)
        .and_then([](const openssl::Certificate &parsed) -> Result<SecretBytes> {
            const openssl::Bio output(BIO_new(BIO_s_mem()));
            if (!output || PEM_write_bio_X509(output.get(), parsed.get()) != 1)
                return std::unexpected(CertificateText::cannotBeMade());
            return contentOf(output.get());
        });
}

Result<SecretBytes> plainKeyBlock(const SecretBytes &pkcs8)
{
    const openssl::ErrorScope errors;
    const auto info = openssl::fromDer<openssl::KeyInfo, d2i_PKCS8_PRIV_KEY_INFO>(viewOf(pkcs8));
    const openssl::Bio output(BIO_new(BIO_s_mem()));
    if (!info || !output || PEM_write_bio_PKCS8_PRIV_KEY_INFO(output.get(), info.get()) != 1)
        return std::unexpected(CertificateText::cannotBeMade());
    return contentOf(output.get());
}

Result<SecretBytes> encryptedKeyBlock(const SecretBytes &pkcs8, const SecretBytes &passphrase)
{
    const openssl::ErrorScope errors;
    if (const auto checked = passphrase::check(passphrase); !checked)
        return std::unexpected(checked.error());
    const auto info = openssl::fromDer<openssl::KeyInfo, d2i_PKCS8_PRIV_KEY_INFO>(viewOf(pkcs8));
    if (!info)
        return std::unexpected(CertificateText::damagedKey());
    const openssl::SealedKeyInfo sealed(
        PKCS8_encrypt(-1, EVP_aes_256_cbc(), passphrase::terminated(passphrase).constData(),
                      passphrase.size(), nullptr, saltBytes, passphrase::rounds, info.get()));
    const openssl::Bio output(BIO_new(BIO_s_mem()));
    if (!sealed || !output || PEM_write_bio_PKCS8(output.get(), sealed.get()) != 1)
        return std::unexpected(CertificateText::cannotBeMade());
    return contentOf(output.get());
}

}
