#pragma once

#include "domain/rules/FieldRules.h"

#include <QString>

#include <optional>

namespace gatehouse {

/// The tag in canonical case (RFC 5646 2.1.1: `PT-br` gives `pt-BR`), or nothing when it is not well-formed
/// (`nl_NL`). The irregular tags of RFC 5646 2.2.8 (`i-klingon`) are refused: they have modern names.
/// Not by ICU, which would say them in another way (`zh-cmn` as `cmn`, `iw` as `he`, `x-own` as `und-x-own`,
/// variants sorted), so that what is stored was not found again.
std::optional<QString> canonicalLanguageTag(const QString &tag);

/// The tag without its last subtag (`zh-Hant-TW` gives `zh-Hant`, then `zh`), empty after the first: RFC
/// 4647 3.4 lookup.
QString parentLanguageTag(const QString &tag);

/// What is usual for the language, to propose: its own name, and whether it is written from right to left.
QString usualNativeName(const QString &tag);
bool usuallyRightToLeft(const QString &tag);

namespace rules {

Findings checkLanguageTag(const QString &tag);
Findings checkNativeName(const QString &name);
/// A claim name: not empty, visible characters only, at most 100, none that OpenID Connect or JWT reserve
/// (iss sub aud exp …).
Findings checkClaimName(const QString &claim);
inline constexpr qsizetype longestConsentText = 10'000;
/// A consent text: at most 10,000 characters, none of control but line feed and tab. A warning for each
/// placeholder that is neither {client} nor {user}.
Findings checkConsentText(const QString &text);
/// A custom resource's name: a scope name that is neither reserved nor `api`.
Findings checkResourceName(const QString &name);

}

}
