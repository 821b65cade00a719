#pragma once

#include "domain/json/JsonText.h"
#include "secrets/ClientTrial.h"

#include <functional>

namespace gatehouse::trial {

/// Takes what nobody may see out of a text.
using Hiding = std::function<QString(const QString &text)>;

/// As a person reads them, in the order in which they stand there: those of the specifications with their
/// meaning, times as times. Codes, tokens and secrets are masked, those that go by such a name, that look
/// like one, and what `hide` knows.
QList<Claim> shownClaims(const json::Json &claims, const Hiding &hide);

/// Of a claim that is a text or a list of texts, as `aud`.
QStringList claimTexts(const json::Json &claims, const char *name);
/// NumericDate (RFC 7519 2); invalid: it is none.
QDateTime claimTime(const json::Json &claims, const char *name);

}
