#include "domain/explain/address/RedirectMatch.h"

#include "domain/explain/address/AddressParts.h"
#include "domain/explain/request/FormText.h"
#include "domain/formats/ExactRedirects.h"
#include "domain/formats/rfc7591/ApplicationType.h"
#include "domain/formats/rfc7591/Rfc7591.h"

#include <algorithm>
#include <optional>

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

/// As often as it changes: a server behind the first may decode it, too.
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
        , m_habits(habits)
        , m_server(server)
    {
    }

    RedirectMatch match(const QString &allowed) const
    {
        if (m_habits.kind == JudgedAs::Keycloak)
            return matchByKeycloak(allowed);
        if (m_sent == allowed)
            return {Habit::Takes, allowed};
        const RedirectMatch port = matchPort(allowed);
        if (port.habit != Habit::Refuses)
            return port;
        if (m_sent.compare(allowed, Qt::CaseInsensitive) == 0)
            return {m_habits.anyCase, allowed, Doubt::Case};
        return m_habits.kind == JudgedAs::Standard ? matchByOthers(allowed) : RedirectMatch();
    }

private:
    /// Nothing: the server is not known that completes it.
    std::optional<QString> completed(const QString &allowed) const
    {
        if (!allowed.startsWith(u'/'))
            return allowed;
        return m_server.isEmpty() ? std::nullopt : std::optional(m_server + allowed);
    }

    RedirectMatch matchByKeycloak(const QString &allowed) const
    {
        const auto whole = completed(allowed);
        return {whole && keycloakTakes(m_sent, *whole, answerNames(m_habits)) ? Habit::Takes : Habit::Refuses,
                allowed};
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
        if (!isRelative && !allowed.endsWith(u'*'))
            return {};
        if (isRelative && m_server.isEmpty())
            return {Habit::Refuses, allowed};
        if (matchByKeycloak(allowed).habit != Habit::Takes)
            return {};
        return {Habit::Differs, allowed, isRelative ? Doubt::Relative : Doubt::Wildcard};
    }

    QString m_sent;
    AddressParts m_parts;
    QString m_withoutPort;
    const ServerHabits &m_habits;
    QString m_server;
};

int rank(Habit habit)
{
    return habit == Habit::Takes ? 2 : habit == Habit::Differs ? 1 : 0;
}

}

AnswerNames answerNames(const ServerHabits &habits)
{
    return habits.answerInRedirect == Habit::Takes ? AnswerNames::Taken : AnswerNames::Refused;
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
