#include "certificates/Pkcs12File.h"

#include "certificates/CertificateContent.h"
#include "certificates/CertificateText.h"
#include "certificates/Passphrase.h"
#include "certificates/RsaKey.h"

namespace gatehouse::pkcs12 {

namespace {

constexpr int deepestSafe = 8;

using Bags = STACK_OF(PKCS12_SAFEBAG);

void freeBags(Bags *bags)
{
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}

void freeSafes(STACK_OF(PKCS7) * safes)
{
    sk_PKCS7_pop_free(safes, PKCS7_free);
}

using OwnedBags = openssl::Handle<Bags, freeBags>;
using OwnedSafes = openssl::Handle<STACK_OF(PKCS7), freeSafes>;

Error cannotOpen()
{
    return {Error::Kind::Rule,
            CertificateText::tr(
                "This PKCS#12 file cannot be opened: the passphrase is wrong, the file is damaged, or "
                "it is encrypted in a way that is not known here.")};
}

/// Goes through a file as PKCS12_parse() does, but asks what each key costs before it is derived.
class Opening
{
public:
    Opening(const SecretBytes &passphrase, const DerivationBudget &budget)
        : m_passphrase(passphrase::terminated(passphrase)), m_size(passphrase.size()), m_budget(budget)
    {
    }

    Result<KeyedCertificate> run(PKCS12 *file)
    {
        return checkMac(file).and_then([&] { return openSafes(file); }).and_then([&] {
            return rsa::joined(m_key, m_certificates);
        });
    }

private:
    /// Without a passphrase some programs hash its closing zero, and some nothing.
    const char *text() const { return m_hasNone ? nullptr : m_passphrase.constData(); }

    Result<void> checkMac(PKCS12 *file)
    {
        if (!PKCS12_mac_present(file))
            return {};
        return m_budget.spendOnMac(file).and_then([&]() -> Result<void> {
            ERR_clear_error();
            if (PKCS12_verify_mac(file, text(), m_size) == 1)
                return {};
            m_hasNone = m_size == 0 && PKCS12_verify_mac(file, nullptr, 0) == 1;
            if (m_hasNone)
                return {};
            // OpenSSL says nothing of a MAC that is merely another.
            return std::unexpected(ERR_peek_error() == 0 ? CertificateText::wrongPassphrase() : cannotOpen());
        });
    }

    Result<void> openSafes(const PKCS12 *file)
    {
        const OwnedSafes safes(PKCS12_unpack_authsafes(file));
        if (!safes)
            return std::unexpected(cannotOpen());
        for (int i = 0; i < sk_PKCS7_num(safes.get()); ++i) {
            if (const auto opened = openSafe(sk_PKCS7_value(safes.get(), i)); !opened)
                return opened;
        }
        return {};
    }

    Result<void> openSafe(PKCS7 *safe)
    {
        switch (OBJ_obj2nid(safe->type)) {
        case NID_pkcs7_data:
            return takeBags(OwnedBags(safe->d.data ? PKCS12_unpack_p7data(safe) : nullptr).get());
        case NID_pkcs7_encrypted:
            return openEncrypted(safe);
        default:
            return {};
        }
    }

    Result<void> openEncrypted(PKCS7 *safe)
    {
        const PKCS7_ENCRYPT *encrypted = safe->d.encrypted;
        if (!encrypted || !encrypted->enc_data || !encrypted->enc_data->enc_data)
            return std::unexpected(cannotOpen());
        return m_budget.spend(encrypted->enc_data->algorithm).and_then([&] {
            return takeBags(OwnedBags(PKCS12_unpack_p7encdata(safe, text(), m_size)).get());
        });
    }

    Result<void> takeBags(const Bags *bags, int depth = 0)
    {
        if (!bags || depth > deepestSafe)
            return std::unexpected(cannotOpen());
        for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags); ++i) {
            if (const auto taken = takeBag(sk_PKCS12_SAFEBAG_value(bags, i), depth); !taken)
                return taken;
        }
        return {};
    }

    Result<void> takeBag(const PKCS12_SAFEBAG *bag, int depth)
    {
        switch (PKCS12_SAFEBAG_get_nid(bag)) {
        case NID_keyBag:
            return m_key ? Result<void>() : takeKey(PKCS12_SAFEBAG_get0_p8inf(bag));
        case NID_pkcs8ShroudedKeyBag:
            return m_key ? Result<void>() : takeSealedKey(bag);
        case NID_certBag:
            return takeCertificate(bag);
        case NID_safeContentsBag:
            return takeBags(PKCS12_SAFEBAG_get0_safes(bag), depth + 1);
        default:
            return {};
        }
    }

    Result<void> takeSealedKey(const PKCS12_SAFEBAG *bag)
    {
        const X509_SIG *sealed = PKCS12_SAFEBAG_get0_pkcs8(bag);
        if (!sealed)
            return std::unexpected(cannotOpen());
        const X509_ALGOR *algorithm = nullptr;
        X509_SIG_get0(sealed, &algorithm, nullptr);
        return m_budget.spend(algorithm).and_then([&]() -> Result<void> {
            const openssl::KeyInfo info(PKCS12_decrypt_skey(bag, text(), m_size));
            return info ? takeKey(info.get()) : std::unexpected(cannotOpen());
        });
    }

    Result<void> takeKey(const PKCS8_PRIV_KEY_INFO *info)
    {
        m_key.reset(info ? EVP_PKCS82PKEY(info) : nullptr);
        return m_key ? Result<void>() : std::unexpected(CertificateText::damagedKey());
    }

    Result<void> takeCertificate(const PKCS12_SAFEBAG *bag)
    {
        if (PKCS12_SAFEBAG_get_bag_nid(bag) != NID_x509Certificate)
            return {};
        openssl::Certificate certificate(PKCS12_SAFEBAG_get1_cert(bag));
        if (!certificate)
            return std::unexpected(CertificateText::damagedCertificate());
        m_certificates.push_back(std::move(certificate));
        return {};
    }

    SecretBytes m_passphrase;
    int m_size;
    bool m_hasNone = false;
    DerivationBudget m_budget;
    openssl::Key m_key; ///< the first; which one of several would sign is nobody's guess
    std::vector<openssl::Certificate> m_certificates;
};

}

Result<KeyedCertificate> read(QByteArrayView bytes, const SecretBytes &passphrase,
                              const DerivationBudget &budget)
{
    const openssl::ErrorScope errors;
    const auto file = openssl::fromDer<openssl::Pkcs12, d2i_PKCS12>(bytes);
    if (!file)
        return std::unexpected(CertificateText::notRecognized());
    return Opening(passphrase, budget).run(file.get());
}

Result<SecretBytes> write(const KeyedCertificate &certificate, const SecretBytes &passphrase)
{
    const openssl::ErrorScope errors;
    const auto check = passphrase::check(passphrase);
    if (!check)
        return std::unexpected(check.error());
    const auto parsed = content::parsed(certificate.certificate);
    if (!parsed)
        return std::unexpected(parsed.error());
    return rsa::keyFrom(certificate.privateKey).and_then([&](const openssl::Key &key) -> Result<SecretBytes> {
        const openssl::Pkcs12 file(PKCS12_create(passphrase::terminated(passphrase).constData(), "gatehouse",
                                                 key.get(), parsed->get(), nullptr, NID_aes_256_cbc,
                                                 NID_aes_256_cbc, passphrase::rounds, passphrase::rounds, 0));
        const SecretBytes bytes = openssl::derOf<i2d_PKCS12>(file.get());
        if (bytes.isEmpty())
            return std::unexpected(CertificateText::cannotBeMade());
        return bytes;
    });
}

}
