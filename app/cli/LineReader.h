#pragma once

#include "domain/Error.h"
#include "secrets/SecretBytes.h"

namespace gatehouse::cli {

/// Reads to the end of the line and nothing beyond it, leaving no copy behind. The line comes without its
/// end; at the end of the input it is empty.
Result<SecretBytes> readLine(int descriptor);

}
