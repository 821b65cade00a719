#pragma once

#include <QLatin1StringView>

namespace gatehouse::audit {

/// What people read in place of a name in the audit trail; to be translated.
struct Label
{
    QLatin1StringView name;
    const char *text;
};

}
