#pragma once

#include "domain/json/JsonText.h"
#include "secrets/ServerConnection.h"
#include "servers/http/HttpClient.h"
#include "support/HttpTestServer.h"
#include "support/TestProgram.h"

#include <QBuffer>
#include <QTest>

#define VERIFY_DONE(outcome)                                                                                 \
    do {                                                                                                     \
        const auto &verified = (outcome);                                                                    \
        QVERIFY2(verified.has_value(), verified ? "" : qPrintable(verified.error().text));                   \
    } while (false)

namespace gatehouse::test {

inline const HttpPatience impatient{.connect = std::chrono::seconds(5),
                                    .idle = std::chrono::seconds(5),
                                    .backOff = std::chrono::milliseconds(1)};

inline json::Json parsed(const QByteArray &text)
{
    return json::Json::parse(text.toStdString(), nullptr, false);
}

inline CannedAnswer jsonAnswer(int status, const json::Json &content, const QByteArray &headers = {})
{
    return answerOf(status, QByteArray::fromStdString(content.dump()), headers);
}

inline ServerAccess accessTo(ServerKind kind, const QUrl &url)
{
    ServerAccess access;
    access.server.kind = kind;
    access.server.url = url.toString();
    return access;
}

/// What a connection reads, as JSON.
inline Result<json::Json> readAll(ServerConnection &connection, const QStringList &clientIds = {})
{
    QBuffer document;
    document.open(QIODevice::WriteOnly);
    return connection.read(document, clientIds).transform([&] { return parsed(document.data()); });
}

template<typename T>
std::optional<Error::Kind> kindOf(const Result<T> &outcome)
{
    return outcome ? std::optional<Error::Kind>() : outcome.error().kind;
}

template<typename T>
QString textOf(const Result<T> &outcome)
{
    return outcome ? QString() : outcome.error().text;
}

}
