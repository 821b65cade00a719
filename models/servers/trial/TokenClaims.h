#pragma once

#include "domain/json/JsonText.h"
#include "secrets/ClientTrial.h"

namespace gatehouse::trial {

/// As a person reads them, in the order in which they stand there: those of the specifications with their
/// meaning, times as times.
QList<Claim> shownClaims(const json::Json &claims);

/// The text of a claim, or empty: it is none, or not there.
QString claimText(const json::Json &claims, const char *name);
/// Of a text or a list of texts, as `aud`.
QStringList claimTexts(const json::Json &claims, const char *name);
/// NumericDate (RFC 7519 2); invalid: it is none.
QDateTime claimTime(const json::Json &claims, const char *name);

}
