#pragma once

#include "domain/Error.h"
#include "domain/Logo.h"

#include <functional>

class QMimeData;

namespace gatehouse {

/// What came of reading a picture: accepted as it is, or refused; `tooLarge` holds it when it can be scaled
/// down.
struct LogoReading
{
    Result<Logo> accepted;
    Logo tooLarge;
};

/// Looks at what was read: headers first, then whether it can be decoded.
LogoReading readLogo(const Result<Logo> &source);

/// The file's bytes and name; nothing larger than 32 MiB is read.
Result<Logo> logoFromFile(const QString &path);

/// How to get the picture out of what was dropped or pasted, to be called on any thread; empty when there is
/// none.
std::function<Result<Logo>()> logoSource(const QMimeData &data);

}
