#pragma once

#include "services/import/PlannedClients.h"

#include <QByteArray>

/// A planned client application as bytes, for as long as this program runs and no longer.
namespace gatehouse::planstream {

QByteArray toBytes(const PlannedClient &planned);
PlannedClient fromBytes(const QByteArray &bytes);

}
