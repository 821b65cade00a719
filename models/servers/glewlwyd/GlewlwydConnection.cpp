#include "servers/glewlwyd/GlewlwydConnection.h"

#include "domain/formats/ClientFormat.h"
#include "domain/formats/PlannedChange.h"
#include "servers/ServerRequests.h"

#include <QBuffer>
#include <QSet>

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

constexpr int pageSize = 250;
constexpr int mostPages = 10'000;

/// The scopes that client applications name there, as the format's writer says it.
Result<QStringList> scopesOf(const ServerNeeds &needs)
{
    QBuffer target;
    target.open(QIODevice::WriteOnly);
    const auto format = formatByName(u"glewlwyd"_s);
    if (!format)
        return std::unexpected(format.error());
    const auto writer = (*format)->writer(target);
    Result<void> done = writer->begin({.users = {},
                                       .apiScopes = needs.apiScopes,
                                       .languages = needs.languages,
                                       .customResources = needs.customResources});
    for (const ClientApplication &client : needs.clients)
        done = done.and_then([&] { return writer->add(client).transform([](const QList<Loss> &) {}); });
    return done.and_then([&] { return writer->end(); })
        .and_then([&] { return json::parse(target.data()); })
        .transform([](const Json &clients) {
            QStringList scopes;
            for (const Json &client : clients) {
                for (const Json &scope : client.value("scope", Json::array()))
                    scopes << json::toText(scope.is_string() ? scope.get<std::string>() : std::string());
            }
            scopes.removeDuplicates();
            return scopes;
        });
}

/// As Glewlwyd shows it to a user.
Json scopeJson(const QString &name, const ServerNeeds &needs)
{
    Json scope{{"name", json::fromText(name)}, {"password_required", false}};
    QString title;
    for (const ApiScope &known : needs.apiScopes) {
        if (known.name != name)
            continue;
        title = known.title;
        json::addText(scope, "description", known.description);
    }
    for (const CustomResource &known : needs.customResources) {
        if (known.name == name)
            title = known.title;
    }
    scope["display_name"] = json::fromText(title.isEmpty() ? name : title);
    return scope;
}

}

GlewlwydConnection::GlewlwydConnection(ServerAccess access, const HttpPatience &patience)
    : m_access(std::move(access))
    , m_client(QUrl(m_access.server.url), m_access.server.certificate.toUtf8(), patience)
{
}

QUrl GlewlwydConnection::at(const QStringList &segments,
                            const QList<std::pair<QString, QString>> &query) const
{
    return m_client.at(m_prefix.split(u'/', Qt::SkipEmptyParts) + segments, query);
}

/// Once: the session is a cookie.
Result<void> GlewlwydConnection::signIn()
{
    if (m_isSignedIn)
        return {};
    const auto config = m_client.send({.url = m_client.at({u"config"_s})}, goesOn())
                            .and_then(onlySuccess)
                            .and_then([](const HttpAnswer &answer) { return answer.content(); });
    if (!config && config.error().kind != Error::Kind::NotFound)
        return std::unexpected(config.error());
    m_prefix = config ? json::textAt(*config, "api_prefix") : QString();
    if (m_prefix.isEmpty()) {
        return fail(
            Error::Kind::Unreachable,
            tr("What answers there is not Glewlwyd: it does not say how it is set up. Check the base URL."));
    }
    if (m_access.server.signIn != ServerSignIn::Password)
        return fail(Error::Kind::Unreachable, tr("Glewlwyd lets in by user and password. Choose that under "
                                                 "Settings > Servers."));
    QByteArray password = viewOf(m_access.secret).toByteArray();
    Json body{{"username", json::fromText(m_access.server.account)}, {"password", password.toStdString()}};
    HttpRequest request = HttpRequest::withJson("POST", at({u"auth"_s, QString()}), body);
    request.answer = HttpRequest::Answer::Any;
    request.secrets = {m_access.secret};
    const auto answer = m_client.send(request, goesOn());
    json::wipeTexts(body);
    wipe(request.body);
    wipe(password);
    return answer
        .and_then([](HttpAnswer found) -> Result<HttpAnswer> {
            if (found.status != 401 && found.status != 403)
                return onlySuccess(std::move(found));
            return fail(Error::Kind::Unreachable,
                        tr("Glewlwyd does not let Gatehouse in: user name or password is wrong. Change them "
                           "under Settings > Servers."));
        })
        .transform([this](const HttpAnswer &) { m_isSignedIn = true; });
}

/// A session that was good and is not any more has ended: then by another one.
Result<HttpAnswer> GlewlwydConnection::sent(const HttpRequest &request)
{
    const auto first = m_client.send(request, goesOn());
    const bool hasEnded = first && first->status == 401 && std::exchange(m_isProven, false);
    if (hasEnded)
        m_isSignedIn = false;
    const auto last = hasEnded ? signIn().and_then([&] { return m_client.send(request, goesOn()); }) : first;
    return last.and_then([this](HttpAnswer answer) -> Result<HttpAnswer> {
        m_isProven = m_isProven || answer.isSuccess();
        if (answer.status != 401)
            return onlySuccess(std::move(answer));
        m_isSignedIn = false;
        return fail(
            Error::Kind::Unreachable,
            tr("Glewlwyd lets \"%1\" in, but not look after client applications: the user lacks the scope "
               "g_admin there.")
                .arg(m_access.server.account));
    });
}

Result<Json> GlewlwydConnection::asked(const QUrl &url)
{
    return sent({.url = url}).and_then([](const HttpAnswer &answer) { return answer.content(); });
}

Result<QString> GlewlwydConnection::test()
{
    return signIn()
        .and_then([this] { return asked(at({u"client"_s, QString()}, {{u"limit"_s, u"1"_s}})); })
        .and_then([](const Json &clients) -> Result<QString> {
            if (clients.is_array())
                return tr("Glewlwyd 2");
            return fail(
                Error::Kind::Unreachable,
                tr("What answers there is not Glewlwyd 2: its list of client applications is none. Check "
                   "the base URL."));
        });
}

/// In pages, until one is empty.
Result<void> GlewlwydConnection::eachOf(const QString &list,
                                        const std::function<Result<void>(const Json &)> &visit)
{
    for (int number = 0; number < mostPages; ++number) {
        const auto page = asked(at({list, QString()}, {{u"offset"_s, QString::number(number * pageSize)},
                                                       {u"limit"_s, QString::number(pageSize)}}));
        if (!page)
            return std::unexpected(page.error());
        if (!page->is_array()) {
            return fail(Error::Kind::Unreachable,
                        tr("What answers there is not Glewlwyd: its list \"%1\" is none. Check the base URL.")
                            .arg(list));
        }
        for (const Json &one : *page) {
            if (const auto done = visit(one); !done)
                return done;
        }
        if (page->size() < std::size_t(pageSize))
            break;
    }
    return {};
}

Result<void> GlewlwydConnection::read(QIODevice &document, const QStringList &clientIds,
                                      const Progress &progress)
{
    serverrequests::ClientOutput output(document);
    const auto take = [&](const Json &client) -> Result<void> {
        return output.add(client).and_then([&]() -> Result<void> {
            if (gatehouse::goesOn(progress, output.count(), int(clientIds.size())))
                return {};
            return fail(Error::Kind::Cancelled, tr("Reading from the server was cancelled."));
        });
    };
    Result<void> done = signIn();
    if (clientIds.isEmpty())
        done = done.and_then([&] { return eachOf(u"client"_s, take); });
    for (const QString &id : clientIds) {
        const auto found = done.and_then([&] { return client(id); });
        if (found)
            done = take(*found);
        else if (found.error().kind != Error::Kind::NotFound)
            done = std::unexpected(found.error());
    }
    return done.and_then([&] { return output.end(); });
}

Result<Json> GlewlwydConnection::client(const QString &clientId)
{
    return asked(at({u"client"_s, clientId}));
}

Result<QList<ServerStep>> GlewlwydConnection::missing(const ServerNeeds &needs)
{
    QSet<QString> known;
    const auto note = [&](const Json &scope) -> Result<void> {
        known << json::textAt(scope, "name");
        return {};
    };
    return signIn()
        .and_then([&] { return eachOf(u"scope"_s, note); })
        .and_then([&] { return scopesOf(needs); })
        .transform([&](const QStringList &wanted) {
            QList<ServerStep> steps;
            for (const QString &name : wanted) {
                if (known.contains(name))
                    continue;
                steps << ServerStep{
                    tr("Make the scope \"%1\". Which users have it is for Glewlwyd to say.").arg(name),
                    u"scope "_s + name, scopeJson(name, needs)};
            }
            return steps;
        });
}

Result<void> GlewlwydConnection::make(const ServerStep &step)
{
    return signIn()
        .and_then([&] {
            HttpRequest request = HttpRequest::withJson("POST", at({u"scope"_s, QString()}), step.detail);
            request.answer = HttpRequest::Answer::Any;
            return sent(request);
        })
        .transform([](const HttpAnswer &) {});
}

Result<void> GlewlwydConnection::send(const ServerWrite &change, HttpRequest request)
{
    request.answer = HttpRequest::Answer::Any;
    request.secrets = serverrequests::secretsIn(change.after);
    const auto done = sent(request);
    wipe(request.body);
    return done.transform([](const HttpAnswer &) {});
}

Result<ServerWritten> GlewlwydConnection::write(const ServerWrite &change)
{
    const auto isIn = signIn();
    m_client.forgetChanges();
    if (!isIn)
        return std::unexpected(isIn.error());
    const auto now = client(change.clientId);
    if (!now && now.error().kind != Error::Kind::NotFound)
        return std::unexpected(now.error());
    if (now.has_value() == change.before.is_null())
        return std::unexpected(serverrequests::changedMeanwhile(change.clientId));
    Result<void> done;
    if (!now) {
        done = send(change, HttpRequest::withJson("POST", at({u"client"_s, QString()}), change.after));
    } else if (done = serverrequests::checkStill(change.clientId, *now, change.before); done) {
        Json then = planned::applied(*now, change.before, change.after, json::Dialect::Standard);
        // What is not sent stays as it is there.
        for (const auto &[name, value] : now->items()) {
            if (!then.contains(name))
                then[name] = value.is_array() ? Json::array() : value.is_string() ? Json("") : Json();
        }
        done = send(change, HttpRequest::withJson("PUT", at({u"client"_s, change.clientId}), then));
    }
    return done.and_then([&] { return client(change.clientId); }).transform([](const Json &client) {
        return ServerWritten{.now = planned::withoutSecrets(client), .newSecret = {}, .registration = {}};
    });
}

}
