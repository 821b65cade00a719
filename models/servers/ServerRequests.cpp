#include "servers/ServerRequests.h"

#include "domain/formats/PlannedChange.h"
#include "domain/rules/RuleText.h"

#include <QCoreApplication>

#include <cstring>

namespace gatehouse::serverrequests {

using json::Json;

namespace {

struct ServerRequestsText
{
    Q_DECLARE_TR_FUNCTIONS(ServerRequests)
};

}

HttpAuthorization authorizationOf(const ServerAccess &access)
{
    using Scheme = HttpAuthorization::Scheme;
    switch (access.server.signIn) {
    case ServerSignIn::BearerToken:
        return {Scheme::Bearer, {}, access.secret};
    case ServerSignIn::Password:
    case ServerSignIn::ClientCredentials:
        return {Scheme::Basic, access.server.account, access.secret};
    case ServerSignIn::Nothing:
        break;
    }
    return {};
}

QList<SecretBytes> secretsIn(const Json &client)
{
    QList<SecretBytes> secrets;
    for (const char *name : {"client_secret", "password", "secret"}) {
        const auto found = client.is_object() ? client.find(name) : client.end();
        if (client.is_object() && found != client.end() && found->is_string())
            secrets << secretCopy(QByteArrayView(found->get_ref<const std::string &>()));
    }
    return secrets;
}

Error changedMeanwhile(const QString &clientId)
{
    return {
        Error::Kind::Conflict,
        ServerRequestsText::tr("\"%1\" has been changed on the server since it was read. Compare again, then "
                               "look at the plan anew.")
            .arg(rules::shortened(clientId))};
}

Result<void> checkStill(const QString &clientId, const Json &now, const Json &before)
{
    if (planned::isStill(now, before, json::Dialect::Standard))
        return {};
    return std::unexpected(changedMeanwhile(clientId));
}

Result<void> ClientOutput::add(const Json &client)
{
    std::string text = (m_count++ == 0 ? "[\n" : ",\n") + client.dump();
    const auto done = write(text);
    explicit_bzero(text.data(), text.size());
    return done;
}

Result<void> ClientOutput::end()
{
    return write(m_count == 0 ? "[]\n" : "\n]\n");
}

Result<void> ClientOutput::write(QByteArrayView bytes)
{
    if (m_target.write(bytes.data(), bytes.size()) == bytes.size())
        return {};
    return fail(
        Error::Kind::Unreachable,
        ServerRequestsText::tr("What the server tells cannot be kept: %1.").arg(m_target.errorString()));
}

}
