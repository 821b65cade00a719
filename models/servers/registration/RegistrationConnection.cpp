#include "servers/registration/RegistrationConnection.h"

#include "domain/formats/KeptLists.h"
#include "domain/formats/PlannedChange.h"
#include "domain/rules/RuleText.h"
#include "domain/servers/ServerPurpose.h"
#include "servers/ServerRequests.h"
#include "servers/registration/KnownMetadata.h"

#include <QUrl>

#include <array>

namespace gatehouse {

using json::Json;

namespace {

constexpr const char *idName = "client_id";
constexpr const char *secretName = "client_secret";
constexpr const char *tokenName = "registration_access_token";
constexpr const char *uriName = "registration_client_uri";
/// What the server says of the registration, and must not be sent to it (RFC 7592 2.2).
constexpr std::array ofServer{tokenName, uriName, "client_secret_expires_at", "client_id_issued_at"};

/// Without what belongs to the registration and not to the client application.
Json metadataOf(Json client)
{
    for (const char *name : ofServer) {
        if (client.is_object())
            client.erase(name);
    }
    return client;
}

bool refusesMetadata(const HttpAnswer &answer)
{
    return answer.status == 400 || answer.status == 422;
}

/// Whether something that was sent to change it stands there.
bool isChangedBy(const Json &sent, const Json &before, const Json &now)
{
    const auto valueOf = [](const Json &client, const std::string &name) {
        const Json *const found = kept::memberOf(client, name);
        return found ? *found : Json();
    };
    const auto isTaken = [&](const std::string &name) {
        const Json value = valueOf(sent, name);
        return !kept::isEqual(value, valueOf(before, name)) && kept::isEqual(value, valueOf(now, name));
    };
    for (const Json *const client : {&sent, &before}) {
        for (const auto &[name, value] : client->items()) {
            if (isTaken(name))
                return true;
        }
    }
    return false;
}

Error fitted(const HttpAnswer &answer)
{
    if (answer.status != 401 && answer.status != 403)
        return errorOf(answer);
    return {
        Error::Kind::Unreachable,
        RegistrationConnection::tr(
            "The registration endpoint does not let Gatehouse in (%1): the initial access token is missing, "
            "used up or out of date. Get another from the server, and enter it under Settings > Servers.")
            .arg(answer.status)};
}

}

RegistrationConnection::RegistrationConnection(ServerAccess access, const HttpPatience &patience)
    : m_access(std::move(access))
    , m_client(QUrl(m_access.server.url), m_access.server.certificate.toUtf8(), patience)
{
}

HttpAuthorization RegistrationConnection::authorizationFor(const QString &clientId) const
{
    return {HttpAuthorization::Scheme::Bearer, {}, m_access.registrations.value(clientId).token};
}

Result<QString> RegistrationConnection::test()
{
    HttpRequest request =
        HttpRequest::withJson("POST", m_client.at({}),
                              {{"redirect_uris", {"no address#"}}, {"grant_types", {"authorization_code"}}});
    request.authorization = serverrequests::authorizationOf(m_access);
    request.answer = HttpRequest::Answer::Any;
    return m_client.send(request, goesOn()).and_then([this](const HttpAnswer &answer) -> Result<QString> {
        if (refusesMetadata(answer))
            return tr("A registration endpoint (RFC 7591), which lets Gatehouse in");
        if (!answer.isSuccess())
            return std::unexpected(fitted(answer));
        // It takes anything: what was made of it goes again.
        const auto made = answer.content();
        const QUrl uri(made ? json::textAt(*made, uriName) : QString());
        HttpRequest remove{.method = "DELETE", .url = uri, .answer = HttpRequest::Answer::Any};
        remove.authorization = {HttpAuthorization::Scheme::Bearer,
                                {},
                                secretCopy(made ? json::textAt(*made, tokenName).toUtf8() : QByteArray())};
        const auto removed = m_client.send(remove, goesOn()).and_then(onlySuccess);
        if (removed)
            return tr("A registration endpoint (RFC 7591), which takes a redirect that is no address");
        return fail(Error::Kind::Unreachable,
                    tr("What answers there takes anything, and cannot take it back: it is no registration "
                       "endpoint by RFC 7591 and RFC 7592. Check the URL."));
    });
}

/// Its token goes to no other server, whatever this one says.
bool RegistrationConnection::isElsewhere(const Registration &registration) const
{
    return !registration.uri.isEmpty() && !isSameOrigin(QUrl(registration.uri), QUrl(m_access.server.url));
}

QString RegistrationConnection::elsewhereText(const Registration &registration)
{
    return tr("The server says that it is kept at \"%1\", which is another server: Gatehouse does not go "
              "there, "
              "and cannot read or change it. Have the server name its own address.")
        .arg(rules::shortened(
            QUrl(registration.uri).toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)));
}

Result<Json> RegistrationConnection::asked(const QString &clientId)
{
    const Registration registration = m_access.registrations.value(clientId);
    if (registration.uri.isEmpty())
        return fail(Error::Kind::NotFound,
                    tr("\"%1\" was not registered there by Gatehouse.").arg(rules::shortened(clientId)));
    if (isElsewhere(registration))
        return fail(Error::Kind::NotFound, elsewhereText(registration));
    const HttpRequest request{.url = QUrl(registration.uri), .authorization = authorizationFor(clientId)};
    return m_client.send(request, goesOn())
        .and_then([&](HttpAnswer answer) -> Result<HttpAnswer> {
            // RFC 7592 2.1: a client application that is not there any more has a token that is not valid.
            if (answer.status == 401 || answer.status == 404) {
                return fail(
                    Error::Kind::NotFound,
                    tr("The server does not know \"%1\" any more, or not the token that it gave for it.")
                        .arg(rules::shortened(clientId)));
            }
            return onlySuccess(std::move(answer));
        })
        .and_then([](const HttpAnswer &answer) { return answer.content(); })
        .and_then([&](const Json &client) -> Result<Json> {
            if (!client.is_object())
                return fail(Error::Kind::Unreachable,
                            tr("The server says nothing of \"%1\".").arg(rules::shortened(clientId)));
            note(clientId, client);
            return client;
        });
}

/// A server may give another token with each answer (RFC 7592 3).
void RegistrationConnection::note(const QString &clientId, const Json &answer)
{
    Registration registration = m_access.registrations.value(clientId);
    const Registration before = registration;
    if (const QString id = json::textAt(answer, idName); !id.isEmpty())
        registration.clientId = id;
    if (const QString uri = json::textAt(answer, uriName); !uri.isEmpty())
        registration.uri = uri;
    if (QString token = json::textAt(answer, tokenName); !token.isEmpty())
        registration.token = takeSecret(std::move(token));
    const bool isSame = before.clientId == registration.clientId && before.uri == registration.uri &&
                        viewOf(before.token) == viewOf(registration.token);
    m_access.registrations[clientId] = registration;
    if (!isSame)
        m_changed[clientId] = registration;
}

Result<void> RegistrationConnection::read(QIODevice &document, const QStringList &clientIds,
                                          const Progress &progress)
{
    serverrequests::ClientOutput output(document);
    QStringList known = clientIds.isEmpty() ? m_access.registrations.keys() : clientIds;
    known.sort();
    int done = 0;
    for (const QString &clientId : std::as_const(known)) {
        if (!gatehouse::goesOn(progress, done++, int(known.size())))
            return fail(Error::Kind::Cancelled, tr("Reading from the server was cancelled."));
        const auto client = asked(clientId);
        if (!client && client.error().kind == Error::Kind::NotFound)
            continue;
        if (!client)
            return std::unexpected(client.error());
        Json ours = metadataOf(*client);
        ours[idName] = json::fromText(clientId);
        const auto written = output.add(ours);
        json::wipeTexts(ours);
        if (!written)
            return written;
    }
    return output.end();
}

/// Sends it again without what the server refuses, as long as it can be told what that is; `metadata` is what
/// was sent last.
Result<HttpAnswer> RegistrationConnection::accepted(const HttpRequest &request, Json &metadata,
                                                    QStringList &leftOut)
{
    for (;;) {
        HttpRequest attempt = HttpRequest::withJson(request.method, request.url, metadata);
        attempt.authorization = request.authorization;
        attempt.repeat = request.repeat;
        attempt.answer = HttpRequest::Answer::Any;
        attempt.secrets = serverrequests::secretsIn(metadata);
        auto answer = m_client.send(attempt, goesOn());
        wipe(attempt.body);
        if (!answer || answer->isSuccess())
            return answer;
        if (!refusesMetadata(*answer))
            return std::unexpected(fitted(*answer));
        const std::vector<std::string> refused = registration::refusedOf(metadata, answer->reason());
        if (refused.empty())
            return std::unexpected(errorOf(*answer));
        for (const std::string &name : refused) {
            metadata.erase(name);
            leftOut << tr("\"%1\" is left out, because the server does not take it.")
                           .arg(rules::shortened(json::toText(name)));
        }
    }
}

Result<ServerWritten> RegistrationConnection::write(const ServerWrite &change)
{
    m_client.forgetChanges();
    return change.before.is_null() ? add(change) : this->change(change);
}

Result<ServerWritten> RegistrationConnection::taken(const QString &clientId, const HttpAnswer &answer,
                                                    const QStringList &leftOut)
{
    return answer.content().and_then([&](const Json &client) -> Result<ServerWritten> {
        note(clientId, client);
        const Registration registration = m_access.registrations.value(clientId);
        QStringList notes = leftOut;
        if (isElsewhere(registration))
            notes << elsewhereText(registration);
        Json now = metadataOf(client.is_object() ? client : Json::object());
        now[idName] = json::fromText(clientId);
        return ServerWritten{.now = planned::withoutSecrets(std::move(now)),
                             .newSecret = {},
                             .registration = registration,
                             .notes = notes};
    });
}

Result<ServerWritten> RegistrationConnection::add(const ServerWrite &change)
{
    Json metadata = metadataOf(change.after);
    QStringList notes;
    metadata.erase(idName);
    if (metadata.erase(secretName) > 0)
        notes << tr("The secret is not sent: the server gives one of its own.");
    const HttpRequest post{
        .method = "POST", .url = m_client.at({}), .authorization = serverrequests::authorizationOf(m_access)};
    const auto answer = accepted(post, metadata, notes);
    if (!answer) {
        Error error = answer.error();
        if (isOutcomeOpen() || error.kind == Error::Kind::Cancelled) {
            error.text =
                tr("%1 Whether \"%2\" was registered there is not known. Look there before you push it "
                   "again.")
                    .arg(error.text, rules::shortened(change.clientId));
        }
        return std::unexpected(error);
    }
    m_access.registrations.remove(change.clientId);
    const auto content = answer->content();
    if (!content || json::textAt(*content, idName).isEmpty()) {
        return fail(Error::Kind::Unreachable,
                    tr("The server took \"%1\", but its answer does not say under what client ID. Look there "
                       "before you push it again.")
                        .arg(rules::shortened(change.clientId)));
    }
    if (json::textAt(*content, uriName).isEmpty())
        notes << tr(
            "The server does not say where the registration can be read and changed later (RFC 7592).");
    return taken(change.clientId, *answer, notes).transform([&](ServerWritten written) {
        if (const QList<SecretBytes> secrets = serverrequests::secretsIn(*content); !secrets.isEmpty())
            written.newSecret = secrets.front();
        return written;
    });
}

/// All of it: most servers take what is not sent for removed, as RFC 7592 2.2 says.
Result<ServerWritten> RegistrationConnection::change(const ServerWrite &change)
{
    const auto read = asked(change.clientId);
    if (!read) {
        return std::unexpected(
            read.error().kind == Error::Kind::NotFound
                ? Error{Error::Kind::Conflict, read.error().text + u' ' + tr("Compare again.")}
                : read.error());
    }
    const auto asOurs = [&](Json client) {
        client = metadataOf(std::move(client));
        client[idName] = json::fromText(change.clientId);
        return client;
    };
    const Json now = asOurs(*read);
    const Json before = asOurs(change.before);
    Json after = asOurs(change.after);
    if (const auto still = serverrequests::checkStill(change.clientId, now, before); !still)
        return std::unexpected(still.error());
    QStringList notes;
    if (after.erase(secretName) > 0 && change.hasSecret)
        notes << tr("The secret is not sent: the server chooses it by itself (RFC 7592 2.2).");
    Json then = planned::applied(now, before, after, json::Dialect::Standard);
    const Registration registration = m_access.registrations.value(change.clientId);
    then[idName] = json::fromText(registration.clientId);
    const HttpRequest put{.method = "PUT",
                          .url = QUrl(registration.uri),
                          .authorization = authorizationFor(change.clientId),
                          .repeat = HttpRequest::Repeat::Never}; // the token may be another by then
    const auto answer = accepted(put, then, notes);
    if (!answer && isOutcomeOpen())
        return lookedUp(change.clientId, now, asOurs(then), notes, answer.error());
    return answer ? taken(change.clientId, *answer, notes) : std::unexpected(answer.error());
}

/// What became of a change whose answer was lost. What the server took of it is told by whoever reads again.
Result<ServerWritten> RegistrationConnection::lookedUp(const QString &clientId, const Json &before,
                                                       const Json &sent, const QStringList &notes, Error lost)
{
    const auto read = asked(clientId);
    if (!read) {
        lost.text =
            tr("%1 Whether \"%2\" was changed there is not known, and the server may have given it "
               "another token (RFC 7592 3), without which Gatehouse cannot read or change it any more. "
               "Look there before you push it again.")
                .arg(lost.text, rules::shortened(clientId));
        return std::unexpected(lost);
    }
    Json now = metadataOf(*read);
    now[idName] = json::fromText(clientId);
    if (!isChangedBy(sent, before, now))
        return std::unexpected(lost);
    return ServerWritten{.now = planned::withoutSecrets(std::move(now)),
                         .newSecret = {},
                         .registration = m_access.registrations.value(clientId),
                         .notes = notes};
}

}
