#include "domain/explain/address/AddressInJava.h"

#include "domain/explain/address/AddressParts.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

/// RFC 2396 with the deviations that its documentation names. Letters and digits are allowed everywhere.
constexpr QStringView userInfoSigns(u"-_.!~*'();:&=+$,");
constexpr QStringView serverSigns(u"-_.!~*'();:&=+$,@[]");
constexpr QStringView registrySigns(u"-_.!~*'()$,;:@&=+");
constexpr QStringView pathSigns(u"-_.!~*'():@&=+$,;/");
constexpr QStringView anySigns(u"-_.!~*'();/?:@&=+$,[]");

bool isAsciiLetterOrDigit(QChar c)
{
    return c.unicode() < 0x80 && c.isLetterOrNumber();
}

bool isVisibleBeyondAscii(QChar c)
{
    constexpr char16_t lastControl = 0x9f;
    return c.unicode() > lastControl && !c.isSpace();
}

bool isEncodedAt(QStringView text, qsizetype at)
{
    const auto isHex = [&](qsizetype digit) {
        return digit < text.size() && QStringView(u"0123456789abcdefABCDEF").contains(text.at(digit));
    };
    return text.at(at) == u'%' && isHex(at + 1) && isHex(at + 2);
}

bool isMadeOf(QStringView text, QStringView signs)
{
    constexpr qsizetype encodedLength = 3;
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text.at(at);
        const bool isPlain = isAsciiLetterOrDigit(c) || signs.contains(c) || isVisibleBeyondAscii(c);
        if (!isPlain && !isEncodedAt(text, at))
            return false;
        at += isPlain ? 1 : encodedLength;
    }
    return true;
}

bool matches(QStringView text, const QRegularExpression &whole)
{
    return whole.matchView(text).hasMatch();
}

bool isIPv4(QStringView text)
{
    static const QRegularExpression address(
        uR"re(\A(?:0*(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\.(?!\z)|\z)){4}\z)re"_s);
    return matches(text, address);
}

/// How many there are, an IPv4 address at the end as two; -1: it is none.
int groupsOf(const QString &text, bool mayEndWithIPv4)
{
    static const QRegularExpression group(uR"re(\A[0-9A-Fa-f]{1,4}\z)re"_s);
    if (text.isEmpty())
        return 0;
    int count = 0;
    const QStringList groups = text.split(u':');
    for (const QString &one : groups) {
        const bool isFour = mayEndWithIPv4 && &one == &groups.last() && isIPv4(one);
        if (!isFour && !matches(one, group))
            return -1;
        count += isFour ? 2 : 1;
    }
    return count;
}

bool isIPv6(const QString &text)
{
    static const QRegularExpression scope(uR"re(%[A-Za-z0-9_.]+\z)re"_s);
    constexpr int all = 8;
    const QStringList sides = QString(text).remove(scope).split("::"_L1);
    if (sides.size() > 2)
        return false;
    const int before = groupsOf(sides.first(), sides.size() == 1);
    const int after = sides.size() == 2 ? groupsOf(sides.last(), true) : 0;
    const int count = before + after;
    return before >= 0 && after >= 0 && (sides.size() == 2 ? count < all : count == all);
}

/// The last label begins with a letter, so that it is no wrong IPv4 address.
bool isHost(const QString &text)
{
    static const QRegularExpression name(
        uR"re(\A(?:[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?|(?:[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9\-]*[A-Za-z0-9])?)\.?\z)re"_s);
    if (text.startsWith(u'['))
        return isIPv6(text.sliced(1, text.size() - 2));
    return isIPv4(text) || matches(text, name);
}

bool isPort(QStringView digits)
{
    bool isNumber = false;
    return digits.isEmpty() || (digits.toInt(&isNumber) >= 0 && isNumber);
}

/// Whether it can be read as user info, host and port.
bool readServer(AddressInJava &address, const QString &authority)
{
    static const QRegularExpression server(uR"re(\A(\[[^\]]*\]|[^:\[\]]+)(?::([0-9]*))?\z)re"_s);
    const qsizetype at = authority.indexOf(u'@');
    const auto parts = server.match(authority.sliced(at + 1));
    const bool isServer = isMadeOf(QStringView(authority).first(std::max<qsizetype>(at, 0)), userInfoSigns) &&
                          parts.hasMatch() && isHost(parts.captured(1)) && isPort(parts.capturedView(2));
    if (isServer) {
        address.hasUserInfo = at >= 0;
        address.host = parts.captured(1);
    }
    return isServer;
}

/// False: it is no authority at all.
bool readAuthority(AddressInJava &address, const QString &authority)
{
    address.hasAuthority = !authority.isEmpty();
    if (!address.hasAuthority)
        return true;
    const bool hasBracket = authority.contains(u']');
    const QString signs = serverSigns.toString() + (hasBracket ? u"%"_s : QString());
    const bool isServer = isMadeOf(authority, signs) && readServer(address, authority);
    return isServer || isMadeOf(authority, registrySigns);
}

QString authorityOf(const QString &address, const AddressParts &parts)
{
    const qsizetype begin = parts.scheme.text.isEmpty() ? 2 : parts.scheme.end() + 3;
    return address.sliced(begin, parts.path.start - begin);
}

}

std::optional<AddressInJava> addressInJava(const QString &text)
{
    static const QRegularExpression scheme(uR"re(\A[A-Za-z][A-Za-z0-9+.\-]*\z)re"_s);
    const AddressParts parts = partsOf(text);
    AddressInJava address{.scheme = parts.scheme.text, .fragment = parts.fragment.text};
    const bool hasScheme = !address.scheme.isEmpty();
    if (text.startsWith(u':') || (hasScheme && !matches(address.scheme, scheme)) ||
        !isMadeOf(address.fragment, anySigns))
        return std::nullopt;
    const qsizetype rest = hasScheme ? parts.scheme.end() + 1 : 0;
    if (hasScheme && !QStringView(text).sliced(rest).startsWith(u'/')) {
        const qsizetype end = parts.hasFragment ? parts.fragment.start - 1 : text.size();
        const QStringView specific = QStringView(text).sliced(rest, end - rest);
        return !specific.isEmpty() && isMadeOf(specific, anySigns) ? std::optional(address) : std::nullopt;
    }
    const QString authority = parts.hasAuthority ? authorityOf(text, parts) : QString();
    const bool isOnlySlashes = parts.hasAuthority && authority.isEmpty() && parts.path.start == text.size();
    if (isOnlySlashes || !readAuthority(address, authority) || !isMadeOf(parts.path.text, pathSigns) ||
        !isMadeOf(parts.query.text, anySigns))
        return std::nullopt;
    address.path = parts.path.text;
    address.query = parts.query.text;
    return address;
}

}
