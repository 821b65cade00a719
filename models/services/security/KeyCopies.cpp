#include "services/security/KeyCopies.h"

#include "services/security/EncryptionText.h"
#include "services/security/PrivateFile.h"
#include "services/security/SpareKeys.h"
#include "store/edit/EncryptionEdits.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace gatehouse::keycopies {

namespace {

using store::EncryptionRecord;
using store::KeyCopy;
using State = KeyCopy::State;

/// Path and machine are nobody else's business.
QString ownerOf(const AppSettings &settings)
{
    const QByteArray id = QSysInfo::machineUniqueId();
    const QByteArray machine = id.isEmpty() ? QSysInfo::machineHostName().toUtf8() : id;
    const QByteArray path = QFileInfo(settings.path()).absoluteFilePath().toUtf8();
    return QString::fromLatin1(
        QCryptographicHash::hash(machine + '\n' + path, QCryptographicHash::Sha256).toHex());
}

/// For people: it comes from the database, where anything can stand, but for the key's id.
QString shownPlace(const KeyCopy &copy)
{
    const QString name = copy.keyName + u'.' + sparekeys::shownId(copy.keyId);
    return copy.isInFolder() ? u"\"%1/%2\""_s.arg(copy.folder, name)
                             : EncryptionText::tr("\"%1\" in the desktop's keyring").arg(name);
}

}

bool isSamePlace(const EncryptionSettings &one, const EncryptionSettings &other)
{
    if (one.mode != other.mode || one.keyName != other.keyName)
        return false;
    return one.mode == EncryptionSettings::Mode::Keyring || one.folder == other.folder ||
           privatefile::isSameFolder(one.folder, other.folder);
}

EncryptionSettings placeOf(const KeyCopy &copy)
{
    using Mode = EncryptionSettings::Mode;
    return {.mode = copy.isInFolder() ? Mode::LocalSystem : Mode::Keyring,
            .folder = copy.folder,
            .keyName = copy.keyName};
}

bool isOurs(const KeyCopy &copy, const AppSettings &settings)
{
    return copy.settings == ownerOf(settings);
}

KeyCopy noteOf(const AppSettings &settings, const EncryptionSettings &place, const QString &keyId,
               State state)
{
    const bool isLocal = place.mode == EncryptionSettings::Mode::LocalSystem;
    return {.settings = ownerOf(settings),
            .folder = isLocal ? place.folder : QString(),
            .keyName = place.keyName,
            .keyId = keyId,
            .state = state};
}

KeyCopy proven(KeyCopy copy, const EncryptionKeyBytes &key, const Database &database,
               const QString &databaseId)
{
    copy.proof = QString::fromLatin1(proofOf(key, {u"key copy"_s, databaseId, database.identity(),
                                                   copy.settings, copy.folder, copy.keyName, copy.keyId}));
    return copy;
}

bool isProven(const KeyCopy &copy, const EncryptionKeyBytes &key, const Database &database,
              const QString &databaseId)
{
    return !copy.proof.isEmpty() && proven(copy, key, database, databaseId).proof == copy.proof;
}

QList<KeyCopy> merged(QList<KeyCopy> noted, const QList<KeyCopy> &added)
{
    for (const KeyCopy &copy : added) {
        noted.removeIf([&](const KeyCopy &other) { return other.isOfSamePlaceAs(copy); });
        noted << copy;
    }
    return noted;
}

Result<void> proveAnew(EditSession &session, const EncryptionRecord &before,
                       const EncryptionKeyBytes &present, const EncryptionKeyBytes &next)
{
    if (before.keyCopies.isEmpty())
        return {};
    const Database &database = session.database();
    QList<KeyCopy> copies;
    for (const KeyCopy &copy : before.keyCopies) {
        if (isProven(copy, present, database, before.databaseId))
            copies << proven(copy, next, database, before.databaseId);
    }
    return edit::setKeyCopies(session, copies);
}

QString notice(const EncryptionRecord &record, const AppSettings &settings)
{
    const auto here = settings.encryption();
    QStringList places;
    for (const KeyCopy &copy : record.keyCopies) {
        if (isOurs(copy, settings) && here && !isSamePlace(placeOf(copy), *here))
            places << shownPlace(copy);
    }
    if (places.isEmpty())
        return {};
    return EncryptionText::tr(
               "%n encryption key(s) stay outside of the key storage since it was moved, because "
               "they could not be removed: %1. Whoever reads such a key can read what is "
               "encrypted. Remove it yourself, unless something else needs it.",
               nullptr, int(places.size()))
        .arg(places.join(", "_L1));
}

audit::Record recordOf(const EncryptionSettings &settings, const QString &keyId)
{
    const bool isLocal = settings.mode == EncryptionSettings::Mode::LocalSystem;
    return {u"encryption_key"_s,
            keyId,
            keyId,
            {{"key_storage", isLocal ? json::fromText(settings.folder) : "keyring"},
             {"key_name", json::fromText(settings.keyName)},
             {"encryption_active", settings.active}}};
}

}
