#pragma once

#include "domain/explain/request/PastedRequest.h"
#include "domain/servers/Server.h"

#include <QList>

namespace gatehouse::explain {

/// The server of the list that was asked, by its host, its port where several have that host, and its realm.
/// Null: none of them, or not one alone.
const Server *askedServer(const PastedRequest &request, const QList<Server> &servers);

}
