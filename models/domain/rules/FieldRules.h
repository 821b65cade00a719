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
    Severity severity = Severity::Error;
    QString text;
};
using Findings = QList<Finding>;

inline constexpr qsizetype longestClientId = 100;
/// Printable ASCII by RFC 6749 A.1, ours `[A-Za-z0-9._~-]`, 1 to 100 characters.
Findings checkClientId(const QString &clientId);
/// One line without control characters; `label` is what the texts call it.
Findings checkLine(const QString &label, const QString &text, qsizetype longest = 200);
/// As many lines as it takes, without control characters but tab.
Findings checkText(const QString &label, const QString &text, qsizetype longest);
/// One line of at most 200 characters; a warning where it holds what cannot be seen and is not needed.
Findings checkTitle(const QString &title);
/// The same of a text of at most 1000 characters.
Findings checkDescription(const QString &description);
/// `http` or `https` without user name and password; a warning when not https.
Findings checkLogoUri(const QString &uri);
/// RFC 6749 A.4: one or more of %x21 / %x23-5B / %x5D-7E, so no space, quote or backslash.
Findings checkScopeName(const QString &name);
/// One or more printable characters without spaces at the ends, at most 100.
Findings checkUserId(const QString &userId);

/// RFC 6749 3.1.2, RFC 8252 7, RFC 9700 2.1: absolute, exact, no fragment, https but for loopback or a
/// reverse-domain scheme.
Findings checkRedirect(const QString &uri);

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

/// At most 200 printable ASCII characters (RFC 6749 A.2), no placeholder, with leastSecretBits at least: what
/// has fewer can be guessed.
Findings checkTypedSecret(QByteArrayView secret);

bool hasError(const Findings &findings);
/// Refuses with the first finding that is an error, about the field `column`.
Result<void> firstError(const Findings &findings, const QString &column);

}
