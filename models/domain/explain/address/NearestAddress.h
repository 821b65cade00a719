#pragma once

#include "domain/explain/address/AddressParts.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace gatehouse::explain {

/// Characters of a text; a length of 0 stands between two.
struct Span
{
    qsizetype start = 0;
    qsizetype length = 0;

    bool operator==(const Span &) const = default;
};

/// How an address that was sent differs from one that is allowed.
struct Comparison
{
    QString nearest;
    QList<Difference> differs; ///< in the order of the address
    QList<Span> inSent;        ///< the characters that differ
    QList<Span> inNearest;
    int weight = 0; ///< how much it is to differ so: what people mistake most weighs least
};

/// `wildcards`: a `*` at the end of what is allowed stands for any end of the path, and for any query.
Comparison compared(const QString &sent, const QString &allowed, bool wildcards);

/// As `https%3A%2F%2Fa.example%2Fcb`: it was encoded once too often.
bool isEncodedWhole(const QString &sent);

/// The allowed address that differs least; nothing where none is allowed.
std::optional<Comparison> nearestTo(const QString &sent, const QStringList &allowed, bool wildcards);

}
