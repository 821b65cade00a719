#pragma once

#include "domain/Error.h"

#include <QCoreApplication>

namespace gatehouse {

/// Translation context of what the edit session says.
struct EditText
{
    Q_DECLARE_TR_FUNCTIONS(EditSession)
};

/// The refusal of a save or delete that would overwrite somebody else's.
inline Error changedMeanwhile(const QString &what, bool stillExists)
{
    return {
        Error::Kind::Conflict,
        stillExists
            ? EditText::tr(
                  "%1 was changed by somebody else since you opened it. Nothing was saved. Revert to see the "
                  "stored values, then make your change again.")
                  .arg(what)
            : EditText::tr(
                  "%1 was deleted by somebody else since you opened it. Nothing was saved. Duplicate it to "
                  "keep what you typed.")
                  .arg(what)};
}

}
