#pragma once

#include "secrets/CertificateTools.h"

namespace gatehouse {

/// The plug-in; the error says which file is missing.
Result<CertificateTools *> certificateTools();

}
