#pragma once

#include "domain/formats/WholeDocument.h"

/// What only shows once all client applications of a document are known.
namespace gatehouse::whole {

/// Refuses all that have one client ID, as the database compares it: nobody knows which one is meant.
void refuseRepeated(WholeDocument &document);
/// In one line, like the server's own.
void tellOfOtherKinds(WholeDocument &document);

}
