#include "servers/keycloak/KeycloakAdmin.h"

#include "servers/http/HttpText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct KeycloakAdminText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakAdmin)
};

bool isNotSignedIn(const Result<HttpAnswer> &answer)
{
    return answer && answer->status == 401;
}

}

KeycloakAdmin::KeycloakAdmin(ServerAccess access, const HttpPatience &patience)
    : m_access(std::move(access))
    , m_http(QUrl(m_access.server.url), m_access.server.certificate.toUtf8(), patience)
    , m_signIn(m_http, m_access)
{
}

HttpRequest KeycloakAdmin::requestOf(const KeycloakCall &call, const HttpAuthorization &authorization) const
{
    const QUrl url =
        m_http.at(QStringList{u"admin"_s, u"realms"_s, m_access.server.realm} + call.path, call.query);
    HttpRequest request = call.body ? HttpRequest::withJson(call.method, url, *call.body)
                                    : HttpRequest{.method = call.method, .url = url};
    request.authorization = authorization;
    request.secrets = call.secrets;
    return request;
}

Result<HttpAnswer> KeycloakAdmin::send(const KeycloakCall &call)
{
    return sendAll({call}).front();
}

/// A token may end before its time, as when the server starts anew, also between two of many: then what was
/// not let in is sent with another one.
QList<Result<HttpAnswer>> KeycloakAdmin::sendAll(const QList<KeycloakCall> &calls)
{
    QList<Result<HttpAnswer>> answers(calls.size());
    QList<qsizetype> left;
    for (qsizetype index = 0; index < calls.size(); ++index)
        left << index;
    for (int tries = 0; tries < 2 && !left.isEmpty(); ++tries) {
        if (tries > 0)
            m_signIn.forget();
        const auto authorization = m_signIn.authorization(m_goesOn);
        QList<HttpRequest> requests;
        for (const qsizetype index : std::as_const(left))
            requests << requestOf(calls.at(index), authorization.value_or(HttpAuthorization()));
        const auto said =
            authorization ? m_http.sendAll(requests, m_goesOn)
                          : QList<Result<HttpAnswer>>(left.size(), std::unexpected(authorization.error()));
        for (qsizetype index = 0; index < left.size(); ++index)
            answers[left.at(index)] = said.at(index);
        left.removeIf([&](qsizetype index) { return !isNotSignedIn(answers.at(index)); });
    }
    for (qsizetype index = 0; index < calls.size(); ++index) {
        answers[index] = std::move(answers[index]).and_then([&](HttpAnswer answer) {
            return judged(calls.at(index), std::move(answer));
        });
    }
    return answers;
}

Result<HttpAnswer> KeycloakAdmin::judged(const KeycloakCall &call, HttpAnswer answer) const
{
    if (answer.status == 403 && call.role)
        return std::unexpected(missingRole(call.role));
    if (answer.status == 401)
        return std::unexpected(errorOf(answer));
    return answer;
}

Result<json::Json> contentOf(Result<HttpAnswer> answer)
{
    return std::move(answer).and_then(onlySuccess).and_then([](const HttpAnswer &said) {
        return said.content();
    });
}

Result<json::Json> KeycloakAdmin::content(const KeycloakCall &call)
{
    return contentOf(send(call));
}

Result<QList<json::Json>> KeycloakAdmin::contents(const QList<KeycloakCall> &calls)
{
    QList<json::Json> contents;
    for (auto &answer : sendAll(calls)) {
        auto content = contentOf(std::move(answer));
        if (!content)
            return std::unexpected(content.error());
        contents << std::move(*content);
    }
    return contents;
}

Error KeycloakAdmin::missingRole(const char *role) const
{
    const QString realm = m_access.server.realm;
    const bool isOwn = account().realm == realm && realm != "master"_L1;
    const QString client = isOwn ? u"realm-management"_s : realm + u"-realm"_s;
    const QString server = serverOf(QUrl(m_access.server.url));
    const QString name = QLatin1StringView(role);
    if (account().name.isEmpty()) {
        return {
            Error::Kind::Unreachable,
            KeycloakAdminText::tr("%1 lets Gatehouse in, but the role \"%2\" is missing. Use a token of an "
                                  "account that has this role of \"%3\".")
                .arg(server, name, client)};
    }
    return {Error::Kind::Unreachable,
            KeycloakAdminText::tr(
                "%1 lets \"%2\" in, but the role \"%3\" is missing. Give that account this role of "
                "\"%4\" in the realm \"%5\".")
                .arg(server, account().name, name, client, account().realm)};
}

}
