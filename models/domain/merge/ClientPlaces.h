#pragma once

#include "domain/ClientApplication.h"
#include "domain/merge/RecordMerge.h"

/// The places of a client application: its fields; the rows of lists (of one server alone, those too),
/// secrets and accepted risks; each consent text; each of the other settings.
namespace gatehouse {

/// Without how files spelled it, of which people are not told. Secrets are as people may see them.
FieldValues valuesOf(const ClientApplication &client);

/// `mine` with what is chosen of `theirs`. What both have in an order comes out in one, see arrangedRows();
/// how a file spelled something, and what became of a seal, is `theirs`.
ClientApplication merged(const ClientApplication &base, const ClientApplication &mine,
                         const ClientApplication &theirs, const RecordMerge &merge);

QList<MergeLine> clientLines(const RecordMerge &merge);

}
