#include "TrialHelp.h"
#include "servers/trial/RefusalText.h"
#include "support/Effort.h"
#include "support/TestProgram.h"

#include <QTest>

#include <tuple>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using namespace gatehouse::trial;
using json::Json;
using Does = FakePerson::Does;

namespace {

const QByteArray secret = "the secret+of the client";
const QByteArray sentCredentials = QByteArray("shop:the%20secret%2Bof%20the%20client").toBase64();
const HttpPatience impatient{.connect = std::chrono::seconds(5),
                             .idle = std::chrono::seconds(5),
                             .backOff = std::chrono::milliseconds(1),
                             .attempts = 1};

Request codeRequest(const QString &issuer)
{
    return {.issuer = issuer,
            .clientId = u"shop"_s,
            .authentication = Authentication::SecretBasic,
            .secret = secretCopy(secret),
            .scopes = {u"openid"_s, u"api"_s},
            .loginRedirect = u"http://127.0.0.1/cb"_s,
            .logoutRedirect = u"http://127.0.0.1/bye"_s};
}

ReceivedRequest lastTokenRequest(const FakeIssuer &server)
{
    ReceivedRequest last;
    for (const ReceivedRequest &request : server.received()) {
        if (request.target == "/token")
            last = request;
    }
    return last;
}

QByteArray errorBody(const QByteArray &error, const QByteArray &description)
{
    return QByteArray::fromStdString(
        Json{{"error", error.toStdString()}, {"error_description", description.toStdString()}}.dump());
}

}

/// From discovery to logout, against a server that does what a test wants.
class TestTrial : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeWay();
    void byPasting();
    void signsOutWhereTheServerCan();
    void clientCredentials_data();
    void clientCredentials();
    void privateKey();
    void discovery_data();
    void discovery();
    void discoveryByRfc8414_data();
    void discoveryByRfc8414();
    void refusedBeforeTheBrowserGoes_data();
    void refusedBeforeTheBrowserGoes();
    void theBrowserDoesNotComeBack_data();
    void theBrowserDoesNotComeBack();
    void refusedTokens_data();
    void refusedTokens();
    void refusedWithAPage_data();
    void refusedWithAPage();
    void readsABeginningOfPages_data();
    void readsABeginningOfPages();
    void laterRefusalsLeaveTheRest();
    void secretsOfEarlierRequests();
    void badIdToken();
    void subjects_data();
    void subjects();
    void keysThatAreMissing_data();
    void keysThatAreMissing();
    void otherTokenTypes_data();
    void otherTokenTypes();
    void sentBackAtOnce_data();
    void sentBackAtOnce();
    void clocks();
    void issuerInTheAnswer_data();
    void issuerInTheAnswer();
    void cancels();
    void outOfReach();

private:
    Result<Outcome> tried(const Request &request, FakePerson &person)
    {
        const auto outcome = Trial(request, m_tools, person, impatient).run();
        m_said = person.said() + (outcome ? QString() : outcome.error().text);
        return outcome;
    }
    void nothingLeaked() const
    {
        for (const QByteArray &hidden :
             {FakeIssuer::code, FakeIssuer::accessToken, FakeIssuer::refreshToken, secret,
              secret.toPercentEncoding(), secret.toPercentEncoding().toLower(), sentCredentials,
              QByteArray("eyJ")})
            QVERIFY2(!m_said.contains(QString::fromLatin1(hidden)), qPrintable(m_said));
    }

    OpenSslCertificateTools m_tools;
    QString m_said;
};

void TestTrial::wholeWay()
{
    FakeIssuer server;
    FakePerson person;
    const auto outcome = tried(codeRequest(server.issuer()), person);
    QVERIFY2(outcome == Outcome::Worked, qPrintable(m_said));
    for (const Step step :
         {Step::Discovery, Step::Authorization, Step::Token, Step::Refresh, Step::UserInfo, Step::Logout})
        QCOMPARE(person.stateOf(step), u"done"_s);
    QCOMPARE(person.visits().size(), 2);
    QVERIFY(person.visits().first().isListening);
    QCOMPARE(person.tokens().size(), 7);
    for (const Token &token : person.tokens())
        QCOMPARE(token.faults, QStringList());

    const QUrlQuery asked(QUrl(person.visits().first().address).query());
    QCOMPARE(asked.queryItemValue(u"tenant"_s), u"1"_s);
    QCOMPARE(asked.queryItemValue(u"code_challenge_method"_s), u"S256"_s);
    QCOMPARE(asked.queryItemValue(u"scope"_s, QUrl::FullyDecoded), u"openid api"_s);
    QVERIFY(asked.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded).startsWith(u"http://127.0.0.1:"_s));
    for (const ReceivedRequest &request : server.received()) {
        if (request.target != "/token")
            continue;
        QCOMPARE(request.headers.value("authorization"), "Basic " + sentCredentials);
        const QUrlQuery form(QString::fromLatin1(request.body));
        if (form.queryItemValue(u"grant_type"_s) == u"authorization_code"_s) {
            QCOMPARE(challengeOf(form.queryItemValue(u"code_verifier"_s)),
                     asked.queryItemValue(u"code_challenge"_s));
            QCOMPARE(form.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded),
                     asked.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded));
        }
    }
    nothingLeaked();
}

void TestTrial::byPasting()
{
    FakeIssuer server;
    FakePerson person(Does::Pastes);
    Request request = codeRequest(server.issuer());
    request.loginRedirect = u"https://shop.example.com/cb?from=idp"_s;
    request.logoutRedirect.clear();
    QVERIFY2(tried(request, person) == Outcome::Worked, qPrintable(m_said));
    QVERIFY(!person.visits().first().isListening);
    QVERIFY2(m_said.contains(u"is not the answer"_s), qPrintable(m_said));
    QCOMPARE(person.stateOf(Step::Logout), u"skipped"_s);
    nothingLeaked();
}

void TestTrial::signsOutWhereTheServerCan()
{
    FakeIssuer server;
    FakePerson person;
    Request request = codeRequest(server.issuer());
    request.whyNoLogout = u"By the ID token alone"_s;
    QVERIFY2(tried(request, person) == Outcome::Worked, qPrintable(m_said));
    QCOMPARE(person.stateOf(Step::Logout), u"skipped"_s);
    QVERIFY2(m_said.contains(request.whyNoLogout), qPrintable(m_said));
    nothingLeaked();
}

void TestTrial::clientCredentials_data()
{
    QTest::addColumn<int>("authentication");
    QTest::addColumn<bool>("byHeader");
    QTest::newRow("basic") << int(Authentication::SecretBasic) << true;
    QTest::newRow("post") << int(Authentication::SecretPost) << false;
}

void TestTrial::clientCredentials()
{
    QFETCH(const int, authentication);
    QFETCH(const bool, byHeader);
    FakeIssuer server;
    FakePerson person;
    Request request = codeRequest(server.issuer());
    request.grant = Grant::ClientCredentials;
    request.authentication = Authentication(authentication);
    server.instead["/token"] = answerOf(
        200, R"({"access_token":"the-access-token-of-the-server","token_type":"Bearer","scope":"api"})");
    QVERIFY2(tried(request, person) == Outcome::Worked, qPrintable(m_said));
    QVERIFY(person.visits().isEmpty());
    const ReceivedRequest sent = lastTokenRequest(server);
    QCOMPARE(sent.headers.contains("authorization"), byHeader);
    QCOMPARE(sent.body.contains("client_secret="), !byHeader);
    QVERIFY2(m_said.contains(u"but not for openid"_s), qPrintable(m_said));
    nothingLeaked();
}

void TestTrial::privateKey()
{
    FakeIssuer server;
    FakePerson person;
    Request request = codeRequest(server.issuer());
    request.grant = Grant::ClientCredentials;
    request.authentication = Authentication::PrivateKey;
    request.secret = secretCopy(ecKey);
    Json known = publicPart(ecKey);
    known["kid"] = "as-the-server-knows-it";
    request.publicKeys = {json::compactText(known)};
    QVERIFY2(tried(request, person) == Outcome::Worked, qPrintable(m_said));
    const QUrlQuery form(QString::fromLatin1(lastTokenRequest(server).body));
    const QByteArrayList parts = form.queryItemValue(u"client_assertion"_s).toLatin1().split('.');
    QCOMPARE(parts.size(), 3);
    const auto decoded = [&](qsizetype index) {
        return QByteArray::fromBase64(parts.at(index), QByteArray::Base64UrlEncoding);
    };
    QCOMPARE(Json::parse(decoded(0).toStdString())["kid"], "as-the-server-knows-it");
    const Json claims = Json::parse(decoded(1).toStdString());
    QCOMPARE(claims["iss"], "shop");
    QCOMPARE(claims["sub"], "shop");
    QCOMPARE(claims["aud"], server.issuer().toStdString());
    QCOMPARE(m_tools.check(publicPart(ecKey), "ES256", parts.at(0) + '.' + parts.at(1), decoded(2)),
             TokenKeys::Check::Valid);
    nothingLeaked();

    request.secret = secretCopy("no key");
    const auto refused = tried(request, person);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Rule);
    QCOMPARE(person.stateOf(Step::Token), u"refused"_s);
}

void TestTrial::discovery_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("another issuer") << QByteArray("issuer") << u"https://evil.example.com"_s
                                    << u"the issuer \"https://evil.example.com\""_s;
    QTest::newRow("a slash more") << QByteArray("issuer") << u"/"_s << u"to the letter"_s;
    QTest::newRow("no issuer") << QByteArray("issuer") << QString() << u"no metadata"_s;
    QTest::newRow("token endpoint over http")
        << QByteArray("token_endpoint") << u"http://id.example.com/token"_s << u"needs https"_s;
    QTest::newRow("a script") << QByteArray("authorization_endpoint") << u"javascript:alert(1)"_s
                              << u"needs https"_s;
    QTest::newRow("a file") << QByteArray("jwks_uri") << u"file:///etc/passwd"_s << u"needs https"_s;
    QTest::newRow("no token endpoint") << QByteArray("token_endpoint") << QString() << u"no token endpoint"_s;
    QTest::newRow("no authorization endpoint")
        << QByteArray("authorization_endpoint") << QString() << u"no authorization endpoint"_s;
}

void TestTrial::discovery()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QString, value);
    QFETCH(const QString, text);
    FakeIssuer server;
    server.changeMetadata = [&](Json &metadata) {
        if (value.isEmpty())
            metadata.erase(name.toStdString());
        else
            metadata[name.toStdString()] = (value == u"/"_s ? server.issuer() + value : value).toStdString();
    };
    FakePerson person;
    QVERIFY2(tried(codeRequest(server.issuer()), person) == Outcome::Refused, qPrintable(m_said));
    QCOMPARE(person.stateOf(Step::Discovery), u"refused"_s);
    QCOMPARE(person.refusals().size(), 1);
    QVERIFY2(m_said.contains(text), qPrintable(m_said));
    for (const ReceivedRequest &request : server.received())
        QVERIFY2(request.target.startsWith("/.well-known/"), request.target.constData());
}

void TestTrial::discoveryByRfc8414_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("text");
    const QByteArray json = "application/json";
    QTest::newRow("not there") << 404 << QByteArray() << json << u"There is no issuer"_s;
    QTest::newRow("a page for all") << 200 << QByteArray("<html>Loading</html>") << QByteArray("text/html")
                                    << u"no metadata"_s;
    QTest::newRow("a page called JSON") << 200 << QByteArray("<html>") << json << u"no metadata"_s;
    QTest::newRow("nothing") << 200 << QByteArray() << json << u"no metadata"_s;
}

void TestTrial::discoveryByRfc8414()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, type);
    QFETCH(const QString, text);
    const CannedAnswer first = answerOf(status, body, {}, type);
    FakeIssuer server;
    server.instead["/.well-known/openid-configuration"] = first;
    server.instead["/.well-known/oauth-authorization-server"] =
        answerOf(200, QByteArray::fromStdString(server.metadata().dump()));
    FakePerson person;
    QVERIFY2(tried(codeRequest(server.issuer()), person) == Outcome::Worked, qPrintable(m_said));

    server.instead["/.well-known/oauth-authorization-server"] = answerOf(404);
    FakePerson another;
    QVERIFY(tried(codeRequest(server.issuer()), another) == Outcome::Refused);
    QVERIFY2(m_said.contains(text), qPrintable(m_said));
}

void TestTrial::refusedBeforeTheBrowserGoes_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("sign-in") << QByteArray("/auth");
    QTest::newRow("logout") << QByteArray("/bye");
}

void TestTrial::refusedBeforeTheBrowserGoes()
{
    QFETCH(const QByteArray, path);
    FakeIssuer server;
    server.instead[path] =
        answerOf(400,
                 "<html><head><title>x</title><style>p{}</style></head><body><p>Invalid parameter: "
                 "redirect_uri&nbsp;<script>alert(1)</script></p></body></html>",
                 {}, "text/html; charset=utf-8");
    FakePerson person;
    QVERIFY(tried(codeRequest(server.issuer()), person) == Outcome::Refused);
    QCOMPARE(person.refusals().size(), 1);
    const Refusal refusal = person.refusals().first();
    QVERIFY2(refusal.text.contains(u"It says: Invalid parameter: redirect_uri"_s), qPrintable(refusal.text));
    QVERIFY2(!refusal.text.contains(u"alert"_s) && !refusal.text.contains(u'<'), qPrintable(refusal.text));
    const bool isLogout = path == "/bye";
    QCOMPARE(refusal.sent.kind,
             isLogout ? explain::RequestKind::Logout : explain::RequestKind::Authorization);
    QCOMPARE(refusal.sent.clientId(), u"shop"_s);
    QCOMPARE(person.visits().size(), isLogout ? 1 : 0);
}

void TestTrial::theBrowserDoesNotComeBack_data()
{
    QTest::addColumn<int>("does");
    QTest::addColumn<QString>("text");
    QTest::newRow("an error page") << int(Does::SeesAnError) << u"page of its own"_s;
    QTest::newRow("too late") << int(Does::Nothing) << u"did not come back"_s;
    QTest::newRow("the user says no") << int(Does::SaysNo) << u"access_denied"_s;
}

void TestTrial::theBrowserDoesNotComeBack()
{
    QFETCH(const int, does);
    QFETCH(const QString, text);
    FakeIssuer server;
    FakePerson person{Does(does)};
    Request request = codeRequest(server.issuer());
    request.patience = std::chrono::seconds(does == int(Does::Nothing) ? 1 : 60);
    QVERIFY(tried(request, person) == Outcome::Refused);
    QCOMPARE(person.stateOf(Step::Authorization), u"refused"_s);
    QVERIFY2(m_said.contains(text), qPrintable(m_said));
    QVERIFY(person.refusals().first().sent.has(u"redirect_uri"));
}

void TestTrial::refusedTokens_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("text");
    QTest::newRow("invalid_client") << 401 << errorBody("invalid_client", "wrong") << u"invalid_client"_s
                                    << u"invalid_client. It says: wrong"_s;
    QTest::newRow("repeats the secret")
        << 401 << errorBody("invalid_client", "wrong: " + secret) << u"invalid_client"_s << u"wrong: ***"_s;
    QTest::newRow("repeats the code")
        << 400 << errorBody("invalid_grant", FakeIssuer::code) << u"invalid_grant"_s << u"***"_s;
    QTest::newRow("an error that repeats the secret")
        << 400 << errorBody("bad secret: " + secret, {}) << u"bad secret: ***"_s << u"bad secret: ***"_s;
    QTest::newRow("encoded for an address")
        << 400 << errorBody("invalid_grant", "for a=" + secret.toPercentEncoding().toLower())
        << u"invalid_grant"_s << u"for a=***"_s;
    QTest::newRow("encoded for a form")
        << 400 << errorBody("invalid_grant", "for a=the+secret%2Bof+the+client") << u"invalid_grant"_s
        << u"for a=***"_s;
    QTest::newRow("the header") << 400 << errorBody("invalid_client", "got " + sentCredentials)
                                << u"invalid_client"_s << u"got ***"_s;
    QTest::newRow("a secret where it is cut")
        << 400 << errorBody("invalid_client", QByteArray(290, 'x') + secret) << u"invalid_client"_s
        << u"xxx***"_s;
    QTest::newRow("a token of somebody where it is cut")
        << 400
        << errorBody("invalid_client", QByteArray(280, 'x') + " eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.abcdefgh")
        << u"invalid_client"_s << u"xxx ***"_s;
    QTest::newRow("no words") << 400 << QByteArray("{}") << QString() << u"does not say why"_s;
    QTest::newRow("a list") << 500 << QByteArray("[]") << QString() << u"500"_s;
    QTest::newRow("no JSON") << 400 << QByteArray("oops") << QString() << u"400"_s;
    QTest::newRow("no token") << 200 << QByteArray("{}") << QString() << u"no access token"_s;
    QTest::newRow("a token that is a number")
        << 200 << QByteArray(R"({"access_token":1})") << QString() << u"no access token"_s;
}

void TestTrial::refusedTokens()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, error);
    QFETCH(const QString, text);
    FakeIssuer server;
    server.instead["/token"] = answerOf(status, body);
    FakePerson person;
    QVERIFY2(tried(codeRequest(server.issuer()), person) == Outcome::Refused, qPrintable(m_said));
    QCOMPARE(person.stateOf(Step::Token), u"refused"_s);
    QCOMPARE(person.stateOf(Step::UserInfo), QString());
    const Refusal refusal = person.refusals().first();
    QCOMPARE(refusal.error, error);
    QVERIFY2(refusal.text.contains(text), qPrintable(refusal.text));
    if (status >= 400) {
        QCOMPARE(refusal.sent.kind, explain::RequestKind::Token);
        QVERIFY(refusal.sent.proof.byHeader);
        QVERIFY(!refusal.sent.proof.secretHash.isEmpty());
        QVERIFY(refusal.sent.find(u"code")->isMasked);
    }
    nothingLeaked();
}

void TestTrial::refusedWithAPage_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("text");
    QTest::newRow("a page") << "<p>No: " + secret + " and " + FakeIssuer::code + "</p>" << QByteArray()
                            << u"No: *** and ***"_s;
    QTest::newRow("a page with the header")
        << "<pre>Authorization: Basic " + sentCredentials + "</pre>" << QByteArray() << u"Basic ***"_s;
    QTest::newRow("a page where it is cut")
        << QByteArray("<p>") + QByteArray(290, 'x') + secret + "</p>" << QByteArray() << u"xxx***"_s;
    QTest::newRow("a header") << QByteArray()
                              << "WWW-Authenticate: Basic error=\"no " + secret +
                                     "\", error_description=\"not \\\"" + FakeIssuer::code + "\\\"\"\r\n"
                              << u"no ***. It says: not \"***\""_s;
}

/// A debug page shows all that was sent.
void TestTrial::refusedWithAPage()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, headers);
    QFETCH(const QString, text);
    FakeIssuer server;
    server.instead["/token"] = answerOf(500, body, headers, "text/html");
    FakePerson person;
    QVERIFY2(tried(codeRequest(server.issuer()), person) == Outcome::Refused, qPrintable(m_said));
    QVERIFY2(m_said.contains(text), qPrintable(m_said));
    nothingLeaked();
}

void TestTrial::readsABeginningOfPages_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("text");
    constexpr qsizetype large = 1024 * 1024;
    QTest::newRow("a style that ends late")
        << u"<p>No</p><style>"_s + u"p{} "_s.repeated(large) + u"</style>"_s << u"No"_s;
    QTest::newRow("a head without end") << u"<head><title>No</title><body>way"_s << u"No way"_s;
    QTest::newRow("forms without end") << u"No"_s + u"<form>"_s.repeated(large) << u"No"_s;
    QTest::newRow("comments") << u"No"_s + u"<!--"_s.repeated(large) << u"No"_s;
    QTest::newRow("text behind") << u"No"_s + QString(large, u' ') + u"way"_s << u"No"_s;
}

void TestTrial::readsABeginningOfPages()
{
    QFETCH(const QString, page);
    QTEST(textOfPage(page).left(100).simplified(), "text");
    const auto read = [](const QString &text) {
        return test::effort([&] { std::ignore = textOfPage(text); });
    };
    const auto floor = read(page.left(16 * 1024)); // the rest is not read: it would take quadratic time
    const auto taken = read(page);
    QVERIFY2(taken < 8 * floor, test::timesAsMuch(taken, floor).constData());
}

void TestTrial::laterRefusalsLeaveTheRest()
{
    FakeIssuer server;
    server.instead["/me"] = answerOf(401, {},
                                     "WWW-Authenticate: Bearer error=\"invalid_token\", "
                                     "error_description=\"no openid\"\r\n");
    FakePerson person;
    QVERIFY(tried(codeRequest(server.issuer()), person) == Outcome::Refused);
    QCOMPARE(person.stateOf(Step::UserInfo), u"refused"_s);
    QCOMPARE(person.stateOf(Step::Logout), u"done"_s);
    QVERIFY2(m_said.contains(u"invalid_token. It says: no openid"_s), qPrintable(m_said));
    nothingLeaked();
}

void TestTrial::secretsOfEarlierRequests()
{
    FakeIssuer server;
    server.instead["/me"] = answerOf(
        401, errorBody("invalid_token", "log: " + secret + ", " + FakeIssuer::code + ", " +
                                            FakeIssuer::refreshToken + ", " + FakeIssuer::accessToken));
    FakePerson person;
    QVERIFY(tried(codeRequest(server.issuer()), person) == Outcome::Refused);
    QVERIFY2(m_said.contains(u"log: ***, ***, ***, ***"_s), qPrintable(m_said));
    nothingLeaked();
}

void TestTrial::badIdToken()
{
    FakeIssuer server;
    server.changeClaims = [](Json &claims) { claims["aud"] = "another"; };
    FakePerson person;
    QVERIFY(tried(codeRequest(server.issuer()), person) == Outcome::Refused);
    QVERIFY2(m_said.contains(u"not for this client application"_s), qPrintable(m_said));
    QCOMPARE(person.stateOf(Step::Token), u"refused"_s);
    QCOMPARE(person.stateOf(Step::UserInfo), u"done"_s);
}

void TestTrial::subjects_data()
{
    QTest::addColumn<QByteArray>("userInfo");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("refreshed");
    QTest::addColumn<QString>("fault");
    const QByteArray jwt = "application/jwt";
    const QByteArray json = "application/json";
    const QByteArray plain = R"({"sub":"anna"})";
    QTest::newRow("plain") << plain << json << u"anna"_s << QString();
    QTest::newRow("signed") << signedToken(Json{{"sub", "anna"}}) << jwt << u"anna"_s << QString();
    QTest::newRow("another, plain") << QByteArray(R"({"sub":"bram"})") << json << u"anna"_s
                                    << u"another user"_s;
    QTest::newRow("another, signed") << signedToken(Json{{"sub", "bram"}}) << QByteArray("Application/JWT")
                                     << u"anna"_s << u"another user"_s;
    QTest::newRow("nobody, signed") << signedToken(Json{{"name", "Anna"}}) << jwt << u"anna"_s
                                    << u"whom it is about"_s;
    QTest::newRow("opaque") << QByteArray("abcdef") << jwt << u"anna"_s << u"and it is none"_s;
    QTest::newRow("another after the refresh") << plain << json << u"bram"_s << u"another user"_s;
}

void TestTrial::subjects()
{
    QFETCH(const QByteArray, userInfo);
    QFETCH(const QByteArray, type);
    QFETCH(const QString, refreshed);
    QFETCH(const QString, fault);
    FakeIssuer server;
    server.instead["/me"] = answerOf(200, userInfo, {}, type);
    server.changeClaims = [&, count = 0](Json &claims) mutable {
        if (count++ > 0)
            claims["sub"] = refreshed.toStdString();
    };
    FakePerson person;
    const auto outcome = tried(codeRequest(server.issuer()), person);
    QVERIFY2(outcome == (fault.isEmpty() ? Outcome::Worked : Outcome::Refused), qPrintable(m_said));
    QVERIFY2(m_said.contains(fault), qPrintable(m_said));
    QCOMPARE(person.stateOf(Step::Token), u"done"_s);
    const bool isRefreshWrong = refreshed != u"anna"_s;
    QCOMPARE(person.stateOf(Step::Refresh), isRefreshWrong ? u"refused"_s : u"done"_s);
    QCOMPARE(person.stateOf(Step::UserInfo), fault.isEmpty() || isRefreshWrong ? u"done"_s : u"refused"_s);
}

void TestTrial::keysThatAreMissing_data()
{
    QTest::addColumn<bool>("isNamed");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no jwks_uri") << false << 404 << QByteArray();
    QTest::newRow("not there") << true << 404 << QByteArray();
    QTest::newRow("no JSON") << true << 200 << QByteArray("<html>");
    QTest::newRow("a list") << true << 200 << QByteArray("[]");
}

void TestTrial::keysThatAreMissing()
{
    QFETCH(const bool, isNamed);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    FakeIssuer server;
    server.changeMetadata = [&](Json &metadata) {
        if (!isNamed)
            metadata.erase("jwks_uri");
    };
    server.instead["/jwks"] = answerOf(status, body);
    FakePerson person;
    QVERIFY2(tried(codeRequest(server.issuer()), person) == Outcome::Refused, qPrintable(m_said));
    QCOMPARE(person.stateOf(Step::Token), u"refused"_s);
}

void TestTrial::otherTokenTypes_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("state");
    QTest::newRow("Bearer") << u"Bearer"_s << u"done"_s;
    QTest::newRow("any case") << u"bEARER"_s << u"done"_s;
    QTest::newRow("bound to a key") << u"DPoP"_s << u"skipped"_s;
    QTest::newRow("none") << QString() << u"skipped"_s;
}

void TestTrial::otherTokenTypes()
{
    QFETCH(const QString, type);
    QFETCH(const QString, state);
    FakeIssuer server;
    server.tokenType = type.toStdString();
    FakePerson person;
    QVERIFY2(tried(codeRequest(server.issuer()), person) == Outcome::Worked, qPrintable(m_said));
    QCOMPARE(person.stateOf(Step::UserInfo), state);
    QCOMPARE(m_said.contains(u"its token_type is \"%1\""_s.arg(type)), state == u"skipped"_s);
    QCOMPARE(std::ranges::any_of(server.received(),
                                 [](const ReceivedRequest &request) { return request.target == "/me"; }),
             state == u"done"_s);
}

void TestTrial::sentBackAtOnce_data()
{
    QTest::addColumn<QByteArray>("behind");
    QTest::addColumn<qsizetype>("visits");
    QTest::addColumn<QString>("state");
    QTest::newRow("nobody was signed in") << QByteArray() << qsizetype(2) << u"done"_s;
    QTest::newRow("refused") << QByteArray("&error=invalid_request") << qsizetype(1) << u"refused"_s;
}

/// Only the browser has a session to end.
void TestTrial::sentBackAtOnce()
{
    QFETCH(const QByteArray, behind);
    QFETCH(const qsizetype, visits);
    QFETCH(const QString, state);
    FakeIssuer server;
    server.sendsBack = behind;
    FakePerson person;
    QVERIFY(tried(codeRequest(server.issuer()), person));
    QCOMPARE(person.visits().size(), visits);
    QCOMPARE(person.stateOf(Step::Logout), state);
}

void TestTrial::clocks()
{
    FakeIssuer server;
    const QDateTime there = QDateTime::currentDateTimeUtc().addSecs(-3600);
    server.date =
        "Date: " + QLocale::c().toString(there, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1() + "\r\n";
    server.instead["/token"] = answerOf(401, errorBody("invalid_client", "expired"), server.date);
    FakePerson person;
    QVERIFY(tried(codeRequest(server.issuer()), person) == Outcome::Refused);
    const auto ahead = person.refusals().first().clockAhead.count();
    QVERIFY2(ahead < -3500 && ahead > -3700, qPrintable(QString::number(ahead)));
    QVERIFY2(m_said.contains(u"s behind this machine's"_s), qPrintable(m_said));
}

void TestTrial::issuerInTheAnswer_data()
{
    QTest::addColumn<bool>("isAnnounced");
    QTest::addColumn<QString>("named");
    QTest::addColumn<int>("does");
    QTest::addColumn<QString>("text");
    const QString evil = u"https://evil.example.com"_s;
    const QString refusal = u"RFC 9207"_s;
    const auto row = [](const char *name, bool isAnnounced, const QString &named, Does does,
                        const QString &text) {
        QTest::newRow(name) << isAnnounced << named << int(does) << text;
    };
    row("missing", true, {}, Does::ComesBack, refusal);
    row("the right one", true, u"own"_s, Does::ComesBack, {});
    row("the right one, not announced", false, u"own"_s, Does::ComesBack, {});
    row("another", true, evil, Does::ComesBack, refusal);
    row("another, not announced", false, evil, Does::ComesBack, refusal);
    row("another says no", false, evil, Does::SaysNo, refusal);
    row("somebody says no", true, {}, Does::SaysNo, refusal);
    row("the right one says no", true, u"own"_s, Does::SaysNo, u"access_denied"_s);
}

void TestTrial::issuerInTheAnswer()
{
    QFETCH(const bool, isAnnounced);
    QFETCH(const QString, named);
    QFETCH(const int, does);
    QFETCH(const QString, text);
    FakeIssuer server;
    server.changeMetadata = [&](Json &metadata) {
        metadata["authorization_response_iss_parameter_supported"] = isAnnounced;
    };
    FakePerson person{Does(does)};
    person.issuer = named == u"own"_s ? server.issuer() : named;
    const auto outcome = tried(codeRequest(server.issuer()), person);
    QVERIFY2(outcome == (text.isEmpty() ? Outcome::Worked : Outcome::Refused), qPrintable(m_said));
    QVERIFY2(m_said.contains(text), qPrintable(m_said));
    QCOMPARE(lastTokenRequest(server).target.isEmpty(), !text.isEmpty());
}

void TestTrial::cancels()
{
    FakeIssuer server;
    FakePerson person(Does::Cancels);
    const auto outcome = tried(codeRequest(server.issuer()), person);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
    QCOMPARE(person.stateOf(Step::Authorization), u"skipped"_s);
}

void TestTrial::outOfReach()
{
    QString issuer;
    {
        const FakeIssuer server;
        issuer = server.issuer();
    }
    FakePerson person;
    const auto outcome = tried(codeRequest(issuer), person);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Unreachable);
    QCOMPARE(person.stateOf(Step::Discovery), u"failed"_s);
    const auto noAddress = tried(codeRequest(u"http://id.example.com"_s), person);
    QVERIFY2(noAddress == Outcome::Refused, qPrintable(m_said));
    QVERIFY2(m_said.contains(u"Use https"_s), qPrintable(m_said));
}

GATEHOUSE_TEST(TestTrial)
#include "tst_trial.moc"
