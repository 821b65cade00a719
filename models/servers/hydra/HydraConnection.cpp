#include "servers/hydra/HydraConnection.h"

#include "domain/formats/PlannedChange.h"
#include "servers/ServerRequests.h"

#include <QRegularExpression>
#include <QUrlQuery>

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

constexpr int pageSize = 250;
constexpr int mostPages = 10'000;

/// What Hydra says of its own keeping, and nobody changes.
constexpr std::array bookkeeping{"created_at", "updated_at", "client_secret_expires_at",
                                 "registration_access_token", "registration_client_uri"};

/// Where people give the address of the list itself, or of what it lies beneath.
QUrl withoutAdmin(QUrl url)
{
    static const QRegularExpression end(u"/admin(?:/clients)?/*\\z"_s);
    url.setPath(url.path().remove(end));
    return url;
}

Json withoutBookkeeping(Json client)
{
    for (const char *name : bookkeeping) {
        if (client.is_object())
            client.erase(name);
    }
    return client;
}

/// What `rel="next"` of a Link header (RFC 8288) asks for; empty on the last page.
QString nextToken(const HttpAnswer &answer)
{
    static const QRegularExpression link(u"<([^>]*)>\\s*;[^,]*rel=\"?next\"?"_s);
    for (const QByteArray &header : answer.allHeaders("Link")) {
        const auto match = link.match(QString::fromLatin1(header));
        if (match.hasMatch())
            return QUrlQuery(QUrl(match.captured(1))).queryItemValue(u"page_token"_s, QUrl::FullyDecoded);
    }
    return {};
}

Json textOrNull(const Json &object, const char *name)
{
    return object.is_object() && object.contains(name) ? object[name] : Json();
}

}

HydraConnection::HydraConnection(ServerAccess access, const HttpPatience &patience)
    : m_access(std::move(access))
    , m_client(withoutAdmin(QUrl(m_access.server.url)), m_access.server.certificate.toUtf8(), patience)
{
}

HttpRequest HydraConnection::request(const QByteArray &method, const QUrl &url) const
{
    return {.method = method, .url = url, .authorization = serverrequests::authorizationOf(m_access)};
}

Result<Json> HydraConnection::asked(const HttpRequest &request)
{
    return m_client.send(request, goesOn()).and_then(onlySuccess).and_then([](const HttpAnswer &answer) {
        return answer.content();
    });
}

Result<HttpAnswer> HydraConnection::page(const QString &token, int size)
{
    QList<std::pair<QString, QString>> query{{u"page_size"_s, QString::number(size)}};
    if (!token.isEmpty())
        query << std::pair(u"page_token"_s, token);
    return m_client.send(request("GET", m_client.at({u"admin"_s, u"clients"_s}, query)), goesOn())
        .and_then(onlySuccess)
        .transform_error([](Error error) {
            if (error.kind == Error::Kind::NotFound) {
                error = {
                    Error::Kind::Unreachable,
                    tr("There is no list of client applications. Give the address of Hydra's admin port, "
                       "usually 4445, and not of its public one. It has to be Hydra 2 or newer.")};
            }
            return error;
        });
}

/// Whatever else comes is not a server without client applications.
Result<Json> HydraConnection::checkedList(Json list)
{
    if (list.is_array())
        return list;
    return fail(Error::Kind::Unreachable,
                tr("What answers there is not Ory Hydra: its list of client applications is none. Check the "
                   "base URL."));
}

Result<QString> HydraConnection::test()
{
    const auto list =
        page({}, 1).and_then([](const HttpAnswer &answer) { return answer.content(); }).and_then(checkedList);
    if (!list)
        return std::unexpected(list.error());
    const auto version = asked(request("GET", m_client.at({u"version"_s})));
    const Json number = version ? textOrNull(*version, "version") : Json();
    return number.is_string() ? tr("Ory Hydra %1").arg(json::toText(number.get<std::string>()))
                              : tr("Ory Hydra");
}

Result<void> HydraConnection::read(QIODevice &document, const QStringList &clientIds,
                                   const Progress &progress)
{
    serverrequests::ClientOutput output(document);
    const auto told = [&](int total) -> Result<void> {
        if (gatehouse::goesOn(progress, output.count(), total))
            return {};
        return fail(Error::Kind::Cancelled, tr("Reading from the server was cancelled."));
    };
    if (!clientIds.isEmpty()) {
        QList<HttpRequest> requests;
        for (const QString &id : clientIds)
            requests << request("GET", m_client.at({u"admin"_s, u"clients"_s, id}));
        for (const auto &answer : m_client.sendAll(requests, goesOn())) {
            if (answer && answer->status == 404)
                continue;
            const auto done = answer.and_then(onlySuccess)
                                  .and_then([](const HttpAnswer &found) { return found.content(); })
                                  .and_then([&](const Json &client) { return output.add(client); })
                                  .and_then([&] { return told(int(clientIds.size())); });
            if (!done)
                return done;
        }
        return output.end();
    }
    QString token;
    for (int pages = 0; pages < mostPages; ++pages) {
        const auto answer = page(token, pageSize);
        const auto list =
            answer.and_then([](const HttpAnswer &one) { return one.content(); }).and_then(checkedList);
        if (!list)
            return std::unexpected(list.error());
        for (const Json &client : *list) {
            if (const auto done = output.add(client); !done)
                return done;
        }
        if (const auto done = told(0); !done)
            return done;
        const QString next = nextToken(*answer);
        if (next.isEmpty() || next == token || list->empty())
            break;
        token = next;
    }
    return output.end();
}

Result<ServerWritten> HydraConnection::write(const ServerWrite &change)
{
    m_client.forgetChanges();
    return change.before.is_null() ? add(change) : this->change(change);
}

Result<ServerWritten> HydraConnection::add(const ServerWrite &change)
{
    HttpRequest post = HttpRequest::withJson("POST", m_client.at({u"admin"_s, u"clients"_s}), change.after);
    post.authorization = serverrequests::authorizationOf(m_access);
    post.secrets = serverrequests::secretsIn(change.after);
    const auto made = asked(post);
    wipe(post.body);
    if (!made) {
        return std::unexpected(made.error().kind == Error::Kind::Conflict
                                   ? serverrequests::changedMeanwhile(change.clientId)
                                   : made.error());
    }
    ServerWritten written{.now = planned::withoutSecrets(*made), .newSecret = {}, .registration = {}};
    if (change.after.contains("client_secret"))
        return written;
    if (const QList<SecretBytes> secrets = serverrequests::secretsIn(*made); !secrets.isEmpty())
        written.newSecret = secrets.front();
    return written;
}

Result<ServerWritten> HydraConnection::change(const ServerWrite &change)
{
    const QUrl url = m_client.at({u"admin"_s, u"clients"_s, change.clientId});
    const auto now = asked(request("GET", url));
    if (!now) {
        return std::unexpected(now.error().kind == Error::Kind::NotFound
                                   ? serverrequests::changedMeanwhile(change.clientId)
                                   : now.error());
    }
    const Json is = withoutBookkeeping(*now);
    const Json before = withoutBookkeeping(change.before);
    if (const auto still = serverrequests::checkStill(change.clientId, is, before); !still)
        return std::unexpected(still.error());
    const Json then = planned::applied(is, before, withoutBookkeeping(change.after), json::Dialect::Standard);
    const Json patch = Json::diff(is, then); // RFC 6902
    if (patch.empty())
        return ServerWritten{.now = planned::withoutSecrets(*now), .newSecret = {}, .registration = {}};
    HttpRequest send = HttpRequest::withJson("PATCH", url, patch);
    send.authorization = serverrequests::authorizationOf(m_access);
    send.secrets = serverrequests::secretsIn(change.after);
    const auto changed = asked(send);
    wipe(send.body);
    return changed.transform([](const Json &client) {
        return ServerWritten{.now = planned::withoutSecrets(client), .newSecret = {}, .registration = {}};
    });
}

}
