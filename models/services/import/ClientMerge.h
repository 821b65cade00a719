#pragma once

#include "domain/formats/ClientFormat.h"

/// What a client application becomes by what a file says about it. Nothing here asks the rules.
namespace gatehouse::merge {

/// Whether the file does not say a title, which is then the client ID.
bool lacksTitle(const ImportedClient &imported);

/// A new one: what the file does not name has the value of a new client application. `apiScopes` are those
/// that exist: one that is only a default is left out where it does not.
ClientApplication fresh(const ImportedClient &imported, const QSet<QString> &apiScopes);

/// The stored one with the fields that the file names, made ready for normalization. Secrets are matched by
/// hash: those of the file are added or get its description and expiry, none is removed, because programs may
/// still use it. Disabled custom resources, which most formats leave out, stay where they are.
ClientApplication onto(const ClientApplication &stored, const ImportedClient &imported,
                       const QSet<QString> &disabledResources = {});

/// What `taken` has of the format under Other settings becomes that of the client application, which keeps
/// its own at the places `notKept`, see ImportedClient.
void takeOtherSettings(ClientApplication &client, const ClientApplication &taken, const QString &format,
                       const QSet<QString> &notKept);

/// Servers promise no order, so that it is no difference: what is stored keeps its own, and what is new comes
/// behind it.
void keepOrder(ClientApplication &client, const ClientApplication &stored);

/// What the file says but normalization changed, and the secrets that it does not say, as texts.
QStringList notes(const ImportedClient &imported, const ClientApplication &merged,
                  const ClientApplication &normalized);

}
