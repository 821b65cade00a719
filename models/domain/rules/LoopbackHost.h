#pragma once

#include <QString>

namespace gatehouse::rules {

/// The only hosts that authorization servers take with http; the rest of 127.0.0.0/8 is refused by most. As
/// QUrl::host() gives it, without brackets.
inline bool isLoopback(const QString &host)
{
    using namespace Qt::StringLiterals;
    return host == "localhost"_L1 || host == "::1"_L1 || host == "127.0.0.1"_L1;
}

}
