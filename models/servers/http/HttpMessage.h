#pragma once

#include "domain/json/JsonText.h"
#include "secrets/SecretBytes.h"

#include <QByteArrayList>
#include <QList>
#include <QUrl>

#include <utility>

namespace gatehouse {

/// How a request signs in (RFC 7617, RFC 6750).
struct HttpAuthorization
{
    enum class Scheme { None, Basic, Bearer };

    Scheme scheme = Scheme::None;
    QString user;       ///< of Basic
    SecretBytes secret; ///< password or token

    /// What stands behind the name of the scheme in the header.
    QByteArray credentials() const;
};

struct HttpRequest
{
    enum class Answer { Json, Any };
    /// Whether it may be sent again after its answer was lost. By its method: all but POST and PATCH
    /// (RFC 9110 9.2.2).
    enum class Repeat { ByMethod, Always, Never };

    QByteArray method = "GET";
    QUrl url; ///< on the server of the client; see HttpClient::at()
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {}; ///< with `Content-Type` among the headers
    HttpAuthorization authorization = {};
    Answer answer = Answer::Json; ///< what is no JSON is refused when it was asked for
    bool followsRedirects = true; ///< of a GET, on the server itself; else the redirect is the answer
    Repeat repeat = Repeat::ByMethod;
    /// In the body, or anywhere else: no text repeats them, whatever the server says.
    QList<SecretBytes> secrets = {};

    /// With a JSON or a form (application/x-www-form-urlencoded) as its body.
    static HttpRequest withJson(QByteArray method, QUrl url, const json::Json &content);
    static HttpRequest withForm(QUrl url, const QList<std::pair<QString, SecretBytes>> &fields);
};

struct HttpAnswer
{
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    HttpRequest request; ///< without its body

    bool isSuccess() const { return status >= 200 && status < 300; }
    /// Of the first header of that name, whatever the case; empty where there is none.
    QByteArray header(QByteArrayView name) const;
    QByteArrayList allHeaders(QByteArrayView name) const;
    /// The body; null where it is empty.
    Result<json::Json> content() const;
    /// Why the server refuses, in its own words, without the secrets of the request; empty where it does not
    /// say.
    QString wholeReason() const;
    /// The same on one line, and short.
    QString reason() const;
    /// What the server says, with its request's secrets replaced, however they are written there.
    QString withoutSecrets(QString text) const;
};

/// What a refusal means, with what to do: 401 and 403 in words, else the status with the server's reason.
/// Kinds: Unreachable for 401, 403 and 502 to 504, NotFound, Conflict (409, 412) and Rule.
Error errorOf(const HttpAnswer &answer);
/// errorOf() for what is no success: `client.send(request).and_then(onlySuccess)`.
Result<HttpAnswer> onlySuccess(HttpAnswer answer);

}
