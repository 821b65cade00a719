#include "services/opening/DatabasePasswords.h"

#include "services/security/stores/KeyringEntry.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse::databasepasswords {

namespace {

/// Translation context of what is said of passwords of databases.
struct PasswordsText
{
    Q_DECLARE_TR_FUNCTIONS(DatabasePasswords)
};

constexpr std::chrono::minutes patience{1};

QString nameOf(const QString &url)
{
    return u"database password of "_s + url;
}

std::unexpected<Error> failure(keyringentry::Failure why)
{
    using enum keyringentry::Failure;
    if (why == NotFound) {
        return fail(Error::Kind::NotFound,
                    PasswordsText::tr("The password is not in the desktop's keyring, or the keyring is "
                                      "locked."));
    }
    return fail(Error::Kind::Unreachable,
                why == NoService
                    ? PasswordsText::tr("The desktop's keyring does not answer. Start a service that keeps "
                                        "secrets (GNOME Keyring, KWallet or KeePassXC), or put the password "
                                        "into ~/.pgpass.")
                    : PasswordsText::tr("The desktop's keyring is locked or gives no access. Unlock it and "
                                        "try again."));
}

}

Result<SecretBytes> read(const QString &url)
{
    const auto found = keyringentry::read(nameOf(url), patience);
    return found ? Result<SecretBytes>(*found) : failure(found.error());
}

Result<void> keep(const QString &url, const SecretBytes &password)
{
    const auto kept = keyringentry::write(nameOf(url), password, patience);
    return kept ? Result<void>() : failure(kept.error());
}

Result<void> forget(const QString &url)
{
    const auto removed = keyringentry::remove(nameOf(url), patience);
    if (removed || removed.error() == keyringentry::Failure::NotFound)
        return {};
    return failure(removed.error());
}

}
