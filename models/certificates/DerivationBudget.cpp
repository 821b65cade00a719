#include "certificates/DerivationBudget.h"

#include "certificates/CertificateText.h"

#include <limits>
#include <optional>

namespace gatehouse {

namespace {

/// A file has three as a rule: its MAC, the safe of the certificates, the bag of the private key.
constexpr qint64 mostDerivations = 4;
/// Bytes of a key for a MAC: more makes each round that much longer.
constexpr qint64 longestMacKey = 64;
constexpr qint64 tooMany = std::numeric_limits<qint64>::max();

template<typename Parameters, auto giveBack>
openssl::Handle<Parameters, giveBack> parametersOf(const X509_ALGOR *algorithm, const ASN1_ITEM *kind)
{
    return openssl::Handle<Parameters, giveBack>(
        static_cast<Parameters *>(ASN1_TYPE_unpack_sequence(kind, algorithm->parameter)));
}

/// A number that is too large to be read is too many rounds.
qint64 numberIn(const ASN1_INTEGER *integer)
{
    std::int64_t number = 0;
    return integer && ASN1_INTEGER_get_int64(&number, integer) == 1 ? number : tooMany;
}

std::optional<qint64> roundsOfPbkdf2(const X509_ALGOR *function)
{
    const auto found = parametersOf<PBKDF2PARAM, PBKDF2PARAM_free>(function, ASN1_ITEM_rptr(PBKDF2PARAM));
    return found ? std::optional(numberIn(found->iter)) : std::nullopt;
}

/// N blocks, each of r parts, p times over.
std::optional<qint64> roundsOfScrypt(const X509_ALGOR *function)
{
    const auto found =
        parametersOf<SCRYPT_PARAMS, SCRYPT_PARAMS_free>(function, ASN1_ITEM_rptr(SCRYPT_PARAMS));
    if (!found)
        return std::nullopt;
    qint64 rounds = 1;
    for (const ASN1_INTEGER *factor :
         {found->costParameter, found->blockSize, found->parallelizationParameter}) {
        const qint64 number = numberIn(factor);
        if (number < 1 || number > DerivationBudget::mostRounds)
            return tooMany;
        rounds = std::min(rounds * number, DerivationBudget::mostRounds + 1);
    }
    return rounds;
}

/// Nothing: not known here, so OpenSSL would not open it either.
std::optional<qint64> roundsOf(const X509_ALGOR *encryption)
{
    if (!encryption || !encryption->parameter)
        return std::nullopt;
    if (OBJ_obj2nid(encryption->algorithm) != NID_pbes2) {
        const auto found = parametersOf<PBEPARAM, PBEPARAM_free>(encryption, ASN1_ITEM_rptr(PBEPARAM));
        return found ? std::optional(found->iter ? numberIn(found->iter) : 1) : std::nullopt;
    }
    const auto found = parametersOf<PBE2PARAM, PBE2PARAM_free>(encryption, ASN1_ITEM_rptr(PBE2PARAM));
    const X509_ALGOR *function = found ? found->keyfunc : nullptr;
    if (!function || !function->parameter)
        return std::nullopt;
    switch (OBJ_obj2nid(function->algorithm)) {
    case NID_id_pbkdf2:
        return roundsOfPbkdf2(function);
    case NID_id_scrypt:
        return roundsOfScrypt(function);
    default:
        return std::nullopt;
    }
}

/// PBMAC1 (RFC 9579) has a number of its own.
std::optional<qint64> roundsOfPbmac1(const X509_ALGOR *algorithm)
{
    const openssl::Handle<PBKDF2PARAM, PBKDF2PARAM_free> found(PBMAC1_get1_pbkdf2_param(algorithm));
    if (!found)
        return std::nullopt;
    const qint64 keyLength = numberIn(found->keylength);
    return keyLength < 1 || keyLength > longestMacKey ? std::nullopt : std::optional(numberIn(found->iter));
}

}

Result<void> DerivationBudget::spend(qint64 rounds)
{
    if (rounds < 1 || rounds > m_most || m_spent + rounds > m_most * mostDerivations)
        return std::unexpected(CertificateText::tooManyRounds());
    m_spent += rounds;
    return {};
}

Result<void> DerivationBudget::spend(const X509_ALGOR *encryption)
{
    const auto rounds = roundsOf(encryption);
    return rounds ? spend(*rounds) : std::unexpected(CertificateText::unknownEncryption());
}

Result<void> DerivationBudget::spendOnMac(const PKCS12 *file)
{
    const ASN1_INTEGER *count = nullptr;
    const X509_ALGOR *algorithm = nullptr;
    PKCS12_get0_mac(nullptr, &algorithm, nullptr, &count, file);
    const bool isPbmac1 = algorithm && OBJ_obj2nid(algorithm->algorithm) == NID_pbmac1;
    const auto rounds =
        isPbmac1 ? roundsOfPbmac1(algorithm) : std::optional(count ? numberIn(count) : qint64(1));
    return rounds ? spend(*rounds) : std::unexpected(CertificateText::unknownEncryption());
}

}
