#pragma once

#include "store/edit/EditSession.h"

namespace gatehouse::edit {

/// Gives it as it is stored now: languages without any text are left out.
Result<CustomResource> save(EditSession &session, const CustomResource &typed);
/// Refused while client applications use it; the refusal names them.
Result<void> remove(EditSession &session, const CustomResource &resource);

}
