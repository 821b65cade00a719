#include "services/signin/PasswordHash.h"

#include "services/signin/SignInText.h"

#include <QRandomGenerator>
#include <QStringDecoder>

#include <argon2.h>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr std::uint32_t passes = 3;
constexpr std::uint32_t kibibytes = 64 * 1024;
constexpr std::uint32_t lanes = 1;
constexpr std::size_t saltLength = 16;
constexpr std::uint32_t hashLength = 32;

/// What every PHC string that is made here begins with. Only such are checked: others would take another
/// time, and as much memory as whoever wrote them likes.
constexpr QByteArrayView beginning = "$argon2id$v=19$m=65536,t=3,p=1$";

/// Of a password that nobody knows: 32 random bytes that were thrown away.
constexpr auto nobodysPhc = "$argon2id$v=19$m=65536,t=3,p=1$dWwGlMnaaeEBEfZ4+D0dZQ$"
                            "aQE2WdwzoN3RIm0bAEXYOtkBgSAZRJwK6mgFFeyleeg";

Error cannotHash(int status)
{
    const QString reason = status == ARGON2_MEMORY_ALLOCATION_ERROR
                               ? SignInText::tr("there is not enough free memory")
                               : QString::fromLatin1(argon2_error_message(status));
    return {
        Error::Kind::Unreachable,
        SignInText::tr("The password cannot be checked or hashed: %1. It takes 64 MiB. Close other programs "
                       "or raise the memory limit, then try again.")
            .arg(reason)};
}

}

Result<QByteArray> hashPassword(const SecretBytes &password)
{
    std::array<quint32, saltLength / sizeof(quint32)> salt{};
    QRandomGenerator::system()->fillRange(salt.data(), salt.size());
    QByteArray phc(qsizetype(argon2_encodedlen(passes, kibibytes, lanes, saltLength, hashLength, Argon2_id)),
                   '\0');
    const int status =
        argon2id_hash_encoded(passes, kibibytes, lanes, password.constData(), std::size_t(password.size()),
                              salt.data(), saltLength, hashLength, phc.data(), std::size_t(phc.size()));
    if (status != ARGON2_OK)
        return std::unexpected(cannotHash(status));
    phc.truncate(qsizetype(qstrlen(phc.constData())));
    return phc;
}

Result<PasswordFit> checkPassword(const SecretBytes &password, const QByteArray &phc)
{
    const auto verify = [&](const char *hash) {
        return argon2id_verify(hash, password.constData(), std::size_t(password.size()));
    };
    const auto wasHashed = [](int status) { return status == ARGON2_OK || status == ARGON2_VERIFY_MISMATCH; };
    bool canBeChecked = phc.startsWith(beginning) && phc.size() == qsizetype(qstrlen(nobodysPhc));
    int status = verify(canBeChecked ? phc.constData() : nobodysPhc);
    if (canBeChecked && !wasHashed(status) && status != ARGON2_MEMORY_ALLOCATION_ERROR) {
        canBeChecked = false;
        status = verify(nobodysPhc);
    }
    if (!wasHashed(status))
        return std::unexpected(cannotHash(status));
    if (!canBeChecked)
        return phc.isEmpty() ? PasswordFit::Wrong : PasswordFit::Damaged;
    return status == ARGON2_OK ? PasswordFit::Right : PasswordFit::Wrong;
}

Result<SecretBytes> preparedPassword(const SecretBytes &typed)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder(viewOf(typed));
    const bool isText = !decoder.hasError() && !text.contains(QChar::Null);
    if (!isText) {
        wipe(text);
        return fail(Error::Kind::Rule,
                    SignInText::tr("The password is no text: it holds a NUL, or bytes that are not UTF-8. "
                                   "Check where it comes from, and the encoding of the terminal."),
                    u"password"_s);
    }
    QString normal = text.normalized(QString::NormalizationForm_C);
    normal.detach(); // wiping one would wipe both
    wipe(text);
    for (QChar &one : normal) {
        if (one.category() == QChar::Separator_Space)
            one = u' ';
    }
    return takeSecret(std::move(normal));
}

}
