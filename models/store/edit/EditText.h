#pragma once

#include "domain/Error.h"

#include <QCoreApplication>

namespace gatehouse {

/// Translation context of what the edit session says.
struct EditText
{
    Q_DECLARE_TR_FUNCTIONS(EditSession)
};

/// The refusal of a save or delete that would overwrite somebody else's. What to do about it depends on where
/// it is said: the window has Revert, the command line begins anew.
inline Error changedMeanwhile(const QString &what, bool stillExists)
{
    return {Error::Kind::Conflict,
            (stillExists ? EditText::tr("%1 was changed by somebody else meanwhile. Nothing was saved.")
                         : EditText::tr("%1 was deleted by somebody else meanwhile. Nothing was saved."))
                .arg(what)};
}

}
