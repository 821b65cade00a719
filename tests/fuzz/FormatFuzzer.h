#pragma once

#include "domain/formats/ClientFormat.h"

namespace gatehouse::fuzz {

/// Reads bytes that may be anything as a file of the format, writes what was read and reads that again. Ends
/// the program when one of these does not hold: a refusal says something, and what a format writes it can
/// read.
void readWriteRead(const ClientFormat &format, const QByteArray &document);

}
