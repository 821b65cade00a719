#include "services/security/EncryptionText.h"
#include "services/security/SecretCipher.h"

#include <mutex>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QString firstMissingFeature()
{
    for (const QString &feature : {u"sha256"_s, u"hmac(sha256)"_s, u"hkdf(sha256)"_s, u"aes256-gcm"_s}) {
        if (!QCA::isSupported({feature}))
            return feature;
    }
    // QCA's stand-in for a missing generator can be guessed.
    return QCA::haveSecureRandom() ? QString() : u"random"_s;
}

}

Result<void> cryptographyIsReady()
{
    static std::once_flag once;
    static QString missing;
    std::call_once(once, [] {
        prepareSecretMemory();
        missing = firstMissingFeature();
    });
    if (missing.isEmpty())
        return {};
    return fail(
        Error::Kind::Unreachable,
        EncryptionText::tr("The library QCA cannot do %1, which encryption needs. Install its plug-in "
                           "for OpenSSL (on Debian the package libqca-qt6-plugins), then start "
                           "Gatehouse again.")
            .arg(missing));
}

}
