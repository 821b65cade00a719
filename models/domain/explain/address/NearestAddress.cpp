#include "domain/explain/address/NearestAddress.h"

#include "domain/explain/address/RedirectMatch.h"
#include "domain/explain/request/FormText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

/// Hosts have a weight of their own.
int weightOf(Difference difference)
{
    switch (difference) {
    case Difference::TrailingSlash:
    case Difference::Case:
    case Difference::Encoding:
        return 1;
    case Difference::Scheme:
    case Difference::Port:
    case Difference::Fragment:
    case Difference::UserInfo:
        return 2;
    case Difference::Query:
        return 3;
    case Difference::Path:
        return 6;
    case Difference::Host:
        break;
    }
    return 0;
}

qsizetype samePrefix(QStringView one, QStringView other)
{
    return std::ranges::mismatch(one, other).in1 - one.begin();
}

qsizetype sameSuffix(QStringView one, QStringView other, qsizetype most)
{
    qsizetype same = 0;
    while (same < most && one.at(one.size() - 1 - same) == other.at(other.size() - 1 - same))
        ++same;
    return same;
}

bool isOfOwnMachine(const QString &host)
{
    return isLoopbackAddress(host) || isLocalhost(host);
}

int weightOfHosts(const QString &one, const QString &other)
{
    constexpr int sameMachine = 3;
    constexpr int similar = 8;
    constexpr int another = 12;
    if (isOfOwnMachine(one) && isOfOwnMachine(other))
        return sameMachine;
    const qsizetype shorter = std::min(one.size(), other.size());
    const qsizetype front = samePrefix(one, other);
    const qsizetype same = front + sameSuffix(one, other, shorter - front);
    return 2 * same >= std::max(one.size(), other.size()) ? similar : another;
}

QString decoded(const QString &written)
{
    QString plain = written;
    return decodedForm(plain.replace(u'+', "%2B"_L1)).text;
}

/// Goes through two addresses part by part.
class Comparer
{
public:
    Comparer(const QString &sent, const QString &allowed, bool wildcards)
        : m_sent(partsOf(sent))
        , m_allowed(partsOf(allowed))
        , m_isPattern(wildcards && allowed.endsWith(u'*'))
        , m_plainPath(m_isPattern ? partsOf(withoutClimbing(sent)).path.text : QString())
    {
        m_comparison.nearest = allowed;
        lookAt(m_sent.scheme, m_allowed.scheme, Difference::Scheme);
        lookAt(m_sent.userInfo, m_allowed.userInfo, Difference::UserInfo);
        lookAt(m_sent.host, m_allowed.host, Difference::Host);
        lookAt(m_sent.port, m_allowed.port, Difference::Port);
        lookAtPath();
        if (!m_isPattern || m_allowed.hasQuery)
            lookAt(m_sent.query, m_allowed.query, Difference::Query, m_sent.hasQuery != m_allowed.hasQuery);
        lookAt(m_sent.fragment, m_allowed.fragment, Difference::Fragment,
               m_sent.hasFragment != m_allowed.hasFragment);
        std::ranges::sort(m_comparison.differs);
        const auto again = std::ranges::unique(m_comparison.differs);
        m_comparison.differs.erase(again.begin(), again.end());
        m_comparison.weight = weight();
    }

    const Comparison &comparison() const { return m_comparison; }

private:
    void note(Difference difference) { m_comparison.differs << difference; }

    int weight() const
    {
        int weight = 0;
        for (const Difference difference : m_comparison.differs) {
            weight += difference == Difference::Host ? weightOfHosts(m_sent.host.text, m_allowed.host.text)
                                                     : weightOf(difference);
        }
        return weight;
    }

    void lookAt(const AddressPart &sent, const AddressPart &allowed, Difference difference,
                bool isThereInOne = false)
    {
        if (sent.text == allowed.text && !isThereInOne)
            return;
        mark(sent, allowed);
        const bool hasCase = difference != Difference::Port;
        if (hasCase && !isThereInOne && sent.text.compare(allowed.text, Qt::CaseInsensitive) == 0)
            return note(Difference::Case);
        if (!isThereInOne && decoded(sent.text) == decoded(allowed.text))
            return note(Difference::Encoding);
        note(difference);
    }

    void lookAtPath()
    {
        if (m_isPattern && m_allowed.path.text.endsWith(u'*')) {
            const QString front = m_allowed.path.text.chopped(1);
            if (m_plainPath.startsWith(front))
                return;
            AddressPart allowed = m_allowed.path;
            allowed.text = front;
            AddressPart sent = m_sent.path;
            if (!sent.text.startsWith(front))
                sent.text = sent.text.first(std::min(sent.text.size(), front.size()));
            return lookAtPaths(sent, allowed);
        }
        lookAtPaths(m_sent.path, m_allowed.path);
    }

    /// A slash, capital letters and percent signs can differ at once.
    void lookAtPaths(const AddressPart &sent, const AddressPart &allowed)
    {
        if (sent.text == allowed.text)
            return;
        mark(sent, allowed);
        QString one = sent.text;
        QString other = allowed.text;
        if (one.endsWith(u'/') != other.endsWith(u'/')) {
            QString &longer = one.endsWith(u'/') ? one : other;
            longer.chop(1);
            if (decoded(one).compare(decoded(other), Qt::CaseInsensitive) == 0)
                note(Difference::TrailingSlash);
            else
                return note(Difference::Path);
        }
        if (one == other)
            return;
        if (one.compare(other, Qt::CaseInsensitive) == 0)
            return noteCase(one, other);
        if (decoded(one) == decoded(other))
            return note(Difference::Encoding);
        if (decoded(one).compare(decoded(other), Qt::CaseInsensitive) != 0)
            return note(Difference::Path);
        note(Difference::Encoding);
        note(Difference::Case);
    }

    /// `%2f` and `%2F` encode the same.
    void noteCase(const QString &one, const QString &other)
    {
        note(decoded(one) == decoded(other) ? Difference::Encoding : Difference::Case);
    }

    void mark(const AddressPart &sent, const AddressPart &allowed)
    {
        const qsizetype front = samePrefix(sent.text, allowed.text);
        const qsizetype most = std::min(sent.text.size(), allowed.text.size()) - front;
        const qsizetype back = sameSuffix(sent.text, allowed.text, most);
        add(m_comparison.inSent, {sent.start + front, sent.text.size() - front - back});
        add(m_comparison.inNearest, {allowed.start + front, allowed.text.size() - front - back});
    }

    /// Those that follow each other are one.
    static void add(QList<Span> &spans, const Span &span)
    {
        if (!spans.isEmpty() && spans.last().start + spans.last().length == span.start)
            spans.last().length += span.length;
        else
            spans << span;
    }

    AddressParts m_sent;
    AddressParts m_allowed;
    bool m_isPattern;
    QString m_plainPath; ///< nobody climbs out of a folder
    Comparison m_comparison;
};

constexpr int mostEncodings = 3;

/// Of one that was encoded as a whole; else as it is.
QString decodedWhole(const QString &sent)
{
    QString plain = sent;
    for (int times = 0; times < mostEncodings; ++times) {
        const AddressParts parts = partsOf(plain);
        if (parts.hasAuthority || !parts.path.text.contains(u'%'))
            break;
        plain = decoded(plain);
        const AddressParts found = partsOf(plain);
        const bool isWhole = parts.scheme.text.isEmpty() ? !found.scheme.text.isEmpty() : found.hasAuthority;
        if (isWhole)
            return plain;
    }
    return sent;
}

Comparison comparedEncoded(const QString &sent, const QString &allowed, bool wildcards)
{
    Comparison comparison = Comparer(decodedWhole(sent), allowed, wildcards).comparison();
    const qsizetype front = samePrefix(sent, allowed);
    const qsizetype back = sameSuffix(sent, allowed, std::min(sent.size(), allowed.size()) - front);
    comparison.inSent = {{front, sent.size() - front - back}};
    comparison.inNearest = {{front, allowed.size() - front - back}};
    if (!comparison.differs.contains(Difference::Encoding))
        comparison.differs << Difference::Encoding;
    ++comparison.weight;
    return comparison;
}

/// First what differs, then how many characters.
std::pair<int, qsizetype> distance(const Comparison &comparison)
{
    qsizetype characters = 0;
    for (const auto *spans : {&comparison.inSent, &comparison.inNearest}) {
        for (const Span &span : *spans)
            characters += span.length;
    }
    return {comparison.weight, characters};
}

}

bool isEncodedWhole(const QString &sent)
{
    return decodedWhole(sent) != sent;
}

Comparison compared(const QString &sent, const QString &allowed, bool wildcards)
{
    if (isEncodedWhole(sent))
        return comparedEncoded(sent, allowed, wildcards);
    return Comparer(sent, allowed, wildcards).comparison();
}

std::optional<Comparison> nearestTo(const QString &sent, const QStringList &allowed, bool wildcards)
{
    std::optional<Comparison> nearest;
    for (const QString &uri : allowed) {
        Comparison comparison = compared(sent, uri, wildcards);
        if (!nearest || distance(comparison) < distance(*nearest))
            nearest = std::move(comparison);
    }
    return nearest;
}

}
