#pragma once

#include "domain/Error.h"
#include "domain/json/TextEdit.h"

namespace gatehouse {

/// Where the realm stands in a realm export, or in an array of them. Refused, with the names of those that
/// are there, where it is none of them or stands there twice.
Result<json::TextPlace> realmInFile(QByteArrayView document, const QString &realm);

}
