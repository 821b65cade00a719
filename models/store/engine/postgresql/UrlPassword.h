#pragma once

#include <QString>

namespace gatehouse {

/// A URL as it may be shown and kept, and the password that stood in it.
struct SplitUrl
{
    QString url;
    QString password; ///< empty: there was none
    bool operator==(const SplitUrl &) const = default;
};

/// Takes the password out of what somebody pasted, where libpq would find it (`user:password@`,
/// `?password=`), and where a character in it that is not percent-encoded makes it look like something else.
/// Whatever is no URL stays as it is.
SplitUrl withoutPassword(const QString &text);

}
