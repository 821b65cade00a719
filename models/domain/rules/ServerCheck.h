#pragma once

#include "domain/rules/ProblemCollector.h"

#include <QSet>

/// What the rules say of a client application on one server alone.
namespace gatehouse::rules {

/// The findings of a row that is for one server name it; without a server they stay as they are.
Findings onServer(const QString &server, Findings findings);

/// The servers on which it is enabled and that have none of something: `served` are those with a row of their
/// own, and the empty name where one is for all.
QStringList serversLeftOut(const ProblemCollector &problems, const QSet<QString> &served);

/// Names of servers that do not exist, and servers without a login redirect.
void checkServers(ProblemCollector &problems);

}
