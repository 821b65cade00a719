#pragma once

#include "store/edit/UserEdits.h"

namespace gatehouse::test {

using UserChange = Result<void> (*)(EditSession &, User);

inline Result<void> saved(EditSession &session, const User &user)
{
    return edit::save(session, user).transform([](const User &) {});
}

}
