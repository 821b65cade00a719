#include "domain/explain/request/RequestText.h"

#include "domain/explain/request/WrappedRequest.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

/// As pages and logs write an ampersand.
QString withPlainAmpersands(QString text)
{
    return text.replace("&amp;"_L1, "&"_L1, Qt::CaseInsensitive)
        .replace("\\u0026"_L1, "&"_L1, Qt::CaseInsensitive)
        .replace("\\/"_L1, "/"_L1);
}

/// A form by itself: a body, or what somebody copied behind the question mark.
void takeForms(RequestText &request, const QString &text)
{
    static const QRegularExpression word(uR"re([^\s"'<>]+)re"_s);
    for (auto matches = word.globalMatch(text); matches.hasNext();) {
        const QStringView found = matches.next().capturedView();
        const QStringView name = found.first(std::max<qsizetype>(found.indexOf(u'='), 0));
        const bool isForm = !name.isEmpty() && name.size() + 1 < found.size() && !name.contains(u'/') &&
                            hasTellingParameter(found);
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

namespace {

/// `code` and `state` alone stand in the address of an answer, too.
bool tellsOfRequest(const RequestText &listed)
{
    return !listed.event.isEmpty() || std::ranges::any_of(listed.lines, [](const auto &line) {
        return line.first == "client_id"_L1 || line.first == "redirect_uri"_L1 ||
               line.first == "grant_type"_L1 || line.first == "response_type"_L1;
    });
}

}

RequestText findRequest(const QString &pasted)
{
    const QString plain = withPlainAmpersands(pasted.trimmed());
    RequestText request;
    if (takeCommand(request, plain))
        return request;
    const QString text = withoutWrapping(plain);
    takeHeader(request, text);
    const bool hasAddress = takeFirstAddress(request, text);
    if (!hasAddress || request.isPost)
        takeBody(request, text);
    if (request.forms.isEmpty() && request.lines.isEmpty()) {
        RequestText listed = request;
        takeLines(listed, text);
        takeEvent(listed, text);
        if (tellsOfRequest(listed) || !takeAnswer(request, text))
            request = listed;
    }
    return request;
}

}
