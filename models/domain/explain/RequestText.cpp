#include "domain/explain/RequestText.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

const QRegularExpression &knownParameter()
{
    static const QRegularExpression names(
        uR"re((?:^|[?&#\s"'])(?:client_id|client%5Fid|response_type|redirect_uri|grant_type|post_logout_redirect_uri|id_token_hint|code_challenge|client_assertion|scope|error|request_uri|logout_hint)=)re"_s,
        QRegularExpression::CaseInsensitiveOption);
    return names;
}

/// As pages and logs write an ampersand.
QString withPlainAmpersands(QString text)
{
    return text.replace("&amp;"_L1, "&"_L1, Qt::CaseInsensitive)
        .replace("\\u0026"_L1, "&"_L1, Qt::CaseInsensitive)
        .replace("\\/"_L1, "/"_L1);
}

/// What a sentence puts behind an address.
QStringView withoutPunctuation(QStringView address, bool isAlone)
{
    while (!isAlone && !address.isEmpty() && QStringView(u".,;)]").contains(address.back()))
        address.chop(1);
    return address;
}

}

void takeAddress(RequestText &request, QStringView address)
{
    const qsizetype hash = address.indexOf(u'#');
    const QStringView front = hash < 0 ? address : address.first(hash);
    const qsizetype mark = front.indexOf(u'?');
    request.address = (mark < 0 ? front : front.first(mark)).toString();
    static const QRegularExpression origin(uR"re(^https?://[^/?#]+)re"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    request.server = origin.match(request.address).captured();
    if (mark >= 0)
        request.forms << front.sliced(mark + 1).toString();
    // An answer can come in a fragment; a request never does.
    if (hash >= 0 && knownParameter().match(address.sliced(hash).toString()).hasMatch())
        request.forms << address.sliced(hash + 1).toString();
}

namespace {

/// The first address that asks for something, or the path of an HTTP request.
bool takeFirstAddress(RequestText &request, const QString &text)
{
    static const QRegularExpression requestLine(
        uR"re(\b(GET|POST|HEAD|PUT)\s+(/[^\s"'<>]*|https?://[^\s"'<>]+))re"_s);
    static const QRegularExpression address(
        uR"re([A-Za-z][A-Za-z0-9+.\-]{0,60}:/{0,3}[^\s"'<>]+|/[^\s"'<>?]*\?[^\s"'<>]+)re"_s);
    if (const auto match = requestLine.match(text); match.hasMatch()) {
        request.isPost = match.captured(1) == "POST"_L1;
        takeAddress(request, match.capturedView(2));
        static const QRegularExpression host(uR"re(^\s*Host:\s*([^\s]{1,300})\s*$)re"_s,
                                             QRegularExpression::CaseInsensitiveOption |
                                                 QRegularExpression::MultilineOption);
        if (const auto named = host.match(text); named.hasMatch() && request.server.isEmpty())
            request.server = u"https://"_s + named.captured(1);
        return true;
    }
    for (auto matches = address.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const bool isAlone = match.capturedLength() == text.size();
        const QStringView found = withoutPunctuation(match.capturedView(), isAlone);
        if (knownParameter().match(found.toString()).hasMatch()) {
            takeAddress(request, found);
            return true;
        }
    }
    return false;
}

/// A form by itself: a body, or what somebody copied behind the question mark.
void takeForms(RequestText &request, const QString &text)
{
    static const QRegularExpression word(uR"re([^\s"'<>]+)re"_s);
    for (auto matches = word.globalMatch(text); matches.hasNext();) {
        const QStringView found = matches.next().capturedView();
        const QStringView name = found.first(std::max<qsizetype>(found.indexOf(u'='), 0));
        const bool isForm = !name.isEmpty() && name.size() + 1 < found.size() && !name.contains(u'/') &&
                            knownParameter().match(found.toString()).hasMatch();
        if (isForm)
            request.forms
                << (found.startsWith(u'?') || found.startsWith(u'&') ? found.sliced(1) : found).toString();
    }
}

void takeHeader(RequestText &request, const QString &text)
{
    static const QRegularExpression header(uR"re((?:^|["'\s])Authorization:\s*([A-Za-z]+\s+[^\s"']+))re"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    request.authorization = header.match(text).captured(1);
}

/// The fields of multipart/form-data.
void takeParts(RequestText &request, const QString &text)
{
    static const QRegularExpression part(
        uR"re(\bname="([^"\n]{1,90})"[^\n]{0,300}\n(?:[^\s][^\n]{0,300}\n){0,5}\s{0,2}\n([^\r\n]*))re"_s);
    for (auto matches = part.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        request.lines.emplaceBack(match.captured(1), match.captured(2));
    }
}

/// By its own words, or by how it looks.
Body bodyOf(const QString &text)
{
    static const QRegularExpression type(uR"re(^content-type:\s*([a-z/\-]+))re"_s,
                                         QRegularExpression::CaseInsensitiveOption |
                                             QRegularExpression::MultilineOption);
    static const QRegularExpression blank(uR"re(\n\r?\n\s*\{)re"_s);
    const QString named = type.match(text).captured(1).toLower();
    if (named == "multipart/form-data"_L1)
        return Body::Multipart;
    return named == "application/json"_L1 || blank.match(text).hasMatch() ? Body::Json : Body::Form;
}

void takeBody(RequestText &request, const QString &text)
{
    request.body = bodyOf(text);
    if (request.body == Body::Form)
        takeForms(request, text);
    else if (request.body == Body::Json)
        takeLines(request, text);
    else
        takeParts(request, text);
}

/// `type="LOGIN_ERROR"`
void takeEvent(RequestText &request, const QString &text)
{
    static const QRegularExpression event(uR"re(\btype"?[:=]\s?"?([A-Z_]{3,60})\b)re"_s);
    request.event = event.match(text).captured(1);
}

}

/// As a browser's tools or a server's log list them: `redirect_uri: https://app/cb`, `clientId="shop"`.
void takeLines(RequestText &request, const QString &text)
{
    static const QRegularExpression line(
        uR"re(\b(client_?id|response_type|redirect_uri|post_logout_redirect_uri|grant_type|scope|state|nonce|error|error_description|code|code_challenge|code_challenge_method|code_verifier|client_secret|refresh_token|id_token_hint|client_assertion|username|password)"?\s{0,3}[:=]\s{0,3}(?:"([^"\n]*)"|([^\n,"]+)))re"_s,
        QRegularExpression::CaseInsensitiveOption);
    for (auto matches = line.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        QString name = match.captured(1).toLower();
        if (name == "clientid"_L1)
            name = u"client_id"_s;
        const QString value = (match.captured(2) + match.captured(3)).trimmed();
        // As Keycloak writes what was not sent.
        if (value != "null"_L1)
            request.lines.emplaceBack(name, value);
    }
}

RequestText findRequest(const QString &pasted)
{
    const QString text = withPlainAmpersands(pasted.trimmed());
    RequestText request;
    if (takeCommand(request, text))
        return request;
    takeHeader(request, text);
    const bool hasAddress = takeFirstAddress(request, text);
    if (!hasAddress || request.isPost)
        takeBody(request, text);
    if (request.forms.isEmpty() && request.lines.isEmpty()) {
        takeLines(request, text);
        takeEvent(request, text);
    }
    return request;
}

}
