#pragma once

#include "domain/CustomResource.h"
#include "store/Database.h"

#include <optional>

/// What the edit session alone asks and writes of custom resources; RecordStore.h has what everybody may
/// read.
namespace gatehouse::store {

/// By primary key; nothing when it does not exist.
Result<std::optional<CustomResource>> loadCustomResource(Database &database, const QString &key);
/// The primary key of the one with that name; empty when there is none.
Result<QString> findCustomResource(Database &database, const QString &name);
/// Primary keys of the client applications that use it, in the order of client IDs.
Result<QStringList> clientsOfResource(Database &database, const QString &key);

Result<void> insertCustomResource(Database &database, const CustomResource &resource);
/// Writes what differs from `stored`. Gives a conflict unless the stored version is the one before
/// resource.version.
Result<void> updateCustomResource(Database &database, const CustomResource &resource,
                                  const CustomResource &stored);

}
