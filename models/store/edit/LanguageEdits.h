#pragma once

#include "store/edit/EditSession.h"

namespace gatehouse::edit {

/// Saving one as the default makes the others not so; the tag is stored in canonical case, and a missing
/// native name is the usual one. A new tag takes the texts along; whoever has one of them open gets a
/// conflict, as after remove().
Result<Language> save(EditSession &session, const Language &typed);
/// Removes the language with all texts that are written in it; the default language cannot go.
Result<void> remove(EditSession &session, const Language &language);

}
