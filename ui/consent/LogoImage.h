#pragma once

#include "domain/Logo.h"

#include <QImage>

namespace gatehouse {

/// Pictures that say they are larger are refused unread: decoding them could take all memory.
inline constexpr int largestReadableEdge = 8192;         ///< pixels
inline constexpr int largestReadablePixels = 32'000'000; ///< width times height

/// Whether this computer has what it takes to decode the kind; `image/webp` needs a plugin of Qt.
bool canDecode(const QString &mediaType);

/// The picture with no edge above `largestEdge` pixels. Looks at the headers first and never decodes at full
/// size what is larger.
Result<QImage> decodeLogo(const QByteArray &data, int largestEdge);

/// A logo within the limits of checkLogo() as it is: bytes that only pretend to be a picture are refused.
Result<Logo> readableLogo(const Logo &logo);

/// The same for whoever takes logos in without showing them.
Result<void> proveLogo(const Logo &logo);

/// The picture made to fit the limits of checkLogo(), as PNG, or as JPEG where PNG takes too many bytes.
Result<Logo> scaledDown(const Logo &logo);

}
