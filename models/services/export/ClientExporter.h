#pragma once

#include "domain/Progress.h"
#include "domain/formats/ClientFormat.h"
#include "services/ClientSelection.h"
#include "services/security/Encryption.h"

#include <QList>

#include <optional>

/// Writing client applications in a format, one at a time, as the database was at one moment. Runs on the
/// thread of the database. Gives what the format could not say.
namespace gatehouse::exporter {

struct Request
{
    ClientSelection clients = ClientSelection::all();
    const ClientFormat *format = nullptr; ///< never null when used
    SecretBytes signingKeys = {};         ///< what certificates::jwks() gives; empty: none are exported
    /// Opens encrypted secrets, which are written in clear then; nothing: they are not.
    std::optional<EncryptionKeyBytes> secretsKey = {};
    QDateTime now = QDateTime::currentDateTimeUtc();
    AppSettings settings = AppSettings(); ///< nothing is written over what they name
    /// Server::name: client applications as they are on that server; empty: as they are on all of them.
    QString server = {};
};

/// How many client applications are in a file, of those that were to be.
struct Tally
{
    int chosen = 0;
    int disabled = 0;  ///< left out for that
    int cannotRun = 0; ///< left out because no server would run them

    int written() const { return chosen - disabled - cannotRun; }
    bool operator==(const Tally &) const = default;
};

/// `6 of 6 client applications`, `3 of 6 client applications: 3 are disabled`; `done` stands before the
/// reasons, as `exported to "clients.json"`.
QString tallyText(const Tally &tally, const QString &done = {});

struct Outcome
{
    Tally tally;
    QList<Loss> losses;      ///< a client application that was left out is one, too
    QString unrecorded = {}; ///< why the export is not in the audit trail; empty: it is
};

/// How a file begins, to look at before it is written.
struct Beginning
{
    QByteArray text; ///< whole lines
    bool isWhole = false;
    QList<Loss> losses; ///< only when it is whole
    Tally tally;        ///< the same
};

/// Writes about `most` bytes to memory and no more. Secrets are not looked at: the request has no keys.
Result<Beginning> beginning(Database &database, const Request &request, qsizetype most);

/// What a file would hold, found by writing it nowhere. The request has no keys, and nothing is noted in the
/// audit trail, here as in beginning(): nothing goes out.
Result<Tally> tally(Database &database, const Request &request, const Progress &progress);

/// The request with what it needs to write secrets or private signing keys in clear. May wait for a keyring.
Result<Request> withOpened(Request request, Database &database, const Encryption &encryption, bool secrets,
                           bool signingKeys);

/// Refuses signing keys where the format has no place for them.
Result<void> checkCanCarry(const ClientFormat &format);

/// Writes to standard output or whatever else is an open device; after an error it holds a part. What goes
/// out is noted in the audit trail first, here and in toFile(): else nothing goes out in clear.
Result<Outcome> toDevice(Database &database, const Request &request, QIODevice &target,
                         const Progress &progress = {});

/// Writes a file, whole or not at all, that only its owner may read; what was there before is replaced,
/// unless Gatehouse needs it. A device or pipe as /dev/stdout is written to as it is.
Result<Outcome> toFile(Database &database, const Request &request, const QString &path,
                       const Progress &progress = {});

}
