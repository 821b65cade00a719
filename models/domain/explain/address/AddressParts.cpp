#include "domain/explain/address/AddressParts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

struct AddressPartsText
{
    Q_DECLARE_TR_FUNCTIONS(AddressParts)
};

qsizetype firstOf(QStringView text, qsizetype from, QStringView characters)
{
    for (; from < text.size(); ++from) {
        if (characters.contains(text.at(from)))
            break;
    }
    return from;
}

AddressPart part(QStringView address, qsizetype begin, qsizetype end)
{
    return {begin, address.sliced(begin, end - begin).toString()};
}

void takeAuthority(AddressParts &parts, QStringView address, qsizetype begin, qsizetype end)
{
    parts.hasAuthority = true;
    qsizetype host = begin;
    if (const qsizetype at = address.first(end).lastIndexOf(u'@'); at >= begin) {
        parts.userInfo = part(address, begin, at);
        host = at + 1;
    } else {
        parts.userInfo.start = begin;
    }
    const qsizetype bracket = address.first(end).lastIndexOf(u']');
    const qsizetype colon = address.first(end).lastIndexOf(u':');
    const bool hasPort = colon >= host && colon > bracket;
    parts.host = part(address, host, hasPort ? colon : end);
    if (hasPort)
        parts.port = part(address, colon + 1, end);
    else
        parts.port.start = end;
}

}

AddressParts partsOf(const QString &address)
{
    AddressParts parts;
    qsizetype at = firstOf(address, 0, u":/?#");
    if (at < address.size() && address.at(at) == u':' && at > 0) {
        parts.scheme = part(address, 0, at);
        ++at;
    } else {
        at = 0;
    }
    if (QStringView(address).sliced(at).startsWith("//"_L1)) {
        const qsizetype end = firstOf(address, at + 2, u"/?#");
        takeAuthority(parts, address, at + 2, end);
        at = end;
    } else {
        parts.userInfo.start = parts.host.start = parts.port.start = at;
    }
    const qsizetype pathEnd = firstOf(address, at, u"?#");
    parts.path = part(address, at, pathEnd);
    at = pathEnd;
    parts.query.start = parts.fragment.start = at;
    if (at < address.size() && address.at(at) == u'?') {
        const qsizetype end = firstOf(address, at, u"#");
        parts.query = part(address, at + 1, end);
        parts.hasQuery = true;
        parts.fragment.start = at = end;
    }
    if (at < address.size()) {
        parts.fragment = part(address, at + 1, address.size());
        parts.hasFragment = true;
    }
    return parts;
}

QString nameOf(Difference difference)
{
    switch (difference) {
    case Difference::Scheme:
        return u"scheme"_s;
    case Difference::UserInfo:
        return u"userinfo"_s;
    case Difference::Host:
        return u"host"_s;
    case Difference::Port:
        return u"port"_s;
    case Difference::Path:
        return u"path"_s;
    case Difference::Query:
        return u"query"_s;
    case Difference::Fragment:
        return u"fragment"_s;
    case Difference::TrailingSlash:
        return u"trailing_slash"_s;
    case Difference::Case:
        return u"case"_s;
    case Difference::Encoding:
        break;
    }
    return u"encoding"_s;
}

QString labelOf(Difference difference)
{
    switch (difference) {
    case Difference::Scheme:
        return AddressPartsText::tr("scheme");
    case Difference::UserInfo:
        return AddressPartsText::tr("user name");
    case Difference::Host:
        return AddressPartsText::tr("host");
    case Difference::Port:
        return AddressPartsText::tr("port");
    case Difference::Path:
        return AddressPartsText::tr("path");
    case Difference::Query:
        return AddressPartsText::tr("query");
    case Difference::Fragment:
        return AddressPartsText::tr("fragment");
    case Difference::TrailingSlash:
        return AddressPartsText::tr("slash at the end");
    case Difference::Case:
        return AddressPartsText::tr("capital letters");
    case Difference::Encoding:
        break;
    }
    return AddressPartsText::tr("percent-encoding");
}

bool isLoopbackAddress(const QString &host)
{
    return host == "127.0.0.1"_L1 || host == "[::1]"_L1;
}

bool isLocalhost(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0;
}

}
