#pragma once

#include "domain/ClientApplication.h"
#include "domain/merge/RecordMerge.h"

/// What is said of what somebody else saved meanwhile.
namespace gatehouse {

/// What somebody else made of a record that has unsaved edits: `what` as in `user "anna"`, with what differs
/// between what was opened and what is stored.
QString changedMeanwhileText(const QString &what, const QList<MergeLine> &lines);
/// The lines for that.
QList<MergeLine> changesOf(const ClientApplication &opened, const ClientApplication &now);

/// After a save with what somebody else had saved before: `taken` as takenText() says it.
QString savedWithTheirsText(const QString &taken);

/// Before a second question whether to delete: the same between what was read and what is stored.
QString removalOfChangedText(const QString &what, const QList<MergeLine> &lines);

}
