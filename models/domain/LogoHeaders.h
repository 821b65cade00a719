#pragma once

#include "domain/Logo.h"

#include <QByteArrayView>

/// What a picture's headers say of it, of each kind that a logo can be. The data begins as that kind does.
namespace gatehouse::logoheaders {

inline constexpr QByteArrayView pngSignature("\x89PNG\r\n\x1a\n", 8);

/// PNG specification (third edition) 5: chunks of length, type, data and checksum, IHDR first and IEND last.
Result<LogoFacts> readPng(QByteArrayView data);
/// ITU-T T.81 annex B: segments of marker and length; a frame header has the size, an end marker ends it.
Result<LogoFacts> readJpeg(QByteArrayView data);
/// RFC 9649 2.7: an extended file says its size before the picture, and both must agree.
Result<LogoFacts> readWebp(QByteArrayView data);

}
