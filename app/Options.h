#pragma once

#include "services/security/AppSettings.h"
#include "store/DatabaseUrl.h"

namespace gatehouse {

/// What window and commands are told alike.
struct Options
{
    DatabaseUrl url = DatabaseUrl::standard();
    AppSettings settings = AppSettings();
};

}
