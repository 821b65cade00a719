#pragma once

#include <QString>

#include <array>

namespace gatehouse::explain {

/// What two addresses can differ in (RFC 3986 3), the last three of the others.
enum class Difference {
    Scheme,
    UserInfo,
    Host,
    Port,
    Path,
    Query,
    Fragment,
    TrailingSlash,
    Case,
    Encoding,
};

/// As in JSON: `trailing_slash`.
QString nameOf(Difference difference);
/// For people, translated.
QString labelOf(Difference difference);

/// A part of an address as it is written, and where: one that is not there, where it would stand.
struct AddressPart
{
    qsizetype start = 0;
    QString text;

    qsizetype end() const { return start + text.size(); }
    bool operator==(const AddressPart &) const = default;
};

/// An address taken apart by RFC 3986 B alone: nothing is decoded or completed, and nothing is refused.
struct AddressParts
{
    AddressPart scheme;
    AddressPart userInfo;
    AddressPart host;
    AddressPart port; ///< digits; empty: none is written
    AddressPart path;
    AddressPart query;    ///< without its `?`
    AddressPart fragment; ///< without its `#`
    bool hasAuthority = false;
    bool hasQuery = false;
    bool hasFragment = false;
};
AddressParts partsOf(const QString &address);

bool isLoopbackAddress(const QString &host); ///< 127.0.0.1 or [::1], the addresses of RFC 8252 7.3
bool isLocalhost(const QString &host);

}
