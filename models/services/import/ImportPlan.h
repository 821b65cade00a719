#pragma once

#include "services/import/ImportSecrets.h"
#include "services/import/PlannedClients.h"

#include <QSet>
#include <QString>

#include <functional>

namespace gatehouse {

/// Which client applications of a file are taken: all but some, or none but some, so that it stays small
/// however many there are. A value.
class ClientChoice
{
public:
    static ClientChoice all() { return {}; }
    static ClientChoice none();

    /// Client IDs are the same in upper and lower case.
    bool takes(const QString &clientId) const;
    void take(const QString &clientId);
    void leaveOut(const QString &clientId);

    bool operator==(const ClientChoice &) const = default;

private:
    void choose(const QString &clientId, bool taken);

    bool m_takesMost = true;
    QSet<QString> m_exceptions; ///< in lower case
};

/// What to do with a client application that exists with other values than the file's.
enum class ConflictPolicy {
    Fail,      ///< refuse the whole import
    Skip,      ///< leave it as it is
    Overwrite, ///< take the fields that the file names, and no others
};

/// Refuses a logo whose picture cannot be decoded: the models look at the headers alone.
using LogoProof = std::function<Result<void>(const Logo &)>;

struct ImportOptions
{
    ConflictPolicy onConflict = ConflictPolicy::Fail;
    QString identity; ///< user ID for machine-to-machine client applications that have none
    SecretKeeping keeping = SecretKeeping::AsSetUp;
    SecretSealing sealing = {};
    ClientChoice choice = {};
    LogoProof proveLogo = {}; ///< none: headers are enough
};

struct ColumnDifference
{
    QString column;
    QString before;
    QString after;
};

/// A user, an API scope, a language or a custom resource.
template<typename Record>
struct PlannedRecord
{
    ImportStatus status = ImportStatus::New;
    Record record; ///< as it will be saved
    QList<ColumnDifference> differences;
    QString note; ///< why it is created although the file does not describe it; or empty
    std::optional<Error> refusal;
};

/// What an import would do, before anything is written. A value: make it with ImportPlanner, show it, and
/// hand it to applyImport(). The client applications stand in a temporary file when they are many.
struct ImportPlan
{
    QList<PlannedRecord<User>> users;
    QList<PlannedRecord<ApiScope>> apiScopes;
    QList<PlannedRecord<Language>> languages;
    QList<PlannedRecord<CustomResource>> customResources;
    PlannedClients clients;
    QList<Loss> losses;            ///< about what stands outside the client applications
    QString trailEnd;              ///< hash of the last entry of the audit trail as it was planned
    std::optional<Error> obstacle; ///< why nothing of it can be imported

    int count(ImportStatus status) const; ///< of client applications
    bool hasRefusals() const;             ///< of anything
    bool changesAnything() const;
};

}
