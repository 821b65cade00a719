#include "domain/explain/request/FormText.h"
#include "domain/explain/request/ParameterNames.h"
#include "domain/explain/request/RequestText.h"
#include "domain/explain/request/WrappedRequest.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

/// The address of a request, among others.
namespace gatehouse::explain {

namespace {

constexpr int mostNested = 4;

/// Query and fragment.
QStringView behindMark(QStringView address)
{
    const auto *const mark = std::ranges::find_if(address, [](QChar c) { return c == u'?' || c == u'#'; });
    return address.sliced(mark - address.begin());
}

/// What a server gives back by a redirect.
bool hasAnswer(QStringView query)
{
    static const QRegularExpression names(uR"re([?&#](?:code|access_token|id_token)=)re"_s);
    return names.matchView(query).hasMatch();
}

/// A sign-in page knows by it where to go on; a request of its own says what it asks for.
bool asksByItself(QStringView name)
{
    static constexpr std::array asked{"response_type"_L1, "grant_type"_L1, "redirect_uri"_L1,
                                      "request_uri"_L1, "post_logout_redirect_uri"_L1};
    return std::ranges::any_of(asked, [&](QLatin1StringView one) { return name == one; });
}

bool isWholeRequest(QStringView query)
{
    static const QRegularExpression client(uR"re([?&]client_id=)re"_s);
    static const QRegularExpression asked(
        uR"re([?&](?:response_type|redirect_uri|request_uri|request|post_logout_redirect_uri)=)re"_s);
    return client.matchView(query).hasMatch() && asked.matchView(query).hasMatch();
}

bool beginsAsRequest(QStringView query)
{
    static const QRegularExpression first(
        uR"re(^\?(?:client_id|response_type|redirect_uri|request_uri|scope)=)re"_s);
    return first.matchView(query).hasMatch();
}

/// As in `returnUrl=`: the address of the request to which a page goes back. Empty: there is none.
QString nestedAddress(QStringView address, int depth = 0)
{
    const qsizetype hash = address.indexOf(u'#');
    const QStringView front = hash < 0 ? address : address.first(hash);
    const qsizetype mark = front.indexOf(u'?');
    if (mark < 0 || depth == mostNested)
        return {};
    QString nested;
    for (qsizetype at = mark + 1; at < front.size();) {
        const qsizetype ampersand = front.indexOf(u'&', at);
        const qsizetype end = ampersand < 0 ? front.size() : ampersand;
        const QStringView pair = front.sliced(at, end - at);
        const qsizetype equals = pair.indexOf(u'=');
        const QStringView name = pair.first(std::max<qsizetype>(equals, 0));
        if (asksByItself(name))
            return {};
        if (equals > 0 && !isKnownParameter(name)) {
            const QStringView value = pair.sliced(equals + 1);
            // Not encoded, so that all that follows is part of it.
            if (beginsAsRequest(behindMark(value)))
                return front.sliced(at + equals + 1).toString();
            if (const QString plain = decodedForm(value).text;
                nested.isEmpty() && plain.contains(u'?') &&
                (isWholeRequest(behindMark(plain)) || !nestedAddress(plain, depth + 1).isEmpty()))
                nested = plain;
        }
        at = end + 1;
    }
    return nested;
}

/// `redirect_uri=https://...` is a value in a form, and no address that was asked.
bool isValueOfForm(QStringView text, qsizetype at)
{
    qsizetype begin = at;
    while (begin > 0 && !text.at(begin - 1).isSpace() && !QStringView(u"\"'<>").contains(text.at(begin - 1)))
        --begin;
    const QStringView front = text.sliced(begin, at - begin);
    if (hasTellingParameter(front))
        return true;
    const auto isMark = [](QChar c) { return QStringView(u"?&").contains(c); };
    qsizetype name = front.size();
    while (name > 0 && !isMark(front.at(name - 1)))
        --name;
    return front.endsWith(u'=') && isKnownParameter(front.sliced(name).chopped(1));
}

/// What a sentence puts behind an address.
QStringView withoutPunctuation(QStringView address, bool isAlone)
{
    while (!isAlone && !address.isEmpty() && QStringView(u".,;)]").contains(address.back()))
        address.chop(1);
    return address;
}

void takeOneAddress(RequestText &request, QStringView address)
{
    const qsizetype hash = address.indexOf(u'#');
    const QStringView front = hash < 0 ? address : address.first(hash);
    const qsizetype mark = front.indexOf(u'?');
    request.address = (mark < 0 ? front : front.first(mark)).toString();
    static const QRegularExpression origin(uR"re(^https?://[^/?#]+)re"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    if (const QString server = origin.match(request.address).captured(); !server.isEmpty())
        request.server = server;
    if (mark >= 0)
        request.forms << front.sliced(mark + 1).toString();
    // An answer can come in a fragment; a request never does.
    if (hash >= 0 && (hasTellingParameter(address.sliced(hash)) || hasAnswer(address.sliced(hash))))
        request.forms << address.sliced(hash + 1).toString();
}

using IsMeant = bool (*)(QStringView);

bool isAsked(QStringView address)
{
    return hasTellingParameter(behindMark(address)) || !nestedAddress(address).isEmpty();
}

bool isAnswered(QStringView address)
{
    return hasAnswer(behindMark(address));
}

bool takeAddressThat(IsMeant isMeant, RequestText &request, const QString &text)
{
    static const QRegularExpression address(
        uR"re([A-Za-z][A-Za-z0-9+.\-]{0,60}:/{0,3}[^\s"'<>]+|/[^\s"'<>?]*\?[^\s"'<>]+)re"_s);
    for (auto matches = address.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const bool isAlone = match.capturedLength() == text.size();
        const QStringView found = withoutPunctuation(match.capturedView(), isAlone);
        if (isMeant(found) && !isValueOfForm(text, match.capturedStart())) {
            takeAddress(request, found);
            return true;
        }
    }
    return false;
}

}

void takeAddress(RequestText &request, QStringView address)
{
    QString inner = nestedAddress(address);
    if (inner.isEmpty())
        return takeOneAddress(request, address);
    // One that begins with a slash is of the same server.
    RequestText outer;
    takeOneAddress(outer, address);
    request.server = outer.server;
    for (int depth = 0; depth < mostNested; ++depth) {
        const QString next = nestedAddress(inner);
        if (next.isEmpty())
            break;
        inner = next;
    }
    takeOneAddress(request, inner);
}

bool takeFirstAddress(RequestText &request, const QString &text)
{
    static const QRegularExpression requestLine(
        uR"re(\b(GET|POST|HEAD|PUT)\s+(/[^\s"'<>]*|https?://[^\s"'<>]+))re"_s);
    const auto match = requestLine.match(text);
    if (!match.hasMatch())
        return takeAddressThat(isAsked, request, text);
    request.isPost = match.captured(1) == "POST"_L1;
    takeAddress(request, match.capturedView(2));
    static const QRegularExpression host(uR"re(^\s*Host:\s*([^\s]{1,300})\s*$)re"_s,
                                         QRegularExpression::CaseInsensitiveOption |
                                             QRegularExpression::MultilineOption);
    if (const auto named = host.match(text); named.hasMatch() && request.server.isEmpty())
        request.server = u"https://"_s + named.captured(1);
    return true;
}

bool takeAnswer(RequestText &request, const QString &text)
{
    return takeAddressThat(isAnswered, request, text);
}

}
