#include "services/security/stores/LocalKeyStore.h"

#include "services/security/EncryptionText.h"
#include "services/security/KeyText.h"
#include "services/security/PrivateFile.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Result<void> checkId(const QString &id)
{
    if (keytext::isId(id))
        return {};
    return fail(Error::Kind::Unreachable,
                EncryptionText::tr("The database names an encryption key that cannot be one. Restore the "
                                   "database from a backup."));
}

Result<EncryptionKeyBytes> keyIn(const QString &path, const QString &id, const SecretBytes &text)
{
    return keytext::read(text, id).transform_error([&](Error error) {
        error.text = EncryptionText::tr("Key file \"%1\": %2").arg(path, error.text);
        return error;
    });
}

}

LocalKeyStore::LocalKeyStore(QString folder, QString keyName)
    : m_folder(std::move(folder)), m_keyName(std::move(keyName))
{
}

QString LocalKeyStore::pathOf(const QString &id, KeyEntry entry) const
{
    return m_folder + u'/' + m_keyName + u'.' + id + (entry == KeyEntry::New ? u".new"_s : QString());
}

Result<EncryptionKeyBytes> LocalKeyStore::read(const QString &id, KeyEntry entry)
{
    const QString path = pathOf(id, entry);
    return checkId(id)
        .and_then([&] { return privatefile::checkFolder(m_folder); })
        .and_then([&] { return privatefile::read(path, privatefile::Readers::OwnerAlone); })
        .and_then([&](const SecretBytes &text) { return keyIn(path, id, text); });
}

Result<void> LocalKeyStore::write(const EncryptionKeyBytes &key, KeyEntry entry)
{
    const QString path = pathOf(key.id, entry);
    const auto checkOther = [&]() -> Result<void> {
        const auto text = privatefile::read(path, privatefile::Readers::OwnerAlone);
        if (!text)
            return text.error().kind == Error::Kind::NotFound ? Result<void>()
                                                              : std::unexpected(text.error());
        const auto stored = keytext::read(*text, key.id);
        if (!stored || stored->bytes == key.bytes)
            return {};
        return fail(
            Error::Kind::Conflict,
            EncryptionText::tr("\"%1\" holds another encryption key. Nothing was changed.").arg(path));
    };
    return checkId(key.id)
        .and_then([&] { return privatefile::makeFolder(m_folder); })
        .and_then(checkOther)
        .and_then([&] { return privatefile::write(path, keytext::from(key)); });
}

Result<void> LocalKeyStore::remove(const QString &id, KeyEntry entry)
{
    return checkId(id).and_then([&] { return privatefile::remove(pathOf(id, entry)); });
}

void LocalKeyStore::removeHalfWritten(const QString &id)
{
    if (!checkId(id) || !privatefile::checkFolder(m_folder))
        return;
    for (const KeyEntry entry : {KeyEntry::InUse, KeyEntry::New})
        privatefile::removeHalfWritten(pathOf(id, entry));
}

}
