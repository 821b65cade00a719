#pragma once

#include "domain/SigningCertificate.h"
#include "store/Database.h"
#include "store/records/KeyCopies.h"

#include <functional>
#include <optional>

/// Reading of what protects the database: encryption key, certificates, sign-in. Writing goes through
/// EditSession, apart from sign-in attempts.
namespace gatehouse::store {

/// Which key of the key store the database is encrypted with, never the key itself.
struct EncryptionKey
{
    QString id;            ///< its name in the key store
    QByteArray checkValue; ///< tells whether a key is the right one
    QDateTime created;
    QByteArray origin = {}; ///< proves in which file it came to the database; empty: not known
};

/// A key in the key store that belonged to the database and does not open it now.
struct SpareKey
{
    enum class State {
        New,      ///< being taken in: cut off before that, nothing was ever sealed with it
        Replaced, ///< kept until the next replacement, for backups of the database
        Obsolete, ///< to be removed
        Left,     ///< may be another database's: it stays, and that is said
    };
    QString id;
    State state = State::New;
    QByteArray checkValue = {};
    QByteArray proof = {}; ///< made with the database's key, that it may be removed; empty: it may not

    bool operator==(const SpareKey &) const = default;
};

QString toColumn(SpareKey::State state);
SpareKey::State spareKeyStateFrom(const QString &column);

struct EncryptionRecord
{
    QString databaseId;                    ///< seals are bound to it
    std::optional<EncryptionKey> key = {}; ///< nothing: encryption is not set up
    int sealedValues = 0;                  ///< how many are lost without the key
    QList<SpareKey> spareKeys = {};
    /// What an earlier version noted of a change that was cut off: ids of two keys, and a file.
    QString oldNote = {};
    QList<KeyCopy> keyCopies = {};
};
Result<EncryptionRecord> loadEncryption(Database &database);

/// Refuses a new seal that was not made with the database's key, because that was replaced meanwhile.
Result<void> checkSealKey(Database &database, const QByteArray &sealed);
/// The same in two parts: the ids of the keys that the database has, and whether the seal's is among them.
Engine::Question keyIdsQuestion(QStringList &keyIds);
Result<void> checkSealKey(const QByteArray &sealed, const QStringList &keyIds);

/// A value that only the encryption key opens. It is sealed for its owner, its key and its purpose.
struct SealedValue
{
    enum class Kind {
        ClientSecret, ///< of the client application with the key `owner`; `key` is that of the secret
        Certificate,  ///< what opens its private key: `owner` is its thumbprint, `key` its key
        Server,       ///< by which Gatehouse signs in to the server `owner`; `key` is serverSecretName
        Registration, ///< a token of the server `owner` for the client application `key`
        ServerProof,  ///< no secret: Server::proof of the server `owner`; `key` is serverProofName
    };
    Kind kind = Kind::ClientSecret;
    QString owner;
    QString key;
    QByteArray sealed;
    QString purpose = {}; ///< of what servers are signed in to with; see domain/servers/ServerPurpose.h
};
inline constexpr QLatin1StringView serverSecretName("server");
inline constexpr QLatin1StringView serverProofName("server proof");
/// Where values of this kind are stored.
QLatin1StringView tableOf(SealedValue::Kind kind);
/// All of them, one at a time; an error of the visitor ends it.
Result<void> visitSealed(Database &database, const std::function<Result<void>(const SealedValue &)> &visitor);

/// By the time from which they sign.
Result<QList<SigningCertificate>> loadCertificates(Database &database);

/// A note of a file of local storage, which lives as long as the file; see
/// services/certificates/CertificateFiles.
struct CertificateFile
{
    enum class State {
        New,      ///< being written: cut off before its certificate had a row, nothing needs it
        Kept,     ///< a certificate's own
        Obsolete, ///< to be removed
    };
    QString folder;
    QString thumbprint;
    QString digest = {}; ///< SHA-256 of its content, in hexadecimal
    State state = State::Kept;
    /// Made with the database's key, that this is true of a file that it wrote; empty: not known.
    QString proof = {};
    /// Of which database an earlier version said so, without a proof.
    QString claimed = {};

    bool operator==(const CertificateFile &) const = default;
};
QString toColumn(CertificateFile::State state);
/// State and proof, in a column that named the database's place before: earlier versions take it for
/// another's, and leave the file.
QString proofColumn(const CertificateFile &file);
Result<QList<CertificateFile>> loadCertificateFiles(Database &database);

struct CertificateSettings
{
    CertificateStorage storage = CertificateStorage::None;
    QString folder;              ///< of local storage
    int validityDays = 730;      ///< of a new certificate
    int overlapHours = 24;       ///< how long a new certificate is published before it signs
    int tokenLifetimeHours = 24; ///< how long a certificate stays published after it signed last
    int version = 0;             ///< for namespace edit

    bool operator==(const CertificateSettings &) const = default;
};
Result<CertificateSettings> loadCertificateSettings(Database &database);

struct SignInSettings
{
    int lockAfterMinutes = 10; ///< 0: never
    int version = 0;

    bool operator==(const SignInSettings &) const = default;
};
Result<SignInSettings> loadSignInSettings(Database &database);

/// Whether anybody may sign in; if not, the first main administrator is to be made.
Result<bool> hasMainAdministrator(Database &database);

}
