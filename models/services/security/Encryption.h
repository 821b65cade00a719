#pragma once

#include "domain/ClientApplication.h"
#include "domain/Progress.h"
#include "services/security/AppSettings.h"
#include "services/security/SecretCipher.h"
#include "store/records/SecurityStore.h"

namespace gatehouse {

/// How encryption stands, as the page and the buttons show it.
struct EncryptionStatus
{
    enum class State {
        NotSetUp, ///< no key was ever made for this database
        Ready,
        Inactive, ///< switched off in appsettings.json
        Unusable, ///< the key is missing, wrong, or out of reach: `text` says which, and what to do
    };
    State state = State::NotSetUp;
    QString text;         ///< what stands in the way; empty when Ready
    QString keyId;        ///< empty when not set up
    QDateTime created;    ///< of the key
    int sealedValues = 0; ///< how many need it
    EncryptionSettings settings;
    QString place;  ///< of the key, for people
    QString notice; ///< which keys stay although they are not needed here; empty: none
};

/// The encryption of one database: its key in the key store, and what is done with it. Everything here may
/// take long: run it as a task, on the thread of the connection.
class Encryption
{
public:
    explicit Encryption(AppSettings settings = AppSettings()) : m_settings(std::move(settings)) {}
    const AppSettings &settings() const { return m_settings; }

    EncryptionStatus status(Database &database) const;

    /// See EncryptionStatus::notice. Asks no key store.
    Result<QString> notice(Database &database) const;

    /// What a program that was killed left of keys goes, as far as that asks no keyring; the rest waits for
    /// the next look at the encryption. Cheap where nothing was left.
    void tidy(Database &database) const;

    /// Makes the first key. Refused while there is one: sealed values would be lost.
    Result<void> create(Database &database) const;
    /// Takes the key of a database that is being deleted out of the key store: nobody can open its seals
    /// again.
    Result<void> discard(Database &database) const;
    /// The key, checked against the database.
    Result<EncryptionKeyBytes> key(Database &database) const;

    /// A new key for everything that is sealed: all of it or, also after a cancel or a crash, nothing. Gives
    /// how many. The old key stays until the next replacement, so that a backup of the database opens.
    Result<int> replaceKey(Database &database, const Progress &progress = {}) const;

    /// Other settings: the key is taken along to the new place, and removed from the old one last. In the
    /// audit trail it is before anything is done; cut off, the next look at the encryption finishes or undoes
    /// it. Gives what stays in the old place all the same, for people; empty: nothing.
    Result<QString> moveTo(Database &database, const EncryptionSettings &settings) const;

    /// A file with the key, protected by a passphrase (Argon2id and AES-256-GCM), readable by its owner
    /// alone.
    Result<void> backUp(Database &database, const QString &path, const SecretBytes &passphrase) const;
    /// Puts the key of a backup into the key store, if it is the database's.
    Result<void> restore(Database &database, const QString &path, const SecretBytes &passphrase) const;

private:
    AppSettings m_settings;
};

/// A secret that can be read again by who holds the key. `client` has its key: give it one before the first
/// save.
Result<ClientSecret> sealedSecret(const EncryptionKeyBytes &key, const QString &databaseId,
                                  const QString &clientKey, const SecretBytes &secret,
                                  const QString &description, const QDateTime &created,
                                  const QDateTime &expires);
/// The secret in clear. A hashed one cannot be read, and the error says so.
Result<SecretBytes> revealedSecret(const EncryptionKeyBytes &key, const QString &databaseId,
                                   const QString &clientKey, const ClientSecret &secret);

}
