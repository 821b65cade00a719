#pragma once

#include <QLatin1StringView>

/// What the audit trail calls what is done with authorization servers, beside the actions of AuditEntry.h.
namespace gatehouse::audit {

inline constexpr QLatin1StringView taken("take");
inline constexpr QLatin1StringView pushed("push");

}
