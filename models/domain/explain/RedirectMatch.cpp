#include "domain/explain/RedirectMatch.h"

#include "domain/explain/AddressParts.h"
#include "domain/explain/FormText.h"
#include "domain/formats/ExactRedirects.h"
#include "domain/formats/rfc7591/ApplicationType.h"
#include "domain/formats/rfc7591/Rfc7591.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

constexpr int mostDecodings = 5;

QString withoutPort(const AddressParts &parts)
{
    QString text = parts.scheme.text + "://"_L1 + parts.host.text + parts.path.text;
    if (parts.hasQuery)
        text += u'?' + parts.query.text;
    if (parts.hasFragment)
        text += u'#' + parts.fragment.text;
    return text;
}

/// RFC 3986 5.2.4
QString withoutDotSegments(const QString &path)
{
    QStringList kept;
    const QStringList segments = path.split(u'/');
    for (qsizetype at = 0; at < segments.size(); ++at) {
        const QString &segment = segments.at(at);
        const bool isLast = at == segments.size() - 1;
        if (segment == ".."_L1 && kept.size() > 1)
            kept.removeLast();
        else if (segment != "."_L1 && segment != ".."_L1)
            kept << segment;
        if (isLast && (segment == "."_L1 || segment == ".."_L1))
            kept << QString();
    }
    return kept.join(u'/');
}

QString joined(const AddressParts &parts, const QString &path)
{
    QString text = parts.scheme.text + u':';
    if (parts.hasAuthority) {
        text += "//"_L1;
        if (!parts.userInfo.text.isEmpty())
            text += parts.userInfo.text + u'@';
        text += parts.host.text;
        if (!parts.port.text.isEmpty())
            text += u':' + parts.port.text;
    }
    text += path;
    if (parts.hasQuery)
        text += u'?' + parts.query.text;
    if (parts.hasFragment)
        text += u'#' + parts.fragment.text;
    return text;
}

/// As often as it changes, as Keycloak decodes a path.
QString decodedPath(QString path)
{
    for (int again = 0; again < mostDecodings; ++again) {
        QString escaped = path;
        const QString plain = decodedForm(escaped.replace(u'+', "%2B"_L1)).text;
        if (plain == path)
            break;
        path = plain;
    }
    return path;
}

bool isPattern(const QString &allowed)
{
    return allowed.endsWith(u'*') && !allowed.contains(u'?');
}

/// As Keycloak matches `*` at the end: whatever follows, and whatever the query is; without the slash before
/// it, too.
bool fitsPattern(const QString &sent, const QString &pattern)
{
    if (pattern == "*"_L1)
        return sent.startsWith("https:"_L1) || sent.startsWith("http:"_L1);
    qsizetype end = sent.indexOf(u'?');
    if (end < 0)
        end = sent.indexOf(u'#');
    const QString plain = end < 0 ? sent : sent.first(end);
    const QString front = pattern.chopped(1);
    return plain.startsWith(front) || (front.endsWith(u'/') && plain == QStringView(front).chopped(1));
}

bool fits(const QString &sent, const QString &allowed)
{
    return sent == allowed || (isPattern(allowed) && fitsPattern(sent, allowed));
}

bool isHttp(const AddressParts &parts)
{
    return parts.scheme.text == "http"_L1;
}

/// One address that was sent, against each that is allowed.
class Matcher
{
public:
    Matcher(const QString &sent, const ServerHabits &habits, const QString &server)
        : m_sent(sent)
        , m_parts(partsOf(sent))
        , m_withoutPort(withoutPort(m_parts))
        , m_plain(withoutClimbing(sent))
        , m_plainWithoutPort(withoutPort(partsOf(m_plain)))
        , m_habits(habits)
        , m_server(server)
    {
    }

    RedirectMatch match(const QString &allowed) const
    {
        if (m_sent == allowed)
            return {Habit::Takes, allowed};
        if (m_habits.normalizes && holdsNoAddressCharacter(m_sent))
            return {};
        if (m_habits.normalizes)
            return {matchNormalized(allowed) ? Habit::Takes : Habit::Refuses, allowed};
        const RedirectMatch port = matchPort(allowed);
        if (port.habit != Habit::Refuses)
            return port;
        if (m_sent.compare(allowed, Qt::CaseInsensitive) == 0)
            return {m_habits.anyCase, allowed, Doubt::Case};
        return m_habits.kind == JudgedAs::Standard ? matchByOthers(allowed) : RedirectMatch();
    }

private:
    QString completed(const QString &allowed) const
    {
        return allowed.startsWith(u'/') && !m_server.isEmpty() ? m_server + allowed : allowed;
    }

    bool matchNormalized(const QString &allowed) const
    {
        const QString whole = completed(allowed);
        const bool hasFreePort = isHttp(m_parts) && !m_parts.port.text.isEmpty() &&
                                 (isLocalhost(m_parts.host.text) || m_parts.host.text == "127.0.0.1"_L1);
        if (!isPattern(whole))
            return m_sent == whole || (hasFreePort && m_withoutPort == whole);
        return fits(m_plain, whole) || (hasFreePort && fits(m_plainWithoutPort, whole));
    }

    RedirectMatch matchPort(const QString &allowed) const
    {
        const AddressParts other = partsOf(allowed);
        if (!isHttp(m_parts) || !isHttp(other) || m_withoutPort != withoutPort(other) ||
            !m_parts.userInfo.text.isEmpty())
            return {};
        if (isLoopbackAddress(m_parts.host.text))
            return {m_habits.loopbackPort, allowed, Doubt::LoopbackPort};
        if (isLocalhost(m_parts.host.text))
            return {m_habits.localhostPort, allowed, Doubt::Localhost};
        return {};
    }

    /// What is no address by itself, and means something to Keycloak.
    RedirectMatch matchByOthers(const QString &allowed) const
    {
        const bool isRelative = allowed.startsWith(u'/');
        if (!isRelative && !isPattern(allowed))
            return {};
        if (isRelative && m_server.isEmpty())
            return {Habit::Refuses, allowed};
        if (!fits(m_plain, completed(allowed)))
            return {};
        return {Habit::Differs, allowed, isRelative ? Doubt::Relative : Doubt::Wildcard};
    }

    QString m_sent;
    AddressParts m_parts;
    QString m_withoutPort;
    QString m_plain;
    QString m_plainWithoutPort;
    const ServerHabits &m_habits;
    QString m_server;
};

int rank(Habit habit)
{
    return habit == Habit::Takes ? 2 : habit == Habit::Differs ? 1 : 0;
}

}

bool holdsNoAddressCharacter(const QString &address)
{
    return std::ranges::any_of(address, [](QChar c) {
        return c <= u' ' || c == u'\u007f' || QStringView(u"\"<>\\^`{|}").contains(c);
    });
}

QString withoutClimbing(const QString &sent)
{
    const AddressParts parts = partsOf(sent);
    const QString decoded = decodedPath(parts.path.text);
    const QString plain = withoutDotSegments(decoded);
    return plain == decoded ? sent : joined(parts, plain);
}

RedirectMatch matchRedirect(const QString &sent, const QStringList &allowed, const ServerHabits &habits,
                            const QString &server)
{
    const Matcher matcher(sent, habits, server);
    RedirectMatch best;
    for (const QString &uri : allowed) {
        const RedirectMatch match = matcher.match(uri);
        if (rank(match.habit) > rank(best.habit))
            best = match;
        if (best.habit == Habit::Takes)
            break;
    }
    return best;
}

QStringList redirectsOnServer(const ClientApplication &client, ClientField field, const ServerHabits &habits)
{
    ClientApplication there = client;
    ExportLosses losses(client);
    if (habits.kind != JudgedAs::Standard && !habits.wildcards)
        exactredirects::takeInexact(there, losses);
    if (habits.kind == JudgedAs::OidcProvider)
        takeRefusedByProvider(there, losses);
    return fieldValue(there, field).toStringList();
}

}
