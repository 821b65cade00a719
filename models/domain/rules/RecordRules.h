#pragma once

#include "domain/ApiScope.h"
#include "domain/Error.h"
#include "domain/User.h"

/// What one user or API scope must look like; the refusal is about the column that is wrong.
namespace gatehouse::rules {

Result<void> checkUser(const User &user);
Result<void> checkApiScope(const ApiScope &scope);

}
