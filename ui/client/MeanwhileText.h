#pragma once

#include "domain/ClientApplication.h"

#include <optional>

namespace gatehouse {

/// What somebody else made of a client application that has unsaved edits: how it was when it was opened, and
/// how it is stored now (nothing: deleted). `wasRefused`: a save was, because of that.
QString changedMeanwhileText(const ClientApplication &opened, const std::optional<ClientApplication> &now,
                             bool wasRefused);

}
