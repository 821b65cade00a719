#include "servers/http/HttpMessage.h"

#include "domain/Digests.h"
#include "servers/http/HttpText.h"

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

using json::Json;

constexpr int longestReason = 300;

/// As OAuth (RFC 6749 5.2), Keycloak and Hydra say it.
QString reasonIn(const Json &content)
{
    if (content.is_string())
        return json::toText(content.get_ref<const std::string &>());
    if (content.is_array() && !content.empty())
        return reasonIn(content.front());
    if (!content.is_object())
        return {};
    for (const char *name : {"error_description", "errorMessage", "message", "error_hint", "error"}) {
        if (const QString text = json::textAt(content, name); !text.isEmpty())
            return text;
    }
    return {};
}

/// As they may come back: in clear, encoded for an address, a form or a log, in the header. The longest
/// first: one may stand in another.
QStringList writtenSecrets(const HttpRequest &request)
{
    QStringList written;
    const auto take = [&](QByteArray bytes) {
        if (!bytes.isEmpty())
            written << QString::fromUtf8(bytes);
        wipe(bytes);
    };
    QList<SecretBytes> secrets = request.secrets;
    secrets << request.authorization.secret;
    for (const SecretBytes &secret : std::as_const(secrets)) {
        QByteArray clear = viewOf(secret).toByteArray();
        take(clear.toPercentEncoding().replace("%20", "+"));
        take(clear.toPercentEncoding());
        take(clear.toBase64());
        take(base64Url(clear));
        take(clear.toHex());
        take(std::move(clear));
    }
    if (request.authorization.scheme == HttpAuthorization::Scheme::Basic)
        take(request.authorization.credentials());
    std::ranges::sort(written, std::ranges::greater(), &QString::size);
    return written;
}

QString withReason(const QString &text, const QString &reason)
{
    return reason.isEmpty() ? text : HttpText::tr("%1 It says: %2").arg(text, reason);
}

}

QByteArray HttpAuthorization::credentials() const
{
    QByteArray written = viewOf(secret).toByteArray();
    if (scheme != Scheme::Basic)
        return written;
    QByteArray pair = user.toUtf8() + ':' + written;
    wipe(written);
    written = pair.toBase64();
    wipe(pair);
    return written;
}

HttpRequest HttpRequest::withJson(QByteArray method, QUrl url, const Json &content)
{
    return {.method = std::move(method),
            .url = std::move(url),
            .headers = {{"Content-Type", "application/json"}},
            .body = QByteArray::fromStdString(content.dump())};
}

HttpRequest HttpRequest::withForm(QUrl url, const QList<std::pair<QString, SecretBytes>> &fields)
{
    HttpRequest request{.method = "POST",
                        .url = std::move(url),
                        .headers = {{"Content-Type", "application/x-www-form-urlencoded"}}};
    for (const auto &[name, value] : fields) {
        if (!request.body.isEmpty())
            request.body += '&';
        request.body += QUrl::toPercentEncoding(name) + '=';
        QByteArray clear = viewOf(value).toByteArray();
        QByteArray encoded = clear.toPercentEncoding();
        request.body += encoded;
        wipe(clear);
        wipe(encoded);
    }
    return request;
}

QByteArray HttpAnswer::header(QByteArrayView name) const
{
    return allHeaders(name).value(0);
}

QByteArrayList HttpAnswer::allHeaders(QByteArrayView name) const
{
    QByteArrayList found;
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            found << value;
    }
    return found;
}

Result<Json> HttpAnswer::content() const
{
    if (body.trimmed().isEmpty())
        return Json();
    return json::parse(body).transform_error([this](Error error) {
        error.text = HttpText::tr("%1 answers with something else than JSON (%2). Check the base URL.")
                         .arg(serverOf(request.url), error.text);
        error.kind = Error::Kind::Unreachable;
        return error;
    });
}

QString HttpAnswer::wholeReason() const
{
    const auto parsed = json::parse(body);
    return parsed ? withoutSecrets(reasonIn(*parsed)) : QString();
}

QString HttpAnswer::reason() const
{
    return withoutSecrets(wholeReason().simplified()).left(longestReason);
}

QString HttpAnswer::withoutSecrets(QString text) const
{
    QStringList secrets = writtenSecrets(request);
    for (QString &secret : secrets) {
        text.replace(secret, u"***"_s,
                     Qt::CaseInsensitive); // some servers shout, and hexadecimal digits differ
        wipe(secret);
    }
    return text;
}

Error errorOf(const HttpAnswer &answer)
{
    const QString server = serverOf(answer.request.url);
    const QString said = answer.reason();
    switch (answer.status) {
    case 401:
        return {Error::Kind::Unreachable,
                withReason(
                    HttpText::tr("%1 does not let Gatehouse in (401): name or secret are not those that it "
                                 "knows, or no longer. Change them under Settings > Servers.")
                        .arg(server),
                    said)};
    case 403:
        return {
            Error::Kind::Unreachable,
            withReason(HttpText::tr("%1 lets Gatehouse in, but does not allow it to do this (403): a role is "
                                    "missing there. Give it to the account under Settings > Servers.")
                           .arg(server),
                       said)};
    case 404:
        return {Error::Kind::NotFound,
                withReason(HttpText::tr("%1 does not know \"%2\" (404). Check the base URL.")
                               .arg(server, answer.request.url.path()),
                           said)};
    case 409:
    case 412:
        return {Error::Kind::Conflict,
                withReason(HttpText::tr("%1 refuses because of what is there already (%2).")
                               .arg(server)
                               .arg(answer.status),
                           said)};
    case 429:
        return {Error::Kind::Unreachable,
                withReason(
                    HttpText::tr("%1 has too much to do, and takes no more for now (429). Try again later.")
                        .arg(server),
                    said)};
    case 502:
    case 503:
    case 504:
        return {Error::Kind::Unreachable,
                withReason(HttpText::tr("%1 is out of order for now, or what stands in front of it cannot "
                                        "reach it (%2). Try again later.")
                               .arg(server)
                               .arg(answer.status),
                           said)};
    default:
        return {Error::Kind::Rule,
                withReason(HttpText::tr("%1 refuses this (%2).").arg(server).arg(answer.status), said)};
    }
}

Result<HttpAnswer> onlySuccess(HttpAnswer answer)
{
    if (answer.isSuccess())
        return answer;
    return std::unexpected(errorOf(answer));
}

}
