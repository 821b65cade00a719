#pragma once

#include "domain/Error.h"
#include "store/StoreText.h"

namespace gatehouse {

/// A statement of ours names what is not there.
inline Error changedTables()
{
    return {Error::Kind::Unreachable,
            StoreText::tr("The tables of the database are not as Gatehouse makes them: something in them was "
                          "renamed, removed or made otherwise. Nothing was changed. Open the database again: "
                          "it says so where a newer Gatehouse made them. Otherwise have that put back, or "
                          "restore a backup.")};
}

}
