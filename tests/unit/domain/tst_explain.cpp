#include "ExplainHelp.h"

#include "domain/SecretMaker.h"
#include "domain/explain/masking/SecretParameters.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::explain;

namespace {

constexpr auto challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"_L1; // RFC 7636 B
constexpr auto verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"_L1;
constexpr auto shopSecret = "Vq7sT2hR9mK4xZ8bN3cW6yD1fG5jL0pQ"_L1;
constexpr auto oldSecret = "Aq7sT2hR9mK4xZ8bN3cW6yD1fG5jL0pA"_L1;

ClientApplication shop()
{
    ClientApplication client;
    client.clientId = u"web-shop"_s;
    client.enabled = true;
    client.supportApi = true;
    client.supportRefreshTokens = true;
    client.loginRedirects = {u"https://shop.example.com/cb"_s, u"https://shop.example.com/nl/cb?x=1"_s,
                             u"https://shop.example.com/of?token=tenant1"_s};
    client.logoutRedirects = {u"https://shop.example.com/bye"_s};
    client.apiScopes = {u"api"_s, u"orders.read"_s};
    client.defaultResources = {u"openid"_s, u"profile"_s, u"email"_s};
    client.customResources = {u"department"_s};
    client.secrets = {storedSecret(QByteArray(shopSecret.data()), {}, test::explainedAt.addDays(-9)),
                      storedSecret(QByteArray(oldSecret.data()), {}, test::explainedAt.addDays(-90),
                                   test::explainedAt.addDays(-1))};
    return client;
}

/// A public one, with a redirect on loopback alone.
ClientApplication desk()
{
    ClientApplication client;
    client.clientId = u"order-desk"_s;
    client.enabled = true;
    client.supportOpenId = false;
    client.supportApi = true;
    client.clientAuthentication = ClientAuthentication::None;
    client.loginRedirects = {u"http://127.0.0.1/cb"_s, u"com.example.desk:/cb"_s};
    client.apiScopes = {u"orders.read"_s};
    return client;
}

ClientApplication feed()
{
    ClientApplication client;
    client.clientId = u"price-feed"_s;
    client.enabled = true;
    client.supportOpenId = false;
    client.supportApi = true;
    client.grantType = GrantType::ClientCredentials;
    client.apiScopes = {u"prices.write"_s};
    client.tokenEndpointAuthMethod = u"client_secret_post"_s;
    client.secrets = {ClientSecret{.created = test::explainedAt}};
    return client;
}

/// With everything that one server takes and another does not.
ClientApplication odd()
{
    ClientApplication client;
    client.clientId = u"odd"_s;
    client.enabled = true;
    client.supportApi = false;
    client.requirePkce = false;
    client.clientAuthentication = ClientAuthentication::PrivateKey;
    client.loginRedirects = {u"https://odd.example.com/app/*"_s, u"/local/*"_s, u"http://localhost/cb"_s,
                             u"http://localhost:3000/cb3"_s};
    client.otherSettings = {{u"keycloak"_s, uR"({"implicitFlowEnabled":true})"_s}};
    return client;
}

ClientApplication off()
{
    ClientApplication client = shop();
    client.clientId = u"switched-off"_s;
    client.enabled = false;
    return client;
}

ClientApplication single()
{
    ClientApplication client = desk();
    client.clientId = u"single"_s;
    client.loginRedirects = {u"https://single.example.com/cb"_s};
    return client;
}

ClientApplication plain()
{
    ClientApplication client = odd();
    client.clientId = u"plain"_s;
    client.requirePkce = true;
    client.spellings = {
        {u"keycloak"_s,
         u"{\"/attributes/pkce.code.challenge.method\":{\"said\":\"S256\",\"there\":\"plain\"}}"_s}};
    client.otherSettings[u"identityserver"_s] = u"{\"AllowPlainTextPkce\":true}"_s;
    client.otherSettings[u"keycloak"_s] =
        u"{\"attributes\":{\"allow.oidc.params.in.redirect.uris\":\"true\"}}"_s;
    return client;
}

ClientApplication pattern()
{
    ClientApplication client = desk();
    client.clientId = u"pattern"_s;
    client.loginRedirects = {u"https://pattern.example.com/app/*"_s};
    return client;
}

test::Clients clients()
{
    test::Clients clients;
    clients.all = {shop(), desk(), feed(), odd(), off(), single(), pattern(), plain()};
    clients.names = {u"api"_s, u"orders.read"_s, u"orders.write"_s, u"prices.write"_s, u"department"_s};
    return clients;
}

const QString pkce = u"&code_challenge_method=S256&code_challenge="_s + challenge;

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

/// An authorization request that is taken, but for the redirect.
QString toShop(const QString &redirect, const QString &scope = u"openid profile"_s)
{
    return u"https://idp.example/auth?response_type=code&client_id=web-shop&redirect_uri="_s +
           encoded(redirect) + u"&scope="_s + encoded(scope) + pkce;
}
QString toDesk(const QString &redirect)
{
    return u"https://idp.example/auth?response_type=code&client_id=order-desk&scope=orders.read&redirect_uri="_s +
           encoded(redirect) + pkce;
}
QString toOdd(const QString &redirect)
{
    return u"https://idp.example/auth?response_type=code&client_id=odd&scope=openid&redirect_uri="_s +
           encoded(redirect);
}
QString toSingle(const QString &more, const QString &clientId = u"single"_s)
{
    return u"https://idp.example/auth?response_type=code&client_id=%1&scope=orders.read"_s.arg(clientId) +
           pkce + more;
}
/// What follows the client ID of a request that is taken.
QString of(const QString &more)
{
    return u"https://idp.example/auth?client_id=web-shop&redirect_uri=https://shop.example.com/cb&"_s + more;
}
QString codeOf(const QString &clientId, const QString &redirect, const QString &more)
{
    return u"grant_type=authorization_code&code=abc&client_id=%1&redirect_uri=%2&code_verifier=%3%4"_s.arg(
        clientId, encoded(redirect), QString(verifier), more);
}
QString header(const QString &id, QLatin1StringView secret)
{
    return u"POST /token HTTP/1.1\nAuthorization: Basic %1\n\n"_s.arg(
        QString::fromLatin1((id + u':' + secret).toLatin1().toBase64()));
}
QString logout(const QString &redirect, const QString &more = u"&client_id=web-shop"_s)
{
    return u"https://idp.example/logout?post_logout_redirect_uri=%1%2"_s.arg(encoded(redirect), more);
}

/// `cause(differs)` each.
QString told(const Explanation &explanation)
{
    QStringList all;
    for (const RequestProblem &problem : explanation.problems) {
        QStringList differs;
        for (const Difference difference : problem.differs)
            differs << nameOf(difference);
        all << nameOf(problem.cause) + (differs.isEmpty() ? QString() : u'(' + differs.join(u' ') + u')');
    }
    return all.join(u", "_s);
}

}

class ExplainTest : public QObject
{
    Q_OBJECT

    using As = JudgedAs;

    static void row(const char *name, const QString &pasted, const char *verdict, const char *causes,
                    JudgedAs as = JudgedAs::Standard)
    {
        QTest::newRow(name) << pasted << as << QString::fromLatin1(verdict) << QString::fromLatin1(causes);
    }

private Q_SLOTS:
    void judged_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<JudgedAs>("as");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("causes");
        addRedirects();
        addLoopback();
        addPatterns();
        addMissing();
        addClients();
        addCode();
        addScopes();
        addTokens();
        addProofs();
        addLogouts();
        addHostile();
        addMisplacedSecrets();
        addAnswers();
        addLogs();
    }

    void judged()
    {
        QFETCH(const QString, pasted);
        QFETCH(const JudgedAs, as);
        const Explanation explanation = test::explained(clients(), pasted, as);
        QTEST(told(explanation), "causes");
        QTEST(nameOf(explanation.verdict), "verdict");
        for (const RequestProblem &problem : explanation.problems) {
            QVERIFY2(!problem.text.isEmpty() && !problem.text.contains(u"%1"_s), qPrintable(problem.text));
            QVERIFY(!problem.remedy.isEmpty());
            for (const QLatin1StringView hidden : {verifier, shopSecret, oldSecret})
                QVERIFY(!problem.text.contains(hidden) &&
                        !problem.sent.value_or(QString()).contains(hidden) &&
                        !problem.parameter.contains(hidden));
        }
    }

    void nearestAndRemedy();
    void namesAreShownAsFarAsTheyAreNames();
    void proxyIsNoReasonToAllowHttp();
    void encodedTwiceIsToldAsThat();
    void hostileIsNeverOffered();
    void whatIsForTheAskedServerCounts();
    void secretInARedirectIsNeitherSaidNorOffered();
    void nearestClientIsNamed();
    void scopeIsOfferedWhereItIsChosen();

private:
    static void addRedirects();
    static void addLoopback();
    static void addPatterns();
    static void addMissing();
    static void addClients();
    static void addCode();
    static void addScopes();
    static void addTokens();
    static void addProofs();
    static void addLogouts();
    static void addHostile();
    static void addMisplacedSecrets();
    static void addAnswers();
    static void addLogs();
};

void ExplainTest::addRedirects()
{
    const auto refused = [](const char *name, const char *redirect, const char *differs) {
        row(name, toShop(QString::fromLatin1(redirect)), "refused",
            qPrintable(u"redirect_not_registered(%1)"_s.arg(QString::fromLatin1(differs))));
    };
    row("taken", toShop(u"https://shop.example.com/cb"_s), "taken", "");
    row("with its query", toShop(u"https://shop.example.com/nl/cb?x=1"_s), "taken", "");
    row("with a blank and its line",
        u"https://idp.example/auth?client_id=web-shop&response_type=code&scope=openid "
        u"profile&redirect_uri=https://"
        "shop.example.com/cb/\n"_s +
            pkce,
        "refused", "redirect_not_registered(trailing_slash)");
    row("form that is readable",
        u"client_id=web-shop&redirect_uri=https://shop.example.com/cb&response_type=code&scope=openid"_s +
            pkce,
        "taken", "");
    row("with what looks like a token", toShop(u"https://shop.example.com/of?token=tenant1"_s), "taken", "");
    row("with a masked token", masked(toShop(u"https://shop.example.com/of?token=tenant1"_s)), "taken", "");
    refused("another token", "https://shop.example.com/of?token=tenant2", "query");
    refused("a code", "https://shop.example.com/cb?code=abc", "query");
    refused("http behind a proxy", "http://shop.example.com/cb", "scheme");
    refused("http with its port", "http://shop.example.com:8080/cb", "scheme port");
    refused("slash at the end", "https://shop.example.com/cb/", "trailing_slash");
    refused("default port", "https://shop.example.com:443/cb", "port");
    refused("another port", "https://shop.example.com:8443/cb", "port");
    refused("host", "https://test.shop.example.com/cb", "host");
    refused("www", "https://www.shop.example.com/cb", "host");
    refused("capitals", "https://shop.example.com/CB", "case");
    refused("host in capitals", "https://Shop.example.com/cb", "case");
    refused("query", "https://shop.example.com/cb?x=1", "query");
    refused("query lost", "https://shop.example.com/nl/cb", "query");
    refused("encoded", "https://shop.example.com/%63b", "encoding");
    refused("fragment", "https://shop.example.com/cb#x", "fragment");
    refused("user", "https://me@shop.example.com/cb", "userinfo");
    refused("path", "https://shop.example.com/callback", "path");
    refused("encoded twice", "https%3A%2F%2Fshop.example.com%2Fcb", "encoding");
    refused("encoded three times", "https%253A%252F%252Fshop.example.com%252Fcb", "encoding");
    refused("encoded twice, with a slash", "https%3A%2F%2Fshop.example.com%2Fcb%2F",
            "trailing_slash encoding");
    refused("http and slash", "http://shop.example.com/cb/", "scheme trailing_slash");
    row("host in capitals, Keycloak", toShop(u"https://Shop.example.com/cb"_s), "refused",
        "redirect_not_registered(case)", As::Keycloak);
    row("encoded, Keycloak", toShop(u"https://shop.example.com/%63b"_s), "refused",
        "redirect_not_registered(encoding)", As::Keycloak);
    row("capitals, Keycloak", toShop(u"https://shop.example.com/CB"_s), "refused",
        "redirect_not_registered(case)", As::Keycloak);
    row("capitals, IdentityServer", toShop(u"https://shop.example.com/CB"_s), "servers_differ",
        "redirect_not_registered(case)", As::IdentityServer);
    row("slash, oidc-provider", toShop(u"https://shop.example.com/cb/"_s), "refused",
        "redirect_not_registered(trailing_slash)", As::OidcProvider);
}

void ExplainTest::addLoopback()
{
    const QString port = toDesk(u"http://127.0.0.1:53211/cb"_s);
    row("loopback port", port, "taken", "");
    row("loopback port, Keycloak", port, "taken", "", As::Keycloak);
    row("loopback port, oidc-provider", port, "taken", "", As::OidcProvider);
    row("loopback port, Hydra", port, "refused", "malformed", As::Hydra);
    row("loopback port, Hydra, with state", port + u"&state=12345678"_s, "taken", "", As::Hydra);
    row("loopback port, Glewlwyd", port, "refused", "redirect_not_registered(port)", As::Glewlwyd);
    row("loopback port, IdentityServer", port, "servers_differ", "redirect_not_registered(port)",
        As::IdentityServer);
    row("localhost for 127.0.0.1", toDesk(u"http://localhost/cb"_s), "refused",
        "redirect_not_registered(host)");
    row("localhost with a port", toDesk(u"http://localhost:8080/cb"_s), "refused",
        "redirect_not_registered(host port)");
    row("loopback of version 6", toDesk(u"http://[::1]:1/cb"_s), "refused",
        "redirect_not_registered(host port)");
    row("loopback by https", toDesk(u"https://127.0.0.1:1/cb"_s), "refused",
        "redirect_not_registered(scheme port)");
    row("own scheme", toDesk(u"com.example.desk:/cb"_s), "taken", "");
    row("own scheme with slashes", toDesk(u"com.example.desk://cb"_s), "refused",
        "redirect_not_registered(host path)");
    row("port of localhost", toOdd(u"http://localhost:9/cb"_s), "servers_differ",
        "redirect_not_registered(port)");
    row("port of localhost, Keycloak", toOdd(u"http://localhost:9/cb"_s), "taken", "", As::Keycloak);
    row("port of localhost for another, Keycloak", toOdd(u"http://localhost:9/cb3"_s), "refused",
        "redirect_not_registered(port)", As::Keycloak);
    row("port of localhost, Hydra", toOdd(u"http://localhost:9/cb"_s) + u"&state=12345678"_s, "refused",
        "redirect_not_registered(port)", As::Hydra);
}

void ExplainTest::addPatterns()
{
    const QString below = toOdd(u"https://odd.example.com/app/cb?x=1"_s);
    row("wildcard", below, "servers_differ", "redirect_not_registered");
    row("wildcard, Keycloak", below, "taken", "", As::Keycloak);
    row("wildcard, oidc-provider", below, "refused", "redirect_not_registered(path query)", As::OidcProvider);
    row("wildcard without its slash, Keycloak", toOdd(u"https://odd.example.com/app"_s), "taken", "",
        As::Keycloak);
    row("wildcard by http, Keycloak", toOdd(u"http://odd.example.com/app/cb"_s), "refused",
        "redirect_not_registered(scheme)", As::Keycloak);
    row("wildcard climbed out of, Keycloak", toOdd(u"https://odd.example.com/app/../cb"_s), "refused",
        "redirect_not_registered(path)", As::Keycloak);
    row("wildcard climbed out of, encoded, Keycloak", toOdd(u"https://odd.example.com/app/%2e%2e/cb"_s),
        "refused", "redirect_not_registered(path)", As::Keycloak);
    row("wildcard with a space, Keycloak", toOdd(u"https://odd.example.com/app/a b"_s), "refused",
        "redirect_not_registered(path)", As::Keycloak);
    row("wildcard with braces, Keycloak", toOdd(u"https://odd.example.com/app/{id}"_s), "refused",
        "redirect_not_registered(path)", As::Keycloak);
    row("wildcard climbed in, Keycloak", toOdd(u"https://odd.example.com/app/x/../cb"_s), "refused",
        "redirect_not_registered(path)", As::Keycloak);
    row("wildcard climbed in", toOdd(u"https://odd.example.com/app/x/../cb"_s), "refused",
        "redirect_not_registered(path)");
    row("wildcard with a user name, Keycloak", toOdd(u"https://me@odd.example.com/app/cb"_s), "refused",
        "redirect_not_registered(userinfo)", As::Keycloak);
    row("wildcard with a parameter of answers, Keycloak", toOdd(u"https://odd.example.com/app/cb?state=1"_s),
        "refused", "redirect_not_registered(path)", As::Keycloak);
    row("parameter of answers that is allowed, Keycloak",
        toOdd(u"https://odd.example.com/app/cb?state=1"_s).replace("client_id=odd"_L1, "client_id=plain"_L1) +
            u"&code_challenge_method=plain&code_challenge="_s + challenge,
        "taken", "", As::Keycloak);
    row("relative", toOdd(u"https://idp.example/local/cb"_s), "servers_differ",
        "redirect_not_registered(scheme host)");
    row("relative, Keycloak", toOdd(u"https://idp.example/local/cb"_s), "taken", "", As::Keycloak);
}

void ExplainTest::addMissing()
{
    const QString none =
        u"https://idp.example/auth?response_type=code&client_id=web-shop&scope=openid"_s + pkce;
    row("no redirect", none, "refused", "redirect_missing");
    row("no redirect, Keycloak", none, "refused", "redirect_missing", As::Keycloak);
    row("no redirect of one", toSingle({}), "servers_differ", "redirect_missing");
    row("no redirect of one, Keycloak", toSingle({}), "taken", "", As::Keycloak);
    row("no redirect of one, oidc-provider", toSingle({}), "taken", "", As::OidcProvider);
    row("no redirect of a pattern", toSingle({}, u"pattern"_s), "servers_differ", "redirect_missing");
    row("no redirect of a pattern, Keycloak", toSingle({}, u"pattern"_s), "taken", "", As::Keycloak);
    row("no redirect of a pattern with openid, Keycloak",
        toSingle(u"%20openid"_s, u"pattern"_s).replace(pkce + u"%20openid"_s, u"%20openid"_s + pkce),
        "refused", "redirect_missing", As::Keycloak);
    row("no redirect of a pattern, oidc-provider", toSingle({}, u"pattern"_s), "refused", "redirect_missing",
        As::OidcProvider);
    row("no redirect of one, Glewlwyd", toSingle({}), "refused", "redirect_missing", As::Glewlwyd);
    row("redirect without a value", none + u"&redirect_uri="_s, "refused", "redirect_missing");
    row("redirect without a value, of one", toSingle(u"&redirect_uri="_s), "servers_differ",
        "redirect_missing");
    row("redirect without a value, of one, Keycloak", toSingle(u"&redirect_uri="_s), "refused",
        "redirect_missing", As::Keycloak);
    row("redirect without a value, of one, oidc-provider", toSingle(u"&redirect_uri="_s), "taken", "",
        As::OidcProvider);
    row("request object without a value", none + u"&request=&request_uri="_s, "refused", "redirect_missing");
    row("in a request object",
        u"https://idp.example/auth?client_id=web-shop&request_uri=urn:ietf:params:oauth:request_uri:abc"_s,
        "taken", "");
}

void ExplainTest::addClients()
{
    row("no client ID", u"https://idp.example/auth?response_type=code&scope=openid"_s, "refused",
        "client_unknown");
    row("unknown", toShop(u"https://shop.example.com/cb"_s).replace("web-shop"_L1, "xyz"_L1), "refused",
        "client_unknown");
    row("near", toShop(u"https://shop.example.com/cb"_s).replace("web-shop"_L1, "webshop"_L1), "refused",
        "client_unknown");
    row("in capitals", toShop(u"https://shop.example.com/cb"_s).replace("web-shop"_L1, "Web-Shop"_L1),
        "refused", "client_unknown(case)");
    row("in capitals, Glewlwyd",
        toShop(u"https://shop.example.com/cb"_s).replace("web-shop"_L1, "Web-Shop"_L1) + u"&nonce=1"_s,
        "taken", "", As::Glewlwyd);
    row("disabled", toShop(u"https://shop.example.com/cb"_s).replace("web-shop"_L1, "switched-off"_L1),
        "refused", "client_disabled");
    row("disabled, and more",
        toShop(u"https://shop.example.com/cb/"_s).replace("web-shop"_L1, "switched-off"_L1), "refused",
        "client_disabled, redirect_not_registered(trailing_slash)");
}

void ExplainTest::addCode()
{
    const QString code = u"response_type=code&scope=openid"_s;
    row("no PKCE", of(code), "refused", "pkce_missing");
    row("no PKCE, Hydra", of(code + u"&state=12345678"_s), "servers_differ", "pkce_missing", As::Hydra);
    row("no PKCE, Glewlwyd", of(code + u"&nonce=1"_s), "servers_differ", "pkce_missing", As::Glewlwyd);
    row("no nonce", of(code + pkce), "taken", "");
    row("no nonce, Glewlwyd", of(code + pkce), "refused", "malformed", As::Glewlwyd);
    row("nonce, Glewlwyd", of(code + pkce + u"&nonce=1"_s), "taken", "", As::Glewlwyd);
    row("no nonce without openid, Glewlwyd", toDesk(u"http://127.0.0.1/cb"_s), "taken", "", As::Glewlwyd);
    row("plain", of(code + u"&code_challenge_method=plain&code_challenge="_s + challenge), "refused",
        "pkce_method");
    row("no method", of(code + u"&code_challenge="_s + challenge), "refused", "pkce_method");
    row("another method", of(code + u"&code_challenge_method=S512&code_challenge="_s + challenge), "refused",
        "pkce_method");
    row("method alone", of(code + u"&code_challenge_method=S256"_s), "refused", "pkce_missing");
    row("short challenge", of(code + u"&code_challenge_method=S256&code_challenge=abc"_s), "refused",
        "malformed");
    const QString plain =
        toOdd(u"http://localhost/cb"_s) + u"&code_challenge_method=plain&code_challenge="_s + challenge;
    row("plain where none is demanded", plain, "servers_differ", "pkce_method");
    row("plain, Keycloak", plain, "taken", "", As::Keycloak);
    row("plain, oidc-provider", plain, "refused", "pkce_method", As::OidcProvider);
    const QString toPlain = QString(plain).replace("client_id=odd"_L1, "client_id=plain"_L1);
    const QString toPlainS256 = QString(toPlain).replace("method=plain"_L1, "method=S256"_L1);
    row("plain where Keycloak demands it", toPlain, "taken", "", As::Keycloak);
    row("S256 where Keycloak demands plain", toPlainS256, "refused", "pkce_method", As::Keycloak);
    row("no method where Keycloak demands plain", QString(toPlain).remove("&code_challenge_method=plain"_L1),
        "refused", "pkce_method", As::Keycloak);
    row("none where Keycloak demands plain", toPlain.section(u"&code_challenge"_s, 0, 0), "refused",
        "pkce_missing", As::Keycloak);
    row("plain where Keycloak demands it, by the standard", toPlain, "refused", "pkce_method");
    row("plain where IdentityServer takes it", toPlain, "taken", "", As::IdentityServer);
    row("S256 where IdentityServer takes plain", toPlainS256, "taken", "", As::IdentityServer);
    row("plain, IdentityServer", of(code + u"&code_challenge_method=plain&code_challenge="_s + challenge),
        "refused", "pkce_method", As::IdentityServer);
    row("no PKCE where none is demanded", toOdd(u"http://localhost/cb"_s), "taken", "");
    row("no response type", of(u"scope=openid"_s + pkce), "refused", "response_type");
    row("implicit", of(u"response_type=token&scope=openid"_s + pkce), "refused", "response_type");
    row("hybrid", of(u"response_type=code+id_token&scope=openid"_s + pkce), "refused", "response_type");
    row("no such type", of(u"response_type=cod&scope=openid"_s + pkce), "refused", "response_type");
    const QString implicit = toOdd(u"http://localhost/cb"_s).replace("type=code"_L1, "type=id_token"_L1);
    row("implicit that is on in Keycloak", implicit + u"&nonce=1"_s, "taken", "", As::Keycloak);
    row("implicit without a nonce", implicit, "refused", "malformed");
    row("implicit without a nonce, Keycloak", implicit, "refused", "malformed", As::Keycloak);
    row("implicit with a nonce without a value", implicit + u"&nonce="_s, "refused", "malformed");
    row("implicit with a nonce without a value, Keycloak", implicit + u"&nonce="_s, "taken", "",
        As::Keycloak);
    const QString hybrid = QString(implicit).replace("type=id_token"_L1, "type=code+id_token"_L1);
    row("hybrid without a nonce, Keycloak", hybrid, "refused", "malformed", As::Keycloak);
    row("hybrid that is on in Keycloak", hybrid + u"&nonce=1"_s, "taken", "", As::Keycloak);
    const QString tokenOnly = QString(implicit).replace("type=id_token"_L1, "type=token"_L1);
    row("token without a nonce, Keycloak", tokenOnly, "taken", "", As::Keycloak);
    row("token in a query, Keycloak", tokenOnly + u"&response_mode=query"_s, "refused", "malformed",
        As::Keycloak);
    row("token in a query, as a JSON Web Token", tokenOnly + u"&response_mode=query.jwt"_s, "servers_differ",
        "malformed", As::Keycloak);
    row("token in a fragment, Keycloak", tokenOnly + u"&response_mode=fragment"_s, "taken", "", As::Keycloak);
    row("code in a query", of(code + pkce + u"&response_mode=query"_s), "taken", "");
    row("code by a form", of(code + pkce + u"&response_mode=form_post"_s), "taken", "");
    row("no such response mode", of(code + pkce + u"&response_mode=post"_s), "refused", "malformed");
    row("no such response mode, Keycloak", of(code + pkce + u"&response_mode=post"_s), "refused", "malformed",
        As::Keycloak);
    row("response mode of some", of(code + pkce + u"&response_mode=web_message"_s), "servers_differ",
        "malformed");
    row("response mode of some, Keycloak", of(code + pkce + u"&response_mode=web_message"_s), "refused",
        "malformed", As::Keycloak);
    row("prompt=none", of(code + pkce + u"&prompt=none"_s), "taken", "");
    row("prompt=none and more", of(code + pkce + u"&prompt=none+login"_s), "servers_differ", "malformed");
    row("prompt=none and more, oidc-provider", of(code + pkce + u"&prompt=login+none"_s), "refused",
        "malformed", As::OidcProvider);
    row("prompt=none and more, Keycloak", of(code + pkce + u"&prompt=none+login"_s), "taken", "",
        As::Keycloak);
    row("implicit that is on elsewhere", implicit + u"&nonce=1"_s, "refused", "response_type", As::Glewlwyd);
    const QString none = of(u"response_type=none&scope=openid"_s + pkce);
    row("none", none, "refused", "response_type");
    row("none, oidc-provider", none, "refused", "response_type", As::OidcProvider);
    row("none, Keycloak", none, "taken", "", As::Keycloak);
    row("a machine", toShop(u"https://shop.example.com/cb"_s).replace("web-shop"_L1, "price-feed"_L1),
        "refused", "response_type");
}

void ExplainTest::addScopes()
{
    const QString cb = u"https://shop.example.com/cb"_s;
    row("all scopes", toShop(cb, u"openid profile email department api orders.read offline_access"_s),
        "taken", "");
    row("not allowed", toShop(cb, u"openid orders.write"_s), "refused", "scope_not_allowed");
    row("resource not allowed", toShop(cb, u"openid phone"_s), "refused", "scope_not_allowed");
    row("no such scope", toShop(cb, u"openid orders"_s), "refused", "scope_not_allowed");
    row("no such scope, oidc-provider", toShop(cb, u"openid orders"_s), "taken", "", As::OidcProvider);
    row("not allowed, oidc-provider", toShop(cb, u"openid orders.write"_s), "refused", "scope_not_allowed",
        As::OidcProvider);
    row("commas", toShop(cb, u"openid,profile"_s), "refused", "scope_not_allowed");
    row("commas, Keycloak", toShop(cb, u"openid,profile"_s), "refused", "scope_not_allowed", As::Keycloak);
    row("two spaces", toShop(cb, u"openid  profile"_s), "servers_differ", "scope_not_allowed");
    row("two spaces, oidc-provider", toShop(cb, u"openid  profile"_s), "refused", "scope_not_allowed",
        As::OidcProvider);
    row("custom resource, Keycloak", toShop(cb, u"openid department"_s), "refused", "scope_not_allowed",
        As::Keycloak);
    row("openid missing", toShop(cb, u"profile"_s), "servers_differ", "openid_missing");
    row("no scope", of(u"response_type=code"_s + pkce), "servers_differ", "openid_missing");
    row("openid missing, Keycloak", toShop(cb, u"profile"_s), "taken", "", As::Keycloak);
    row("openid missing, IdentityServer", toShop(cb, u"profile"_s), "refused", "openid_missing",
        As::IdentityServer);
    row("openid missing, nonce, oidc-provider", toShop(cb, u"profile"_s) + u"&nonce=1"_s, "refused",
        "openid_missing", As::OidcProvider);
    row("scope without a value", of(u"response_type=code&scope="_s + pkce), "servers_differ",
        "openid_missing");
    row("scope without a value, oidc-provider", of(u"response_type=code&scope="_s + pkce), "taken", "",
        As::OidcProvider);
    const QString single = u"https://idp.example/auth?client_id=odd&redirect_uri=http://localhost/cb&"
                           "response_type=code&state=&prompt="_s;
    row("state and prompt without a value, Keycloak", single, "taken", "", As::Keycloak);
    for (const char *const empty :
         {"scope", "request", "request_uri", "response_mode", "code_challenge_method"})
        row(empty, single + u"&%1="_s.arg(QLatin1StringView(empty)), "refused", "malformed", As::Keycloak);
    row("for an API alone", toShop(cb, u"api"_s), "taken", "");
    const QString openId = toDesk(u"http://127.0.0.1/cb"_s).replace("orders.read"_L1, "openid"_L1);
    row("openid without OpenID Connect", openId, "refused", "scope_not_allowed");
    row("openid without OpenID Connect, Keycloak", openId, "taken", "", As::Keycloak);
    const QString offline =
        toDesk(u"http://127.0.0.1/cb"_s).replace("orders.read"_L1, "orders.read+offline_access"_L1);
    row("not allowed beside allowed, Glewlwyd", toShop(cb, u"api orders.write nowhere"_s), "taken", "",
        As::Glewlwyd);
    row("not allowed alone, Glewlwyd", toShop(cb, u"orders.write"_s), "refused",
        "scope_not_allowed, openid_missing", As::Glewlwyd);
    row("commas, Glewlwyd", toShop(cb, u"openid,profile"_s), "refused", "scope_not_allowed", As::Glewlwyd);
    row("no scope, IdentityServer", of(u"response_type=code"_s + pkce), "refused",
        "scope_not_allowed, openid_missing", As::IdentityServer);
    row("no scope, Glewlwyd", of(u"response_type=code"_s + pkce), "refused",
        "scope_not_allowed, openid_missing", As::Glewlwyd);
    row("openid without OpenID Connect, Glewlwyd", openId + u"&nonce=1"_s, "refused", "scope_not_allowed",
        As::Glewlwyd);
    row("offline_access, Glewlwyd", offline, "taken", "", As::Glewlwyd);
    row("offline_access", offline, "refused", "scope_not_allowed");
    row("offline_access, oidc-provider", offline, "taken", "", As::OidcProvider);
}

void ExplainTest::addTokens()
{
    const QString cb = u"https://shop.example.com/cb"_s;
    const QString basic = header(u"web-shop"_s, shopSecret);
    row("code", basic + codeOf(u"web-shop"_s, cb, {}), "taken", "");
    row("code, another redirect", basic + codeOf(u"web-shop"_s, cb + u'/', {}), "refused",
        "redirect_not_registered(trailing_slash)");
    row("code, no redirect", basic + u"grant_type=authorization_code&code=a&code_verifier="_s + verifier,
        "refused", "redirect_missing");
    row("no verifier", basic + u"grant_type=authorization_code&code=a&redirect_uri="_s + cb, "refused",
        "pkce_missing");
    row("short verifier",
        basic + u"grant_type=authorization_code&code=a&code_verifier=abc&redirect_uri="_s + cb, "refused",
        "malformed");
    row("no code", basic + codeOf(u"web-shop"_s, cb, {}).remove("&code=abc"_L1), "refused", "malformed");
    row("refresh", basic + u"grant_type=refresh_token&refresh_token=a"_s, "taken", "");
    row("code and verifier without a value",
        basic + u"grant_type=authorization_code&code=&code_verifier=&redirect_uri="_s + cb, "refused",
        "malformed, pkce_missing");
    row("refresh without a value", basic + u"grant_type=refresh_token&refresh_token="_s, "refused",
        "malformed");
    row("refresh, scopes", basic + u"grant_type=refresh_token&refresh_token=a&scope=openid+api"_s, "taken",
        "");
    row("refresh, another scope",
        basic + u"grant_type=refresh_token&refresh_token=a&scope=openid+orders.write"_s, "refused",
        "scope_not_allowed");
    row("refresh where there is none", u"grant_type=refresh_token&refresh_token=a&client_id=order-desk"_s,
        "refused", "grant_type");
    row("credentials of one with users", basic + u"grant_type=client_credentials&scope=api"_s, "refused",
        "grant_type");
    row("credentials of a public one", u"grant_type=client_credentials&client_id=order-desk"_s, "refused",
        "grant_type");
    const QString feedForm = u"client_id=price-feed&client_secret=%1&"_s.arg(shopSecret);
    row("credentials", feedForm + u"grant_type=client_credentials&scope=prices.write"_s, "taken", "");
    row("credentials, scope", feedForm + u"grant_type=client_credentials&scope=api"_s, "refused",
        "scope_not_allowed");
    const QString json =
        uR"({"grant_type":"client_credentials","client_id":"price-feed","client_secret":"%1"})"_s.arg(
            shopSecret);
    row("as JSON", u"POST /token HTTP/1.1\nContent-Type: application/json\n\n"_s + json, "refused",
        "malformed");
    row("as JSON without a type", u"POST /token HTTP/1.1\nHost: a\n\n"_s + json, "refused", "malformed");
    row("as JSON by curl",
        u"curl https://idp.example/token -H 'Content-Type: application/json' -d '%1'"_s.arg(json), "refused",
        "malformed");
    row("as parts by curl",
        u"curl https://idp.example/token -F grant_type=client_credentials -F client_id=price-feed -F "
        "client_secret=%1"_s.arg(shopSecret),
        "refused", "malformed");
    row("as parts",
        u"POST /token HTTP/1.1\nContent-Type: multipart/form-data; boundary=x\n\n--x\n"
        "Content-Disposition: form-data; name=\"grant_type\"\n\nclient_credentials\n--x\n"
        "Content-Disposition: form-data; name=\"client_id\"\n\nprice-feed\n--x\n"
        "Content-Disposition: form-data; name=\"client_secret\"\n\n%1\n--x--"_s.arg(shopSecret),
        "refused", "malformed");
    row("code of a machine", feedForm + u"grant_type=authorization_code&code=a"_s, "refused", "grant_type");
    row("password", basic + u"grant_type=password&username=a&password=b"_s, "refused", "grant_type");
    row("no grant type", basic + u"code=a&redirect_uri="_s + cb, "refused", "grant_type");
}

void ExplainTest::addProofs()
{
    const QString cb = u"https://shop.example.com/cb"_s;
    const QString post = codeOf(u"web-shop"_s, cb, u"&client_secret="_s + shopSecret);
    row("post for basic", post, "servers_differ", "client_authentication");
    row("post for basic, Keycloak", post, "taken", "", As::Keycloak);
    row("post for basic, Hydra", post, "refused", "client_authentication", As::Hydra);
    row("basic for post",
        header(u"price-feed"_s, shopSecret) + u"grant_type=client_credentials&scope=prices.write"_s,
        "servers_differ", "client_authentication");
    row("both", header(u"web-shop"_s, shopSecret) + post, "servers_differ", "client_authentication");
    row("both, oidc-provider", header(u"web-shop"_s, shopSecret) + post, "refused", "client_authentication",
        As::OidcProvider);
    row("both, Keycloak", header(u"web-shop"_s, shopSecret) + post, "taken", "", As::Keycloak);
    row("both, Glewlwyd", header(u"web-shop"_s, shopSecret) + post, "taken", "", As::Glewlwyd);
    row("another secret", header(u"web-shop"_s, verifier) + codeOf(u"web-shop"_s, cb, {}), "refused",
        "client_authentication");
    row("expired secret", header(u"web-shop"_s, oldSecret) + codeOf(u"web-shop"_s, cb, {}), "refused",
        "client_authentication");
    row("no secret", codeOf(u"web-shop"_s, cb, {}), "refused", "client_authentication");
    row("masked secret", masked(header(u"web-shop"_s, shopSecret)) + codeOf(u"web-shop"_s, cb, {}), "taken",
        "");
    const QString publicCode = codeOf(u"order-desk"_s, u"http://127.0.0.1:9/cb"_s, {});
    row("public", publicCode, "taken", "");
    row("secret of a public one", publicCode + u"&client_secret=x"_s, "refused", "client_authentication");
    row("secret of a public one, Keycloak", publicCode + u"&client_secret=x"_s, "taken", "", As::Keycloak);
    row("secret of a public one, IdentityServer",
        QString(publicCode).replace("%3A9%2F"_L1, "%2F"_L1) + u"&client_secret=x"_s, "taken", "",
        As::IdentityServer);
    row("both, IdentityServer", header(u"web-shop"_s, shopSecret) + post, "taken", "", As::IdentityServer);
    row("header of a public one", header(u"order-desk"_s, shopSecret) + publicCode, "refused",
        "client_authentication");
    const QString key = codeOf(u"odd"_s, u"http://localhost/cb"_s, {});
    row("no assertion", key, "refused", "client_authentication");
    row("secret for an assertion", key + u"&client_secret=x"_s, "refused", "client_authentication");
    const QString jwt = u"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"_s;
    const auto assertion = [](const QString &type, const QByteArray &claims) {
        return u"&client_assertion_type=%1&client_assertion=eyJhbGciOiJSUzI1NiJ9.%2.c2ln"_s.arg(
            encoded(type), QString::fromLatin1(claims.toBase64(QByteArray::Base64UrlEncoding)));
    };
    const QByteArray own = R"({"iss":"odd","sub":"odd","exp":1780400000})";
    row("assertion that cannot be read",
        key + u"&client_assertion=e.y.J&client_assertion_type="_s + encoded(jwt), "taken", "");
    row("assertion", key + assertion(jwt, own), "taken", "");
    row("assertion alone", QString(key).remove("&client_id=odd"_L1) + assertion(jwt, own), "taken", "");
    row("assertion alone of nobody",
        QString(key).remove("&client_id=odd"_L1) +
            assertion(jwt, R"({"iss":"x","sub":"x","exp":1780400000})"),
        "refused", "client_unknown");
    row("assertion without its type", key + u"&client_assertion=e.y.J"_s, "refused", "client_authentication");
    row("assertion of another type", key + assertion(u"saml2-bearer"_s, own), "refused",
        "client_authentication");
    row("assertion that was good some minutes ago",
        key + assertion(jwt, R"({"iss":"odd","sub":"odd","exp":1780314000})"), "taken", "");
    row("assertion that was good long ago", key + assertion(jwt, R"({"iss":"odd","sub":"odd","exp":1})"),
        "refused", "client_authentication");
    row("assertion without an end", key + assertion(jwt, R"({"iss":"odd","sub":"odd"})"), "refused",
        "client_authentication");
    row("assertion of another", key + assertion(jwt, R"({"iss":"odd","sub":"x","exp":1780400000})"),
        "refused", "client_authentication");
    row("another client in the header", header(u"web-shop"_s, shopSecret) + publicCode, "refused",
        "malformed, client_authentication");
}

void ExplainTest::addLogouts()
{
    row("logout", logout(u"https://shop.example.com/bye"_s), "taken", "");
    row("logout, slash", logout(u"https://shop.example.com/bye/"_s), "refused",
        "logout_redirect(trailing_slash)");
    row("logout by a login redirect", logout(u"https://shop.example.com/cb"_s), "refused",
        "logout_redirect(path)");
    row("logout, http", logout(u"http://shop.example.com/bye"_s), "refused", "logout_redirect(scheme)");
    row("logout, none allowed", logout(u"http://127.0.0.1/bye"_s, u"&client_id=order-desk"_s), "refused",
        "logout_redirect");
    row("logout, no client", logout(u"https://shop.example.com/bye"_s, {}), "refused", "client_unknown");
    row("logout, nothing asked", u"https://idp.example/logout?client_id=web-shop"_s, "taken", "");
    row("logout by a hint",
        logout(u"https://shop.example.com/bye"_s,
               u"&id_token_hint=eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ3ZWItc2hvcCIsInN1YiI6ImFubmEifQ.c2ln"_s),
        "taken", "");
    row("logout without a hint, Hydra", logout(u"https://shop.example.com/bye"_s), "refused",
        "logout_redirect", As::Hydra);
    row("logout without a hint, Glewlwyd", logout(u"https://shop.example.com/bye"_s), "refused",
        "logout_redirect", As::Glewlwyd);
    row("logout without a hint, IdentityServer", logout(u"https://shop.example.com/bye"_s), "refused",
        "logout_redirect", As::IdentityServer);
    const QString ofShop =
        u"&id_token_hint=eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ3ZWItc2hvcCIsInN1YiI6ImFubmEifQ.c2ln"_s;
    row("logout by a hint and its client",
        logout(u"https://shop.example.com/bye"_s, ofShop + u"&client_id=web-shop"_s), "taken", "");
    row("logout by a hint of another",
        logout(u"https://odd.example.com/bye"_s, ofShop + u"&client_id=order-desk"_s), "refused",
        "malformed, logout_redirect");
    row("logout by a hint of another, nothing asked",
        u"https://idp.example/logout?client_id=order-desk"_s + ofShop, "refused", "malformed");
    row("logout by its old name",
        u"https://idp.example/logout?client_id=web-shop&redirect_uri=https://shop.example.com/bye"_s,
        "refused", "logout_redirect");
}

void ExplainTest::addHostile()
{
    row("script", toShop(u"javascript:alert(1)//"_s), "refused", "redirect_not_registered(scheme host path)");
    row("bidi", toShop(u"https://shop.example.com/\u202ecb"_s), "refused",
        "malformed, redirect_not_registered(path)");
    row("zero width", toShop(u"https://shop.example.com/cb\u200b"_s), "refused",
        "malformed, redirect_not_registered(path)");
    row("control", toShop(u"https://shop.example.com/cb\n"_s), "refused",
        "malformed, redirect_not_registered(path)");
    row("no UTF-8", of(u"response_type=code&scope=openid&state=%ff"_s + pkce), "refused", "malformed");
    row("no encoding", of(u"response_type=code&scope=openid&state=50%"_s + pkce), "refused", "malformed");
    row("two clients", of(u"response_type=code&scope=openid&client_id=order-desk"_s + pkce), "refused",
        "malformed");
    row("two redirects", of(u"response_type=code&scope=openid&redirect_uri=https://evil.example/"_s + pkce),
        "refused", "malformed");
    row("two of nobody's", of(u"response_type=code&scope=openid&utm=1&utm=2"_s + pkce), "taken", "");
    row("two without a value", of(u"response_type=code&scope=openid&state=&state="_s + pkce), "refused",
        "malformed");
    row("two audiences", of(u"response_type=code&scope=openid&audience=1&audience=2"_s + pkce), "taken", "");
    row("two resources", of(u"response_type=code&scope=openid&resource=a&resource=b"_s + pkce), "taken", "");
    row("1 MiB", toShop(u"https://shop.example.com/cb?"_s + QString(1024 * 1024, u'a')), "refused",
        "redirect_not_registered(query), malformed");
    row("1 MiB of scopes",
        toShop(u"https://shop.example.com/cb"_s, u"openid "_s + QString(1024 * 1024, u'a')), "refused",
        "scope_not_allowed, malformed");
}

/// Where a name or a readable value is looked for.
void ExplainTest::addMisplacedSecrets()
{
    const auto misplaced = [](const char *pasted, const char *verdict, const char *causes) {
        row(pasted,
            u"grant_type=client_credentials&client_id=price-feed&client_secret=x&"_s +
                QString::fromLatin1(pasted).replace("%1"_L1, shopSecret),
            verdict, causes);
    };
    for (const char *const pasted :
         {"client_secret%3D%1%zz", "client_secret%3D%1=%00", "id_token_hint%3D%1%zz", "%1=%00", "%1=%ff",
          "%1%zz", "secretkey1=%1%00", "clientsecert=%1%00", "client_id%26%1=%00", "a.%1=%00", "scope+%1=%00",
          "%1.b=%00", "x[client_secret]=%1%ff"})
        misplaced(pasted, "refused", "malformed");
    for (const char *const pasted : {"x[client_secret]=%1%00", "oauth[client_secret]=%1%00",
                                     "client_secret[value]=%1%00", "user%5Bpassword%5D%5B0%5D=%1%00"})
        misplaced(pasted, "taken", "");
}

void ExplainTest::addAnswers()
{
    const QString cb = u"https://shop.example.com/cb?error="_s;
    row("answer, scope", cb + u"invalid_scope"_s, "refused", "scope_not_allowed");
    row("answer, PKCE", cb + u"invalid_request&error_description=Missing+parameter:+code_challenge_method"_s,
        "refused", "pkce_method");
    row("answer, type", cb + u"unauthorized_client"_s, "refused", "response_type");
    row("answer, denied", cb + u"access_denied&error_description=no"_s, "refused", "malformed");
    row("answer, good", u"https://shop.example.com/cb?code=abcdef123456&state=xyz"_s, "taken", "");
    row("answer, good, of nobody", u"https://elsewhere.example/cb?code=abcdef123456&client_id=nobody"_s,
        "taken", "");
    row("answer, good, of one that is off",
        u"https://elsewhere.example/cb?code=abcdef123456&client_id=switched-off"_s, "taken", "");
    row("answer of nobody", u"https://elsewhere.example/cb?error=invalid_scope"_s, "refused",
        "scope_not_allowed");
    row("answer of one that is off", u"https://idp.example/x?error=invalid_client&client_id=switched-off"_s,
        "refused", "client_disabled, client_authentication");
}

/// Of Keycloak: what is not in them may have been sent.
void ExplainTest::addLogs()
{
    const auto line = [](const char *type, const char *rest) {
        return u"WARN [org.keycloak.events] type=\"%1\", realmName=\"x\", userId=\"null\", %2"_s.arg(
            QString::fromLatin1(type), QString::fromLatin1(rest));
    };
    row("log, redirect",
        line("LOGIN_ERROR", "clientId=\"web-shop\", error=\"invalid_redirect_uri\", "
                            "redirect_uri=\"http://shop.example.com/cb\""),
        "refused", "redirect_not_registered(scheme)", As::Keycloak);
    row("log, redirect that is allowed",
        line("LOGIN_ERROR", "clientId=\"web-shop\", error=\"invalid_redirect_uri\", "
                            "redirect_uri=\"https://shop.example.com/cb\""),
        "refused", "redirect_not_registered");
    row("log, logout",
        line("LOGOUT_ERROR", "clientId=\"web-shop\", error=\"invalid_redirect_uri\", "
                             "redirect_uri=\"https://shop.example.com/bye/\""),
        "refused", "logout_redirect(trailing_slash)");
    row("log, code",
        line("CODE_TO_TOKEN_ERROR", "clientId=\"web-shop\", error=\"pkce_verification_failed\", "
                                    "grant_type=\"authorization_code\", code_id=\"a\""),
        "refused", "malformed");
    row("log, no client", line("LOGIN_ERROR", "clientId=\"null\", error=\"client_not_found\""), "refused",
        "client_unknown");
    row("log, disabled", line("LOGIN_ERROR", "clientId=\"switched-off\", error=\"client_disabled\""),
        "refused", "client_disabled");
}

void ExplainTest::nearestAndRemedy()
{
    const Explanation explanation = test::explained(clients(), toShop(u"https://shop.example.com/cb/"_s));
    QCOMPARE(explanation.clientId, u"web-shop"_s);
    const RequestProblem &problem = explanation.problems.first();
    QCOMPARE(problem.parameter, u"redirect_uri"_s);
    QCOMPARE(problem.sent, u"https://shop.example.com/cb/"_s);
    QCOMPARE(problem.nearest, u"https://shop.example.com/cb"_s);
    QCOMPARE(problem.inSent, (QList{Span{27, 1}}));
    QCOMPARE(problem.action,
             (Remedy{Remedy::Kind::Add, ClientField::LoginRedirects, u"https://shop.example.com/cb/"_s}));
}

void ExplainTest::namesAreShownAsFarAsTheyAreNames()
{
    const auto named = [](const char *written) {
        return test::explained(clients(), of(u"response_type=code&scope=openid&"_s + pkce) + u'&' +
                                              QString::fromLatin1(written))
            .problems.first()
            .parameter;
    };
    QCOMPARE(named("state=%zz"), u"state"_s);
    QCOMPARE(named("utm_source=%zz"), u"utm_source"_s);
    QCOMPARE(named("client_secret%3Dcorrecthorse%zz"), u"client_secret=***"_s);
    QCOMPARE(named("correcthorsebattery=%zz"), u"***"_s);
    QCOMPARE(named("hunter2hunter2=%zz"), u"***"_s);
}

void ExplainTest::proxyIsNoReasonToAllowHttp()
{
    const Explanation explanation = test::explained(clients(), toShop(u"http://shop.example.com/cb"_s));
    const RequestProblem &problem = explanation.problems.first();
    QVERIFY2(problem.text.contains(u"proxy"_s), qPrintable(problem.text));
    QVERIFY2(problem.remedy.contains(u"X-Forwarded-Proto"_s), qPrintable(problem.remedy));
    QCOMPARE(problem.action.kind, Remedy::Kind::None);
}

void ExplainTest::encodedTwiceIsToldAsThat()
{
    const QString pasted = toShop(u"https%3A%2F%2Fshop.example.com%2Fcb"_s);
    for (const As as : {As::Standard, As::Keycloak, As::OidcProvider}) {
        const RequestProblem problem = test::explained(clients(), pasted, as).problems.first();
        QCOMPARE(problem.nearest, u"https://shop.example.com/cb"_s);
        QVERIFY2(problem.text.contains("encoded twice"_L1), qPrintable(problem.text));
        QVERIFY2(!problem.text.contains("Start it"_L1), qPrintable(problem.text));
        QCOMPARE(problem.action.kind, Remedy::Kind::GoTo);
    }
}

void ExplainTest::hostileIsNeverOffered()
{
    for (const QString &redirect :
         {u"javascript:alert(1)"_s, u"https://*.example.com/cb"_s, u"https://shop.example.com/cb#x"_s,
          u"https://shop.example.com/\u202ecb"_s}) {
        const Explanation explanation = test::explained(clients(), toShop(redirect));
        for (const RequestProblem &problem : explanation.problems) {
            QVERIFY(problem.action.kind != Remedy::Kind::Add);
            QVERIFY2(!problem.text.contains(u'\u202e'), qPrintable(problem.text));
        }
    }
}

/// Judged whole, and shown masked.
void ExplainTest::secretInARedirectIsNeitherSaidNorOffered()
{
    for (const QString &redirect :
         {u"https://shop.example.com/cb?code="_s + shopSecret, u"https://shop.example.com/cb?token=***"_s,
          u"https://shop.example.com/cb?d=%7B%22refresh_token%22%3A%22"_s + shopSecret + u"%22%7D"_s,
          u"https://"_s + shopSecret + u"@shop.example.com/cb"_s}) {
        const RequestProblem problem = test::explained(clients(), toShop(redirect)).problems.first();
        QVERIFY2(problem.sent->contains(mask) && !problem.sent->contains(shopSecret),
                 qPrintable(*problem.sent));
        QVERIFY2(!problem.text.contains(shopSecret), qPrintable(problem.text));
        QVERIFY2(!problem.text.contains("wildcard"_L1), qPrintable(problem.text));
        QCOMPARE(problem.action, (Remedy{Remedy::Kind::GoTo, ClientField::LoginRedirects}));
        for (const Span &span : problem.inSent)
            QVERIFY(span.start + span.length <= problem.sent->size());
    }
}

/// By its host, and its realm.
void ExplainTest::whatIsForTheAskedServerCounts()
{
    test::Clients known = clients();
    known.all.first().onServers[u"test"_s].loginRedirects = {u"https://test.example.com/cb"_s};
    known.all.first().onServers[u"live"_s].enabled = false;
    const QString there =
        u"https://idp.example:8443/realms/test/auth?response_type=code&client_id=web-shop&scope=openid"
        "&redirect_uri=https://test.example.com/cb"_s +
        pkce;
    const Server onTest{.name = u"test"_s, .url = u"https://idp.example"_s, .realm = u"test"_s};
    const Server onLive{.name = u"live"_s, .url = u"https://idp.example"_s, .realm = u"live"_s};
    const auto toldOf = [&](const QString &pasted, const QString &server) {
        const Judgement judgement{.now = test::explainedAt, .onServer = server, .servers = {onTest, onLive}};
        const Explanation explanation = explain::explain(*readRequest(pasted), known, judgement).value();
        return explanation.server + u": "_s + told(explanation);
    };
    QCOMPARE(toldOf(there, {}), u"test: "_s);
    QCOMPARE(toldOf(QString(there).replace("/test/"_L1, "/live/"_L1), {}),
             u"live: client_disabled, redirect_not_registered(host)"_s);
    QCOMPARE(toldOf(QString(there).replace("/test/"_L1, "/other/"_L1), {}),
             u": redirect_not_registered(host)"_s);
    QCOMPARE(toldOf(QString(there).replace("idp."_L1, "id."_L1), u"test"_s), u"test: "_s);
}

void ExplainTest::nearestClientIsNamed()
{
    const QString pasted = toShop(u"https://shop.example.com/cb"_s).replace("web-shop"_L1, "webshop"_L1);
    const RequestProblem problem = test::explained(clients(), pasted).problems.first();
    QCOMPARE(problem.nearest, u"web-shop"_s);
    QCOMPARE(problem.action, (Remedy{Remedy::Kind::OpenClient, ClientField::ClientId, u"web-shop"_s}));
}

void ExplainTest::scopeIsOfferedWhereItIsChosen()
{
    const auto action = [](const QString &scope) {
        return test::explained(clients(), toShop(u"https://shop.example.com/cb"_s, u"openid "_s + scope))
            .problems.first()
            .action;
    };
    QCOMPARE(action(u"orders.write"_s),
             (Remedy{Remedy::Kind::Add, ClientField::ApiScopes, u"orders.write"_s}));
    QCOMPARE(action(u"phone"_s), (Remedy{Remedy::Kind::Add, ClientField::DefaultResources, u"phone"_s}));
    QCOMPARE(action(u"nowhere"_s).kind, Remedy::Kind::GoTo);
}

GATEHOUSE_TEST(ExplainTest)
#include "tst_explain.moc"
