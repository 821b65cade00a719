#pragma once

#include "domain/ClientField.h"
#include "domain/formats/ClientFormat.h"
#include "services/ImportSecrets.h"

#include <optional>

namespace gatehouse {

/// What becomes of one thing that an imported file describes.
enum class ImportStatus {
    New,
    Changed,
    Unchanged,
    Skipped,  ///< exists with other values and is left as it is, or was chosen to be left out
    Conflict, ///< exists with other values, which refuses the whole import
    Refused,
};
QString importStatusName(ImportStatus status);  ///< for programs: `new`
QString importStatusLabel(ImportStatus status); ///< for people: "New"

/// What to do with a client application that exists with other values than the file's.
enum class ConflictPolicy {
    Fail,      ///< refuse the whole import
    Skip,      ///< leave it as it is
    Overwrite, ///< take the fields that the file names, and no others
};

struct ImportOptions
{
    ConflictPolicy onConflict = ConflictPolicy::Fail;
    QString identity; ///< user ID for machine-to-machine client applications that have none
    SecretSealing sealing = {};
    QSet<QString> leftOut = {}; ///< client IDs in lower case: these are not taken
};

struct PlannedClient
{
    ImportStatus status = ImportStatus::New;
    ClientApplication client;           ///< as it will be saved
    QList<FieldDifference> differences; ///< from what is stored to what would be saved
    QStringList notes;                  ///< what is not taken as the file says it, and why
    QList<Loss> losses;
    std::optional<Error> refusal;
    QString place; ///< where in the file, as `clients[3]`
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
/// hand it to applyImport().
struct ImportPlan
{
    QList<PlannedRecord<User>> users;
    QList<PlannedRecord<ApiScope>> apiScopes;
    QList<PlannedRecord<Language>> languages;
    QList<PlannedRecord<CustomResource>> customResources;
    QList<PlannedClient> clients;
    QList<Loss> losses;            ///< about what stands outside the client applications
    std::optional<Error> obstacle; ///< why nothing of it can be imported

    int count(ImportStatus status) const; ///< of client applications
    bool hasRefusals() const;             ///< of anything
    bool changesAnything() const;
};

/// Whether it is written when the plan is applied.
inline bool isWritten(ImportStatus status)
{
    return status == ImportStatus::New || status == ImportStatus::Changed;
}

}
