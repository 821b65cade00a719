#pragma once

#include <QString>

#include <optional>

namespace gatehouse::explain {

/// An address as java.net.URI reads it, with what it takes for a host alone: servers written in Java judge by
/// that.
struct AddressInJava
{
    QString scheme;
    bool hasUserInfo = false;
    bool hasAuthority = false;
    QString host; ///< empty: none, or one that is no host to it, as with `_`
    QString path; ///< empty, too, where no slash follows the scheme
    QString query;
    QString fragment;
};
/// Nothing: it throws URISyntaxException.
std::optional<AddressInJava> addressInJava(const QString &address);

}
