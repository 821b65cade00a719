#pragma once

#include "domain/explain/address/NearestAddress.h"

namespace gatehouse::explain {

struct Piece
{
    QString text;
    bool isMarked = false; ///< it differs; empty: here something is missing

    bool operator==(const Piece &) const = default;
};

/// An address to be looked at: what cannot be seen is named, as `[U+202E]`, and of a long one what stands
/// around the first difference is left.
QList<Piece> piecesOf(const QString &address, const QList<Span> &differing);

}
