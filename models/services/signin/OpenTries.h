#pragma once

#include <QStringList>

/// Tries that succeeded while the database could not be told, by their ids: kept outside of it, in the state
/// folder, for the next sign-in on this machine to tell. Where that cannot be written, the worst is that
/// somebody is told of a failure that was none.
namespace gatehouse::signin::opentries {

void remember(const QString &tryId);
/// Those of the last day, of whatever database; no try is kept for longer.
QStringList remembered();

}
