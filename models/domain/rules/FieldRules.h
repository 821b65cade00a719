#pragma once

#include "domain/Error.h"
#include "domain/rules/Problem.h"

#include <QHash>

#include <optional>

/// What one value must look like, without looking at other fields. Each rule gives the first fault as text
/// and severity.
namespace gatehouse::rules {

struct Finding
{
    Severity severity = Severity::Error; ///< of what is typed now
    QString text;
    QLatin1StringView rule = {}; ///< of a risk, see RiskNames.h
    QString value = {};          ///< what the risk is about
};
using Findings = QList<Finding>;

inline constexpr qsizetype longestUsualClientId = 100;
inline constexpr qsizetype longestClientId = 400;
/// Printable ASCII by RFC 6749 A.1; a risk beyond `[A-Za-z0-9._~-]` and beyond 100 characters.
Findings checkClientId(const QString &clientId);
inline constexpr qsizetype longestLine = 200;
/// One line without control characters; `label` is what the texts call it.
Findings checkLine(const QString &label, const QString &text, qsizetype longest = longestLine);
/// As many lines as it takes, without control characters but tab.
Findings checkText(const QString &label, const QString &text, qsizetype longest);
/// One line of at most longestLine characters; a warning where it holds what cannot be seen and is not
/// needed.
Findings checkTitle(const QString &title);
/// The same of a text of at most 1000 characters.
Findings checkDescription(const QString &description);
/// `http` or `https` without user name and password; a warning when not https. `label` is what the texts call
/// it.
Findings checkWebAddress(const QString &label, const QString &uri);
/// A scheme, a host and maybe a port, as browsers send it (RFC 6454 6.2); `*` is a risk.
Findings checkCorsOrigin(const QString &origin);
/// Stands for a lifetime that was typed and is no time: the rules refuse it.
inline constexpr int unreadableLifetime = -1;
/// Seconds, 1 to 10 years.
Findings checkLifetime(const QString &label, int seconds);
/// RFC 6749 A.4: one or more of %x21 / %x23-5B / %x5D-7E, so no space, quote or backslash.
Findings checkScopeName(const QString &name);
/// One or more printable characters without spaces at the ends, at most 100.
Findings checkUserId(const QString &userId);

/// RFC 6749 3.1.2, RFC 8252 7, RFC 9700 2.1: absolute, exact, no fragment, https but for loopback or a
/// reverse-domain scheme. Risks are what servers take beside that: a `*` at the end, an address that begins
/// with a slash, http, a scheme without a dot.
Findings checkRedirect(const QString &uri);
/// The same for servers that have no patterns, and no address to complete another by.
Findings checkExactRedirect(const QString &uri);

/// checkRedirect() for who judges the same redirects again at each key: what was found is kept.
class KnownRedirects
{
public:
    Findings check(const QString &uri);

private:
    QHash<QString, Findings> m_found;
};

/// White space and invisible characters at the ends and inside a pasted URI are taken away, one URI a line.
QStringList redirectsFromPaste(const QString &text);
QString trimmedUri(const QString &uri);
/// Whether a user name or password stands in front of the host (RFC 3986 3.2.1).
bool holdsUserInfo(const QString &uri);

inline constexpr qsizetype longestSecret = 255; ///< as Keycloak's column
/// What a client can send: 1 to longestSecret characters of printable ASCII and space (RFC 6749 A.2).
Findings checkSecretText(QByteArrayView secret);
/// At most longestSecret printable ASCII characters (RFC 6749 A.2), no placeholder, with leastSecretBits at
/// least: what has fewer can be guessed.
Findings checkTypedSecret(QByteArrayView secret);

bool hasError(const Findings &findings);
/// Whether one of them is what no server can run on, and so can nobody accept.
bool isStructural(const Findings &findings);
/// Refuses with the first finding that is an error, about the field `column`.
Result<void> firstError(const Findings &findings, const QString &column);

}
