#include "servers/keycloak/KeycloakSignIn.h"

#include "servers/http/HttpText.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gatehouse {

namespace {

struct KeycloakSignInText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakSignIn)
};

constexpr QLatin1StringView masterRealm("master");
/// What a request may take until the server looks at its token.
constexpr std::chrono::seconds reserve = 30s;

}

KeycloakAccount KeycloakAccount::of(const Server &server)
{
    const qsizetype at = server.account.lastIndexOf(u'@');
    const QString behind = at < 0 ? QString() : server.account.sliced(at + 1);
    if (at > 0 && (behind == masterRealm || behind == server.realm))
        return {server.account.first(at), behind};
    const bool isUser = server.signIn == ServerSignIn::Password;
    return {server.account, isUser ? QString(masterRealm) : server.realm};
}

KeycloakSignIn::KeycloakSignIn(HttpClient &http, const ServerAccess &access)
    : m_http(http), m_access(access), m_account(KeycloakAccount::of(access.server))
{
}

Result<HttpAuthorization> KeycloakSignIn::authorization(const HttpClient::GoesOn &goesOn)
{
    using Scheme = HttpAuthorization::Scheme;
    switch (m_access.server.signIn) {
    case ServerSignIn::BearerToken:
        return HttpAuthorization{Scheme::Bearer, {}, m_access.secret};
    case ServerSignIn::Nothing:
        return fail(Error::Kind::Rule,
                    KeycloakSignInText::tr("Keycloak lets nobody in without signing in. Choose how under "
                                           "Settings > Servers."),
                    u"sign_in"_s);
    case ServerSignIn::ClientCredentials:
    case ServerSignIn::Password:
        break;
    }
    const bool isFresh = !m_token.isEmpty() && !m_end.hasExpired();
    return (isFresh ? Result<void>() : signIn(goesOn)).transform([this] {
        return HttpAuthorization{Scheme::Bearer, {}, m_token};
    });
}

Result<void> KeycloakSignIn::signIn(const HttpClient::GoesOn &goesOn)
{
    const auto plain = [](const QString &text) { return secretCopy(text.toUtf8()); };
    const bool isUser = m_access.server.signIn == ServerSignIn::Password;
    QList<std::pair<QString, SecretBytes>> fields;
    if (isUser) {
        fields = {{u"grant_type"_s, plain(u"password"_s)},
                  {u"client_id"_s, plain(u"admin-cli"_s)},
                  {u"username"_s, plain(m_account.name)},
                  {u"password"_s, m_access.secret}};
    } else {
        fields = {{u"grant_type"_s, plain(u"client_credentials"_s)},
                  {u"client_id"_s, plain(m_account.name)},
                  {u"client_secret"_s, m_access.secret}};
    }
    const QUrl url =
        m_http.at({u"realms"_s, m_account.realm, u"protocol"_s, u"openid-connect"_s, u"token"_s});
    HttpRequest request = HttpRequest::withForm(url, fields);
    request.repeat = HttpRequest::Repeat::Always; // another token is no harm
    request.secrets = {m_access.secret};
    return m_http.send(request, goesOn).and_then([this](HttpAnswer answer) {
        return take(std::move(answer));
    });
}

Result<void> KeycloakSignIn::take(HttpAnswer answer)
{
    if (!answer.isSuccess())
        return std::unexpected(refusalOf(answer));
    auto content = answer.content();
    wipe(answer.body);
    if (!content)
        return std::unexpected(content.error());
    const auto token = content->find("access_token");
    if (token == content->end() || !token->is_string()) {
        return fail(Error::Kind::Unreachable,
                    KeycloakSignInText::tr("%1 gives no access token. Check the base URL.")
                        .arg(serverOf(answer.request.url)));
    }
    m_token = secretCopy(QByteArrayView(token->get_ref<const std::string &>()));
    const auto life = content->find("expires_in");
    const std::chrono::seconds seconds(life != content->end() && life->is_number() ? life->get<qint64>()
                                                                                   : 60);
    m_end = QDeadlineTimer(seconds - std::min(reserve, seconds / 2));
    json::wipeTexts(*content);
    return {};
}

Error KeycloakSignIn::refusalOf(const HttpAnswer &answer) const
{
    const QString server = serverOf(answer.request.url);
    if (answer.status == 404) {
        return {Error::Kind::Unreachable,
                KeycloakSignInText::tr(
                    "There is no Keycloak at %1, or it has no realm \"%2\". Check base URL and "
                    "realm under Settings > Servers.")
                    .arg(server, m_account.realm)};
    }
    if (answer.status != 400 && answer.status != 401)
        return errorOf(answer);
    const bool isUser = m_access.server.signIn == ServerSignIn::Password;
    QString text =
        isUser ? KeycloakSignInText::tr("%1 does not let the user \"%2\" of the realm \"%3\" in: %4. "
                                        "Check name and password under Settings > Servers.")
               : KeycloakSignInText::tr("%1 does not let the client \"%2\" of the realm \"%3\" in: %4. "
                                        "Check its client ID and secret under Settings > Servers, and "
                                        "that it has a service account.");
    const QString reason = answer.reason();
    text = text.arg(server, m_account.name, m_account.realm,
                    reason.isEmpty() ? QString::number(answer.status) : reason);
    const QString other = m_account.realm == masterRealm ? m_access.server.realm : QString(masterRealm);
    if (other != m_account.realm) {
        text += u' ' + KeycloakSignInText::tr("One of the realm \"%1\" is written as \"%2@%1\".")
                           .arg(other, m_account.name);
    }
    return {Error::Kind::Unreachable, text};
}

}
