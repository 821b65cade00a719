#pragma once

#include "store/edit/EditSession.h"

namespace gatehouse::edit {

Result<ApiScope> save(EditSession &session, const ApiScope &typed);
/// Refused while client applications use it.
Result<void> remove(EditSession &session, const ApiScope &scope);

}
