#pragma once

#include "domain/ApiScope.h"
#include "domain/CustomResource.h"
#include "domain/Error.h"
#include "domain/User.h"

namespace gatehouse::rules {

/// What a custom resource must be by itself: name, title, claims and texts. The error is the first fault and
/// names its column.
Result<void> checkResource(const CustomResource &resource);

}

/// What one user or API scope must look like; the refusal is about the column that is wrong.
namespace gatehouse::rules {

Result<void> checkUser(const User &user);
Result<void> checkApiScope(const ApiScope &scope);

}
