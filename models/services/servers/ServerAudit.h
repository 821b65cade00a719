#pragma once

#include "domain/servers/Server.h"
#include "store/edit/EditSession.h"
#include "store/records/ClientPage.h"

#include <QStringList>

/// What the audit trail says of taking and pushing: what, where, and how it went. Who and when it says by
/// itself.
namespace gatehouse::serveraudit {

/// `fields` are those that were sent; `outcome` is empty where it went well.
Result<void> note(EditSession &session, QLatin1StringView action, const Server &server,
                  const store::ClientName &client, const QStringList &fields = {},
                  const QString &outcome = {});

/// Something that was made there before client applications.
Result<void> noteStep(EditSession &session, const Server &server, const QString &target,
                      const QString &outcome = {});

/// Before secrets leave in clear.
Result<void> noteSecrets(EditSession &session, const Server &server, const QStringList &clientIds);

}
