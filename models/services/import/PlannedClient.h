#pragma once

#include "domain/ClientField.h"
#include "domain/formats/ClientFormat.h"

#include <optional>

namespace gatehouse {

/// What becomes of one thing that an imported file describes.
enum class ImportStatus : quint8 {
    New,
    Changed,
    Unchanged,
    Skipped,  ///< exists with other values and is left as it is, or was chosen to be left out
    Conflict, ///< exists with other values, which refuses the whole import
    Refused,
};
QString importStatusName(ImportStatus status);  ///< for programs: `new`
QString importStatusLabel(ImportStatus status); ///< for people: "New"

/// Whether it is written when the plan is applied.
inline bool isWritten(ImportStatus status)
{
    return status == ImportStatus::New || status == ImportStatus::Changed;
}

struct PlannedClient
{
    ImportStatus status = ImportStatus::New;
    ClientApplication client;           ///< as it will be saved
    QList<FieldDifference> differences; ///< from what is stored to what would be saved
    QStringList notes;                  ///< what is not taken as the file says it, and why
    QList<Loss> losses;
    std::optional<Error> refusal;
    QString place;          ///< where in the file, as `clients[3]`
    bool isLeftOut = false; ///< would be written, but was not chosen
};
/// The client ID, or the place where it has none; cut where it is too long for one.
QString nameOf(const PlannedClient &planned);

}
