#pragma once

#include "domain/ClientApplication.h"
#include "domain/merge/RecordMerge.h"

/// What two people made of a client application, each by itself right, need not fit together.
namespace gatehouse {

/// What was chosen and is not in `result`, the merged client application by the rules: it does not apply
/// beside what else was chosen.
QList<FieldPlace> lostPlaces(const RecordMerge &merge, const ClientApplication &result);
/// These wait for a choice again, with all by which others apply or not.
void reopen(RecordMerge &merge, const QList<FieldPlace> &lost);

}
