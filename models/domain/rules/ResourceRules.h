#pragma once

#include "domain/CustomResource.h"
#include "domain/Error.h"

namespace gatehouse::rules {

/// What a custom resource must be by itself: name, title, claims and texts. The error is the first fault and
/// names its column.
Result<void> checkResource(const CustomResource &resource);

}
