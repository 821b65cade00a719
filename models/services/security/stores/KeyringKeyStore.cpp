#include "services/security/stores/KeyringKeyStore.h"

#include "services/security/EncryptionText.h"
#include "services/security/KeyText.h"
#include "services/security/stores/KeyringEntry.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

std::unexpected<Error> failure(keyringentry::Failure why, std::chrono::milliseconds patience)
{
    switch (why) {
    case keyringentry::Failure::NotFound:
        return fail(Error::Kind::NotFound,
                    EncryptionText::tr(
                        "The encryption key is not in the desktop's keyring, or the keyring is locked. "
                        "Unlock it and try again, or restore the key from a backup."));
    case keyringentry::Failure::NoAccess:
        return fail(Error::Kind::Unreachable,
                    EncryptionText::tr(
                        "The desktop's keyring is locked or gives no access. Unlock it and try again."));
    case keyringentry::Failure::Silent:
        return fail(
            Error::Kind::Unreachable,
            EncryptionText::tr("The desktop's keyring did not answer within %n second(s). Unlock it and try "
                               "again.",
                               nullptr, int(std::chrono::ceil<std::chrono::seconds>(patience).count())));
    case keyringentry::Failure::NoService:
        break;
    }
    return fail(
        Error::Kind::Unreachable,
        EncryptionText::tr("The desktop's keyring does not answer. Start a service that keeps secrets (GNOME "
                           "Keyring, KWallet or KeePassXC), or keep the key in a folder."));
}

}

KeyringKeyStore::KeyringKeyStore(QString keyName, std::chrono::milliseconds patience)
    : m_keyName(std::move(keyName)), m_patience(patience)
{
}

QString KeyringKeyStore::place() const
{
    return EncryptionText::tr("the desktop's keyring");
}

QString KeyringKeyStore::nameOf(const QString &id, KeyEntry entry) const
{
    return m_keyName + u'.' + id + (entry == KeyEntry::New ? u".new"_s : QString());
}

Result<EncryptionKeyBytes> KeyringKeyStore::read(const QString &id, KeyEntry entry)
{
    const auto text = keyringentry::read(nameOf(id, entry), m_patience);
    if (!text)
        return failure(text.error(), m_patience);
    return keytext::read(*text, id).transform_error([&](Error error) {
        error.text = EncryptionText::tr("Entry \"%1\" of the desktop's keyring: %2")
                         .arg(nameOf(id, entry), error.text);
        return error;
    });
}

Result<void> KeyringKeyStore::write(const EncryptionKeyBytes &key, KeyEntry entry)
{
    if (const auto stored = read(key.id, entry); stored && stored->bytes != key.bytes) {
        return fail(Error::Kind::Conflict,
                    EncryptionText::tr(
                        "Entry \"%1\" of the desktop's keyring holds another encryption key. Nothing was "
                        "changed.")
                        .arg(nameOf(key.id, entry)));
    }
    const auto written = keyringentry::write(nameOf(key.id, entry), keytext::from(key), m_patience);
    return written ? Result<void>() : failure(written.error(), m_patience);
}

Result<void> KeyringKeyStore::remove(const QString &id, KeyEntry entry)
{
    const auto removed = keyringentry::remove(nameOf(id, entry), m_patience);
    if (removed || removed.error() == keyringentry::Failure::NotFound)
        return {};
    return failure(removed.error(), m_patience);
}

}
