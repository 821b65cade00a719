#pragma once

#include "domain/formats/JsonFormat.h"

/// Each format, with what writes and reads its client applications, by the name of the files that have them.
namespace gatehouse {

std::unique_ptr<ClientFormat> gatehouseFormat();
std::unique_ptr<ClientWriter> gatehouseWriter(QIODevice &target);
std::unique_ptr<JsonReader> gatehouseReader(ImportedHead &file, const QDateTime &now);

std::unique_ptr<ClientFormat> keycloakFormat();
std::unique_ptr<ClientWriter> keycloakWriter(QIODevice &target);

/// Of the next two there is no writer.
std::unique_ptr<ClientFormat> auth0Format();
std::unique_ptr<JsonReader> auth0Reader(ImportedHead &file, const QDateTime &now);

std::unique_ptr<ClientFormat> entraFormat();
Result<void> readEntra(ImportedClient &imported, const json::Json &object, const QDateTime &now);

std::unique_ptr<ClientFormat> oidcProviderFormat();
std::unique_ptr<ClientWriter> oidcProviderWriter(QIODevice &target);
std::unique_ptr<JsonReader> oidcProviderReader(ImportedHead &file, const QDateTime &now);

std::unique_ptr<ClientFormat> hydraFormat();
std::unique_ptr<ClientWriter> hydraWriter(QIODevice &target);
std::unique_ptr<JsonReader> hydraReader(ImportedHead &file, const QDateTime &now);

std::unique_ptr<ClientFormat> glewlwydFormat();
std::unique_ptr<ClientWriter> glewlwydWriter(QIODevice &target);
Result<void> readGlewlwyd(ImportedClient &imported, const json::Json &object, const QDateTime &now);

std::unique_ptr<ClientFormat> rfc7591Format();
std::unique_ptr<ClientWriter> rfc7591Writer(QIODevice &target);

/// IdentityServer's writer and reader are declared in its own folder, because they are told the variant.
std::unique_ptr<ClientFormat> identityServerFormat();
std::unique_ptr<ClientFormat> skorubaFormat();

}
