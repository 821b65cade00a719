#pragma once

#include "domain/Error.h"

#include <QByteArray>
#include <QSize>
#include <QString>

namespace gatehouse {

/// A picture for the consent page as it is stored: PNG, JPEG or WebP. No data: there is none.
struct Logo
{
    QString name; ///< of the file it came from
    QByteArray data;

    bool operator==(const Logo &) const = default;
};

inline constexpr int largestLogoBytes = 256 * 1024;
inline constexpr int largestLogoEdge = 1024; ///< pixels

/// What the bytes say of themselves, read from the headers alone: nothing is decoded.
struct LogoFacts
{
    QString mediaType; ///< `image/png`, `image/jpeg` or `image/webp`
    QSize size;        ///< pixels
};

/// Recognizes the kind by the bytes, whatever the file is called; refuses what is none of the three or is cut
/// off.
Result<LogoFacts> inspectLogo(const QByteArray &data);

/// inspectLogo() and the limits: at most 256 KiB and 1024 pixels an edge.
Result<LogoFacts> checkLogo(const QByteArray &data);

}
