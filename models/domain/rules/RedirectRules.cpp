#include "domain/rules/FieldRules.h"

#include "domain/rules/LoopbackHost.h"
#include "domain/rules/RiskNames.h"
#include "domain/rules/RuleText.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

constexpr int longestRedirect = 400;
constexpr qsizetype mostKnown = 20'000;

/// Schemes that run, open or leak something in the user's browser instead of answering a client application.
constexpr std::array forbiddenSchemes{"javascript"_L1,  "data"_L1,   "vbscript"_L1, "file"_L1, "blob"_L1,
                                      "about"_L1,       "mailto"_L1, "ftp"_L1,      "ssh"_L1,  "tel"_L1,
                                      "view-source"_L1, "ws"_L1,     "wss"_L1};

bool isInvisible(QChar character)
{
    return character.isSpace() || !character.isPrint();
}

bool isPlainAscii(char32_t c)
{
    return c > U' ' && c <= U'~';
}

/// Host and port as typed: QUrl decodes percent signs and completes addresses such as 127.1.
QString typedAuthority(const QString &uri)
{
    static const QRegularExpression pattern(uR"(^[^:/?#]*://([^/?#]*))"_s);
    return pattern.match(uri).captured(1);
}

QString plainAuthority(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    const QString shown = host.contains(u':') ? u'[' + host + u']' : host;
    return url.port() < 0 ? shown : shown + u':' + QString::number(url.port());
}

/// `app.example.com:8443/callback`, which would otherwise pass for a scheme of its own.
bool isHostWithPort(const QString &uri)
{
    static const QRegularExpression pattern(uR"(^[A-Za-z0-9.-]+:\d{1,5}(?:[/?]|$))"_s);
    return pattern.match(uri).hasMatch();
}

/// RFC 3986 5.2.4; to browsers %2e is a dot too.
bool hasDotSegment(const QUrl &url)
{
    const QString path = url.path(QUrl::FullyEncoded).replace("%2e"_L1, "."_L1, Qt::CaseInsensitive);
    return std::ranges::any_of(
        path.split(u'/'), [](const QString &segment) { return segment == "."_L1 || segment == ".."_L1; });
}

bool isReverseDomain(const QString &scheme)
{
    static const QRegularExpression pattern(uR"(^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+$)"_s);
    return pattern.match(scheme).hasMatch();
}

Finding error(const QString &text, const QString &uri)
{
    return {Severity::Error, text.arg(shortened(uri))};
}

Finding notAbsolute(const QString &uri)
{
    return error(RuleText::tr("Redirect \"%1\" is not absolute. Start it with https:// and the host."), uri);
}

Finding risk(QLatin1StringView rule, const QString &text, const QString &uri)
{
    return {Severity::Error, text.arg(shortened(uri)), rule, uri};
}

std::optional<Finding> checkCharacters(const QString &uri)
{
    if (const auto odd = firstOther(uri, isPlainAscii)) {
        return Finding{Severity::Error,
                       RuleText::tr("Redirect \"%1\" holds %2. Take it out, or write it percent-encoded "
                                    "(a host name in its xn-- form).")
                           .arg(shortened(uri), shownCharacter(*odd))};
    }
    if (uri.chopped(1).contains(u'*')) {
        return error(
            RuleText::tr(
                "Redirect \"%1\" holds a wildcard (*) before its end, where none of the servers that "
                "Gatehouse writes for replaces it. Enter each address in full; leave the port out of "
                "one on 127.0.0.1, where any is taken (RFC 8252 7.3)."),
            uri);
    }
    if (uri.contains(u'#'))
        return error(RuleText::tr("Redirect \"%1\" holds a fragment. Take away the # and what follows it."),
                     uri);
    return std::nullopt;
}

/// Whether every xn-- label is one that Punycode (RFC 3492) can have written; servers refuse the rest.
bool isReadable(const QString &host)
{
    static const QRegularExpression encodedLabel(uR"((?:^|\.)xn--)"_s);
    if (!encodedLabel.match(host).hasMatch())
        return true;
    const QString decoded = QUrl::fromAce(host.toLatin1(), QUrl::IgnoreIDNWhitelist);
    return !encodedLabel.match(decoded).hasMatch() &&
           QUrl::toAce(decoded, QUrl::IgnoreIDNWhitelist) == host.toLatin1();
}

std::optional<Finding> checkHost(const QString &uri, const QUrl &url)
{
    const QString host = url.host(QUrl::FullyEncoded).toLower();
    if (host.isEmpty())
        return error(RuleText::tr("Redirect \"%1\" has no host. Enter it as https://host/path"), uri);
    if (typedAuthority(uri).compare(plainAuthority(url), Qt::CaseInsensitive) != 0) {
        return error(RuleText::tr("Redirect \"%1\" writes its host or port in an unusual way. Write it "
                                  "plainly, as in https://host:8443/path"),
                     uri);
    }
    if (host.contains(u'%')) {
        return error(RuleText::tr("Redirect \"%1\" names a network interface, which other machines do not "
                                  "know. Take away the % and what follows it, up to the ]."),
                     uri);
    }
    if (!isReadable(host)) {
        return error(RuleText::tr("Redirect \"%1\" has a host name that begins with xn-- and stands for "
                                  "nothing. Copy it again from where it is registered."),
                     uri);
    }
    if (url.port(1) == 0)
        return error(RuleText::tr("Redirect \"%1\" names port 0. Name a port from 1 to 65535, or none."),
                     uri);
    return std::nullopt;
}

Findings checkWebRedirect(const QString &uri, const QUrl &url)
{
    if (const auto finding = checkHost(uri, url))
        return {*finding};
    const QString host = url.host(QUrl::FullyEncoded).toLower();
    if (url.scheme() == "http"_L1 && !isLoopback(host)) {
        return {
            risk(risks::httpRedirect,
                 RuleText::tr(
                     "Redirect \"%1\" is http: the code can be read on its way. Use https://; http is for "
                     "127.0.0.1 and [::1] only."),
                 uri)};
    }

    Findings findings;
    if (host == "localhost"_L1) {
        findings << Finding{
            Severity::Warning,
            RuleText::tr("Redirect \"%1\" relies on what localhost means on the user's machine. Better "
                         "use 127.0.0.1 or [::1] (RFC 8252 8.3).")
                .arg(shortened(uri)),
            url.scheme() == "http"_L1 ? risks::localhostRedirect : QLatin1StringView(), uri};
    }
    if (url.path().isEmpty()) {
        findings << Finding{
            Severity::Warning,
            RuleText::tr("Redirect \"%1\" has no path: some programs add a slash and then it does not "
                         "match. Give it a path, for example /callback")
                .arg(shortened(uri))};
    }
    return findings;
}

Findings checkOwnScheme(const QString &uri, const QUrl &url)
{
    if (url.path().isEmpty() && url.host().isEmpty())
        return {error(RuleText::tr("Redirect \"%1\" has no path. Add one, for example :/callback"), uri)};
    if (!isReverseDomain(url.scheme())) {
        return {risk(risks::schemeRedirect,
                     RuleText::tr("Redirect \"%1\" has a scheme that any program can claim. Use a domain of "
                                  "yours backwards, for example com.example.app:/callback (RFC 8252 7.1)."),
                     uri)};
    }
    return {};
}

/// What the address is called before its first colon, where that is none by RFC 3986 3.1.
std::optional<Finding> checkScheme(const QString &uri)
{
    static const QRegularExpression beginning(uR"(^([A-Za-z][^/?#:]*):)"_s);
    const QString scheme = beginning.match(uri).captured(1);
    const auto isSchemeCharacter = [](char32_t c) {
        return (c < 128 && QChar::isLetterOrNumber(c)) || c == U'+' || c == U'-' || c == U'.';
    };
    const auto odd = firstOther(scheme, isSchemeCharacter);
    if (!odd)
        return std::nullopt;
    return Finding{
        Severity::Error,
        RuleText::tr("Redirect \"%1\" has %2 in its scheme, where an address has letters, digits, "
                     "+ - and . alone (RFC 3986 3.1). No server can read it: choose another scheme.")
            .arg(shortened(uri), shownCharacter(*odd))};
}

/// As `myapp://*` or `http://localhost:*`, which Keycloak takes for the beginning of an address, and nobody
/// for an address.
bool isPatternOfHosts(const QString &uri)
{
    static const QRegularExpression pattern(uR"(^[A-Za-z][A-Za-z0-9+.-]*://[A-Za-z0-9.:\[\]-]*\*$)"_s);
    return pattern.match(uri).hasMatch();
}

Finding notValid(const QString &uri)
{
    return error(
        RuleText::tr("Redirect \"%1\" is not a valid address. Check its host, port and percent signs; "
                     "it looks like https://host/path"),
        uri);
}

/// `*` alone, at the end of an address, or an address below that of the server or client application.
std::optional<Finding> checkPattern(const QString &uri)
{
    if (uri.startsWith(u'/') && !uri.startsWith("//"_L1)) {
        return risk(risks::relativeRedirect,
                    RuleText::tr("Redirect \"%1\" is not absolute: the server completes it by an address "
                                 "that it knows. Start it with https:// and the host."),
                    uri);
    }
    if (uri.endsWith(u'*')) {
        return risk(risks::wildcardRedirect,
                    RuleText::tr("Redirect \"%1\" holds a wildcard, so that codes may be sent to addresses "
                                 "that nobody has looked at. Enter each address in full: they are matched "
                                 "exactly (RFC 9700)."),
                    uri);
    }
    return std::nullopt;
}

}

bool isStructural(const Findings &findings)
{
    return std::ranges::any_of(findings, [](const Finding &finding) {
        return finding.severity == Severity::Error && finding.rule.isEmpty();
    });
}

bool holdsUserInfo(const QString &uri)
{
    return typedAuthority(uri).contains(u'@');
}

Findings checkRedirect(const QString &uri)
{
    if (uri.isEmpty()) {
        return {
            {Severity::Error,
             RuleText::tr("A redirect is empty. Enter an address such as https://app.example.com/callback")}};
    }
    if (uri.size() > longestRedirect) {
        return {{Severity::Error,
                 RuleText::tr("Redirect \"%1\" has %2 characters. Shorten it to at most %3.")
                     .arg(shortened(uri), QString::number(uri.size()), QString::number(longestRedirect))}};
    }
    if (const auto finding = checkCharacters(uri))
        return {*finding};
    if (const auto finding = checkScheme(uri))
        return {*finding};
    if (uri == "*"_L1 || uri.startsWith(u'/')) {
        if (const auto pattern = checkPattern(uri))
            return {*pattern};
    }

    const QUrl url(uri, QUrl::StrictMode);
    const QString scheme = uri.section(u':', 0, 0).toLower();
    if (std::ranges::contains(forbiddenSchemes, scheme)) {
        return {
            error(RuleText::tr(
                      "Redirect \"%1\" uses a scheme that runs or opens something instead of answering the "
                      "client application. Use https://"),
                  uri)};
    }
    if (isPatternOfHosts(uri))
        return {*checkPattern(uri)};
    if (!url.isValid() || uri.contains(u'\\'))
        return {notValid(uri)};
    if (url.isRelative() || isHostWithPort(uri))
        return {notAbsolute(uri)};
    if (holdsUserInfo(uri)) {
        return {
            error(RuleText::tr(
                      "Redirect \"%1\" holds a user name or password. Take away what stands before the @."),
                  uri)};
    }
    if (hasDotSegment(url)) {
        return {error(
            RuleText::tr("Redirect \"%1\" has . or .. between slashes, which programs resolve, so that it "
                         "never matches. Write the path that comes of it."),
            uri)};
    }
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    Findings findings = isWeb ? checkWebRedirect(uri, url) : checkOwnScheme(uri, url);
    if (const auto pattern = checkPattern(uri); pattern && !isStructural(findings))
        findings << *pattern;
    return findings;
}

Findings checkExactRedirect(const QString &uri)
{
    if (uri == "*"_L1 || uri.startsWith(u'/'))
        return {notAbsolute(uri)};
    return isPatternOfHosts(uri) ? Findings{notValid(uri)} : checkRedirect(uri);
}

Findings KnownRedirects::check(const QString &uri)
{
    if (m_found.size() > mostKnown)
        m_found.clear();
    const auto known = m_found.constFind(uri);
    return known == m_found.constEnd() ? *m_found.insert(uri, checkRedirect(uri)) : *known;
}

QString trimmedUri(const QString &uri)
{
    QString kept;
    std::ranges::copy_if(uri, std::back_inserter(kept),
                         [](QChar c) { return c.isSurrogate() || !isInvisible(c) || c == u' '; });
    return kept.trimmed();
}

QStringList redirectsFromPaste(const QString &text)
{
    static const QRegularExpression lineBreak(u"[\\r\\n\\x{0085}\\x{2028}\\x{2029}]+"_s);
    QStringList uris;
    for (const QString &line : text.split(lineBreak, Qt::SkipEmptyParts)) {
        if (const QString uri = trimmedUri(line); !uri.isEmpty())
            uris << uri;
    }
    return uris;
}

}
