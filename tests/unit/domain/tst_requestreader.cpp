#include "SecretSamples.h"

#include "domain/explain/masking/SecretParameters.h"
#include "domain/explain/request/PastedRequest.h"
#include "support/Effort.h"

#include <QTest>
#include <QUrl>

#include <tuple>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::explain;

namespace {

// Never to be seen again.
constexpr auto secret = "Vq7sT2hR9mK4xZ8bN3cW6yD1fG5jL0pQ"_L1;
constexpr auto idToken =
    "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ3ZWItc2hvcCIsInN1YiI6ImFubmEifQ.c2lnbmF0dXJlLW9mLXRoZS1zZXJ2ZXI"_L1;

PastedRequest read(const QString &pasted)
{
    const auto request = readRequest(pasted);
    return request ? *request : PastedRequest();
}

QString allOf(const PastedRequest &request)
{
    QString all = request.server + request.audience + request.answerAddress + request.proof.headerClientId;
    for (const Parameter &parameter : request.parameters)
        all += parameter.name + u'=' + parameter.value + u'\n';
    return all;
}

}

class RequestReaderTest : public QObject
{
    Q_OBJECT

    static void row(const char *name, const QString &pasted, const QString &redirect,
                    RequestKind kind = RequestKind::Authorization)
    {
        QTest::newRow(name) << pasted << kind << u"web-shop"_s << redirect;
    }

    /// Redirects that are not encoded, with more behind them.
    static void addReadable()
    {
        const QString cb = u"https://a.example/cb"_s;
        const auto form = [](const QString &redirect) {
            return u"grant_type=authorization_code&code=%1&redirect_uri=%2&client_id=web-shop&code_verifier=v"_s
                .arg(QString(secret), redirect);
        };
        for (const char *const redirect :
             {"https://a.example/cb", "http://127.0.0.1:9/cb", "com.example.app:/cb", "com.example.app://cb",
              "urn:ietf:wg:oauth:2.0:oob", "https://a.example/cb?x=1", "https://a.example/cb?scope=1",
              "/cb?x=1", "https://a.example"})
            row(redirect, form(QString::fromLatin1(redirect)), QString::fromLatin1(redirect),
                RequestKind::Token);
        row("readable, behind the query's mark",
            u"?client_id=web-shop&redirect_uri=https://a.example/cb&response_type=code&scope=openid"_s, cb);
        row("readable, first", u"redirect_uri=https://a.example/cb&response_type=code&client_id=web-shop"_s,
            cb);
        row("readable, behind a resource",
            u"resource=https://api.example/x?y=1&client_id=web-shop&response_type=code&redirect_uri=https://"
            "a.example/cb"_s,
            cb);
        row("readable, behind an address without a query", u"https://idp.example/token\n"_s + form(cb), cb,
            RequestKind::Token);
        row("readable, in quotes", u"'"_s + form(cb) + u"'"_s, cb, RequestKind::Token);
        row("readable, of a post", u"POST /token HTTP/1.1\nHost: idp.example\n\n"_s + form(cb), cb,
            RequestKind::Token);
    }

    /// Addresses that tools show decoded, and what mails and specifications wrap.
    static void addWrapped()
    {
        const QString cb = u"https://a.example/cb"_s;
        const QString front =
            u"https://idp.example/auth?client_id=web-shop&response_type=code&scope=openid"_s;
        const QString redirect = u"&redirect_uri=https://a.example/cb"_s;
        row("blank", front + u" profile"_s + redirect + u"&state=1"_s, cb);
        row("blanks", front + u" profile https://a.example/read orders.read"_s + redirect, cb);
        row("blank in the type", QString(front).replace("=code"_L1, "=code id_token"_L1) + redirect, cb);
        row("line in front of a name", front + u"\n"_s + redirect + u"\r\n&state=1"_s, cb);
        row("line behind an ampersand", front + u"&\n    redirect_uri=https://a.example/cb&\n    state=1"_s,
            cb);
        row("line in a value", front + u"&redirect_uri=https://a.exam\nple/cb&state=1"_s, cb);
        row("each on a line",
            u"GET /auth?\n  response_type=code\n  &client_id=web-shop\n  "
            u"&redirect_uri=https%3A%2F%2Fa.example%2Fcb "
            "HTTP/1.1\n  Host: idp.example"_s,
            cb);
        row("form with a blank",
            u"client_id=web-shop&response_type=code&scope=openid profile&redirect_uri=https://a.example/cb"_s,
            cb);
        row("blank, and another address behind",
            front + redirect + u" https://other.example/?x=1&client_id=other"_s, cb);
        row("question in front",
            u"Why is it refused?\nclient_id=web-shop&redirect_uri=https://a.example/cb"_s, cb);
        row("prose behind", front + redirect + u" does not work & I do not know why"_s, cb);
    }

    /// Pages that go back to the request.
    static void addNested()
    {
        const QString cb = u"https://a.example/cb"_s;
        const QString query =
            u"client_id=web-shop&response_type=code&redirect_uri=https%3A%2F%2Fa.example%2Fcb"_s;
        const auto once = [](const QString &text) {
            return QString::fromLatin1(QUrl::toPercentEncoding(text));
        };
        const QString inner = u"/connect/authorize/callback?"_s + query;
        row("return address", u"https://idp.example/Account/Login?ReturnUrl="_s + once(inner), cb);
        row("return address of a request that came", u"GET /login?x=1&next="_s + once(inner) + u" HTTP/1.1"_s,
            cb);
        row("return address, not encoded", u"https://idp.example/login?returnUrl="_s + inner, cb);
        row("return address, whole",
            u"https://login.example/?redirect="_s + once(u"https://idp.example"_s + inner) + u"&lang=nl"_s,
            cb);
        row("return address in another",
            u"https://idp.example/consent?returnUrl="_s + once(u"/login?ReturnUrl="_s + once(inner)), cb);
        row("return address beside a client ID",
            u"https://idp.example/login?client_id=other&returnUrl="_s + once(inner), cb);
        row("state that is an address",
            u"https://idp.example/auth?"_s + query + u"&state="_s +
                once(u"https://a.example/?client_id=x&response_type=y"_s),
            cb);
        row("another parameter that is one",
            u"https://idp.example/auth?"_s + query + u"&x="_s +
                once(u"https://a.example/?client_id=x&response_type=y"_s),
            cb);
    }

private Q_SLOTS:
    void found_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<RequestKind>("kind");
        QTest::addColumn<QString>("clientId");
        QTest::addColumn<QString>("redirect");
        const QString query =
            u"response_type=code&client_id=web-shop&redirect_uri=https%3A%2F%2Fa.example%2Fcb"_s;
        const QString address = u"https://idp.example/auth?"_s + query;
        const QString redirect = u"https://a.example/cb"_s;
        const auto authorization = RequestKind::Authorization;
        const auto token = RequestKind::Token;
        QTest::newRow("address") << address << authorization << u"web-shop"_s << redirect;
        QTest::newRow("around it") << u"  It says so at <"_s + address + u">, why?\n"_s << authorization
                                   << u"web-shop"_s << redirect;
        QTest::newRow("quotes") << u"\""_s + address + u"\""_s << authorization << u"web-shop"_s << redirect;
        QTest::newRow("header") << u"HTTP/1.1 302 Found\nLocation: "_s + address + u"\nServer: x"_s
                                << authorization << u"web-shop"_s << redirect;
        QTest::newRow("request") << u"GET /auth?"_s + query + u" HTTP/1.1\nHost: idp.example\n"_s
                                 << authorization << u"web-shop"_s << redirect;
        QTest::newRow("query alone") << query << authorization << u"web-shop"_s << redirect;
        QTest::newRow("with its mark") << u"?"_s + query << authorization << u"web-shop"_s << redirect;
        QTest::newRow("of a page") << QString(address).replace(u'&', "&amp;"_L1) << authorization
                                   << u"web-shop"_s << redirect;
        QTest::newRow("of JSON") << u"{\"url\": \""_s + QString(address).replace(u'&', "\\u0026"_L1) +
                                        u"\"}"_s
                                 << authorization << u"web-shop"_s << redirect;
        QTest::newRow("without scheme")
            << u"idp.example/auth?"_s + query << authorization << u"web-shop"_s << redirect;
        QTest::newRow("lines of a browser") << u"client_id: web-shop\nredirect_uri: https://a.example/cb\n"
                                               "response_type: code"_s
                                            << authorization << u"web-shop"_s << redirect;
        QTest::newRow("log of Keycloak") << u"type=\"LOGIN_ERROR\", realmName=\"x\", clientId=\"web-shop\", "
                                            u"error=\"invalid_redirect_uri\", "
                                            "redirect_uri=\"https://a.example/cb\""_s
                                         << authorization << u"web-shop"_s << redirect;
        QTest::newRow("form")
            << u"grant_type=authorization_code&code=%1&redirect_uri=https%3A%2F%2Fa.example%2Fcb&"
               "client_id=web-shop"_s.arg(secret)
            << token << u"web-shop"_s << redirect;
        QTest::newRow("post")
            << u"POST /token HTTP/1.1\r\nHost: idp.example\r\nAuthorization: Basic d2ViLXNob3A6c2VjcmV0\r\n"
               "Content-Type: application/x-www-form-urlencoded\r\n\r\ngrant_type=client_credentials&scope=api"_s
            << token << u"web-shop"_s << QString();
        QTest::newRow("curl") << u"curl -s -u 'web-shop:%1' -d grant_type=client_credentials -d scope=api "
                                 "https://idp.example/token"_s.arg(secret)
                              << token << u"web-shop"_s << QString();
        QTest::newRow("curl, quoted")
            << u"curl https://idp.example/token --data-urlencode 'grant_type=refresh_token' "
               "--data \"client_id=web-shop&refresh_token=%1\""_s.arg(secret)
            << token << u"web-shop"_s << QString();
        QTest::newRow("curl, options joined")
            << u"curl -su web-shop:\"%1\" --data='grant_type=client_credentials' https://idp.example/token"_s
                   .arg(secret)
            << token << u"web-shop"_s << QString();
        QTest::newRow("curl of cmd.exe")
            << u"curl "
               u"^\"https://idp.example/"
               u"auth?response_type=code^&client_id=web-shop^&redirect_uri=https^%^3A^%^2F^%^2F"
               "a.example^%^2Fcb^\" ^\n  -H ^\"x: y^\""_s
            << authorization << u"web-shop"_s << redirect;
        QTest::newRow("fetch")
            << u"fetch(\"https://idp.example/token\", {\"headers\": {\"authorization\": \"Basic "
               "d2ViLXNob3A6c2VjcmV0\"}, \"body\": \"grant_type=client_credentials&scope=api\", "
               "\"method\": \"POST\"});"_s
            << token << u"web-shop"_s << QString();
        QTest::newRow("fetch of an address") << u"fetch(\""_s + address + u"\", {\"body\": null});"_s
                                             << authorization << u"web-shop"_s << redirect;
        QTest::newRow("logout")
            << u"https://idp.example/logout?client_id=web-shop&post_logout_redirect_uri=https://"
               "a.example/bye"_s
            << RequestKind::Logout << u"web-shop"_s << QString();
        QTest::newRow("logout by a hint") << u"https://idp.example/end?id_token_hint=%1"_s.arg(idToken)
                                          << RequestKind::Logout << u"web-shop"_s << QString();
        QTest::newRow("logout of Keycloak 17")
            << u"https://idp.example/realms/x/protocol/openid-connect/logout?redirect_uri=https://a.example/cb"_s
            << RequestKind::Logout << QString() << redirect;
        addReadable();
        addWrapped();
        addNested();
    }
    void found()
    {
        QFETCH(const QString, pasted);
        const auto request = readRequest(pasted);
        QVERIFY2(request, request ? "" : qPrintable(request.error().text));
        QTEST(request->kind, "kind");
        QTEST(request->clientId(), "clientId");
        QTEST(request->value(u"redirect_uri"), "redirect");
        QVERIFY(request->server.isEmpty() || request->server == "https://idp.example"_L1);
        QVERIFY2(!allOf(*request).contains(secret), qPrintable(allOf(*request)));
    }

    void nothingIsFound_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::newRow("nothing") << QString();
        QTest::newRow("prose") << u"It does not work, see https://idp.example/help?page=2"_s;
        QTest::newRow("binary") << QString(200, u'\u0001');
        QTest::newRow("error page") << u"https://idp.example/home/error?errorId=CfDJ8&client_id=web-shop"_s;
        QTest::newRow("sign-in page of Keycloak")
            << u"https://idp.example/realms/x/login-actions/authenticate?execution=1&client_id=web-shop&"
               "tab_id=a&client_data=e30"_s;
        QTest::newRow("too long") << QString(longestPaste + 1, u'a');
    }
    void nothingIsFound()
    {
        QFETCH(const QString, pasted);
        const auto request = readRequest(pasted);
        QVERIFY(!request);
        QVERIFY(!request.error().text.isEmpty());
    }

    void proof()
    {
        const QString form = u"grant_type=client_credentials&client_id=a&client_secret="_s + secret;
        const PastedRequest byForm = read(form);
        QVERIFY(byForm.proof.byForm && !byForm.proof.byHeader);
        QCOMPARE(byForm.proof.secretHash.size(), 44);
        const PastedRequest byHeader =
            read(u"POST /token\nAuthorization: Basic %1\n\ngrant_type=client_credentials"_s.arg(
                QString::fromLatin1((u"a:"_s + secret).toLatin1().toBase64())));
        QVERIFY(byHeader.proof.byHeader && !byHeader.proof.byForm);
        QCOMPARE(byHeader.proof.secretHash, byForm.proof.secretHash);
        const PastedRequest again = read(explain::masked(form));
        QVERIFY(again.proof.byForm);
        QVERIFY(again.proof.secretHash.isEmpty());
    }

    void twoOfTheSame()
    {
        QVERIFY(read(u"client_id=a&utm=1&utm=2&audience=1&audience=2"_s).doubled().isEmpty());
        QCOMPARE(read(u"client_id=a&scope=x&client_id=b&resource=1&resource=2"_s).doubled(),
                 QStringList{u"client_id"_s});
    }

    void faults()
    {
        const PastedRequest request =
            read(u"client_id=%zz&redirect_uri=%E0%A4&code_challenge=short&code_verifier=%1&state=%2525"_s.arg(
                QString(43, u'!')));
        QCOMPARE(request.find(u"client_id")->fault, WritingFault::Encoding);
        QCOMPARE(request.find(u"redirect_uri")->fault, WritingFault::Encoding);
        QCOMPARE(request.find(u"code_challenge")->fault, WritingFault::Length);
        QCOMPARE(request.find(u"code_verifier")->fault, WritingFault::Alphabet);
        QCOMPARE(request.find(u"state")->fault, WritingFault::None);
        QCOMPARE(request.value(u"state"), u"%25"_s);
    }

    void answer()
    {
        const PastedRequest request =
            read(u"https://a.example/cb?error=invalid_scope&error_description=no&state=1"_s);
        QVERIFY(request.isAnswer);
        QCOMPARE(request.answerAddress, u"https://a.example/cb"_s);
        QVERIFY(read(u"https://a.example/cb#error=access_denied"_s).isAnswer);
        QVERIFY(!read(u"https://idp.example/auth?client_id=a&response_type=code&error=x"_s).isAnswer);
    }

    void goodAnswer_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<bool>("isGood");
        const QString code = u"code="_s + secret;
        QTest::newRow("code") << u"https://a.example/cb?%1&state=xyz"_s.arg(code) << true;
        QTest::newRow("code alone") << u"https://a.example/cb?"_s + code << true;
        QTest::newRow("masked") << u"https://a.example/cb?code=***&state=xyz"_s << true;
        QTest::newRow("with scope") << u"https://a.example/cb?state=x&%1&scope=openid&iss=https://i"_s.arg(
                                           code)
                                    << true;
        QTest::newRow("of an application of its own") << u"com.example.app:/cb?"_s + code << true;
        QTest::newRow("in the fragment")
            << u"https://a.example/cb#access_token=%1&token_type=bearer&state=x"_s.arg(secret) << true;
        QTest::newRow("line of a log") << u"GET /cb?%1&state=x HTTP/1.1\nHost: a.example"_s.arg(code) << true;
        QTest::newRow("posted") << u"POST /cb HTTP/1.1\nHost: a.example\n\n%1&state=x&scope=openid"_s.arg(
                                       code)
                                << true;
        QTest::newRow("of a token") << u"https://idp.example/token?"_s + code << false;
        QTest::newRow("refusal") << u"https://a.example/cb?error=x&state=1"_s << false;
        QTest::newRow("form") << u"grant_type=authorization_code&state=x&"_s + code << false;
        QTest::newRow("with a verifier")
            << u"https://a.example/cb?scope=a&code_verifier=x&"_s + code << false;
        QTest::newRow("lines") << u"client_id: a\nredirect_uri: https://a.example/cb?code=1"_s << false;
    }
    void goodAnswer()
    {
        QFETCH(const QString, pasted);
        const PastedRequest request = read(pasted);
        QTEST(request.isGoodAnswer(), "isGood");
        QVERIFY(!request.parameters.isEmpty());
        QVERIFY2(!allOf(request).contains(secret), qPrintable(allOf(request)));
    }

    void blanksArePartOfTheirValue()
    {
        const QString front = u"https://idp.example/auth?client_id=a&scope="_s;
        const auto scope = [](const QString &pasted) { return read(pasted).value(u"scope"); };
        QCOMPARE(scope(front + u"openid profile&state=1"_s), u"openid profile"_s);
        QCOMPARE(scope(front + u"openid profile orders.read&state=1"_s), u"openid profile orders.read"_s);
        QCOMPARE(scope(front + u"openid\nprofile&state=1"_s), u"openid profile"_s);
        QCOMPARE(scope(front + u"openid profile email"_s), u"openid profile email"_s);
        QCOMPARE(scope(front + u"openid is refused"_s), u"openid"_s);
        QCOMPARE(scope(u"GET /auth?scope=openid HTTP/1.1"_s), u"openid"_s);
    }

    /// RFC 6749 3.1
    void withoutValueIsNotSent()
    {
        const PastedRequest request = read(
            u"client_id=&client_id=a&scope=&redirect_uri&request=&code=&client_secret=&client_assertion="_s);
        for (const QString &name : {u"scope"_s, u"redirect_uri"_s, u"request"_s, u"code"_s})
            QVERIFY2(!request.has(name) && request.names(name), qPrintable(name));
        QCOMPARE(request.clientId(), u"a"_s);
        QVERIFY(!request.hasRequestObject());
        QVERIFY(request.proof.isEmpty());
    }

    void assertionNamesTheClient()
    {
        const QByteArray claims =
            QByteArray(R"({"iss":"a","sub":"web-shop","exp":5})").toBase64(QByteArray::Base64UrlEncoding);
        const QString form =
            u"grant_type=client_credentials&client_assertion=eyJhbGciOiJSUzI1NiJ9.%1.%2"_s.arg(
                QString::fromLatin1(claims), QString(secret));
        const PastedRequest request = read(form);
        QCOMPARE(request.clientId(), u"web-shop"_s);
        QCOMPARE(request.proof.assertion,
                 (Assertion{.isRead = true, .issuer = u"a"_s, .subject = u"web-shop"_s, .expires = 5}));
        QCOMPARE(read(form + u"&client_id=b"_s).clientId(), u"b"_s);
        QVERIFY(!read(explain::masked(form)).proof.assertion.isRead);
        QVERIFY(read(explain::masked(form)).proof.byAssertion);
    }

    void masked_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const QString &pasted, const QString &shown) {
            QTest::newRow(name) << pasted.arg(secret) << shown;
        };
        row("form", u"grant_type=authorization_code&code=%1&client_id=a"_s,
            u"grant_type=authorization_code&code=***&client_id=a"_s);
        row("every one", u"code_verifier=%1&client_secret=%1&refresh_token=%1&assertion=%1&password=%1"_s,
            u"code_verifier=***&client_secret=***&refresh_token=***&assertion=***&password=***"_s);
        row("inside of a value",
            u"redirect_uri=https%3A%2F%2Fa%2Fcb%3Fcode%3D%1%26x%3D1&state=s"_s.replace("%3A"_L1, "%3a"_L1),
            u"redirect_uri=https%3a%2F%2Fa%2Fcb%3Fcode%3D***%26x%3D1&state=s"_s);
        row("names of settings", u"db_passwd=%1&db.pwd=%1&secrets=%1&client.secret.rotated=%1"_s,
            u"db_passwd=***&db.pwd=***&secrets=***&client.secret.rotated=***"_s);
        row("an encoded name", u"client%5Fsecret=%1&a=b"_s, u"client%5Fsecret=***&a=b"_s);
        row("capitals", u"CLIENT_SECRET=%1"_s, u"CLIENT_SECRET=***"_s);
        row("header", u"Authorization: Basic %1\nHost: a"_s, u"Authorization: Basic ***\nHost: a"_s);
        row("bearer", u"authorization: bearer %1"_s, u"authorization: bearer ***"_s);
        row("cookie", u"Cookie: KC=%1; x=%1\nHost: a"_s, u"Cookie: ***\nHost: a"_s);
        row("curl", u"curl -u web-shop:%1 -H 'Authorization: Bearer %1' https://a/token"_s,
            u"curl -u web-shop:*** -H 'Authorization: Bearer ***' https://a/token"_s);
        row("JSON", u"{\"client_secret\": \"%1\", \"scope\": \"api\"}"_s,
            u"{\"client_secret\": \"***\", \"scope\": \"api\"}"_s);
        row("lines", u"code: %1\nstate: s"_s, u"code: ***\nstate: s"_s);
        row("password of an address", u"https://me:%1@a.example/cb"_s, u"https://me:***@a.example/cb"_s);
        row("fragment", u"https://a/cb#access_token=%1&token_type=bearer"_s,
            u"https://a/cb#access_token=***&token_type=bearer"_s);
        QTest::newRow("token under any name")
            << u"https://a/cb?x="_s + idToken + u"&y=1"_s << u"https://a/cb?x=***&y=1"_s;
        QTest::newRow("no secret") << u"response_type=code&state=abc&nonce=def&code_challenge=x"_s
                                   << u"response_type=code&state=abc&nonce=def&code_challenge=x"_s;
        QTest::newRow("again") << u"code=***&client_secret=***"_s << u"code=***&client_secret=***"_s;
        QTest::newRow("again, header")
            << u"Authorization: Basic ***\nHost: a"_s << u"Authorization: Basic ***\nHost: a"_s;
        QTest::newRow("again, curl") << u"curl -u web-shop:*** https://a"_s
                                     << u"curl -u web-shop:*** https://a"_s;
        QTest::newRow("prose") << u"The request: https://a/auth?client_id=b"_s
                               << u"The request: https://a/auth?client_id=b"_s;
    }

    /// However it is named, quoted and encoded.
    void isMasked_data()
    {
        QTest::addColumn<QString>("pasted");
        for (const QString &pasted : test::withSecret)
            QTest::newRow(qPrintable(pasted)) << QString(pasted).replace("%1"_L1, secret);
    }
    void isMasked()
    {
        QFETCH(const QString, pasted);
        for (const QString &whole : {pasted, u"scope=openid\n"_s + pasted, pasted + u"\nscope=openid"_s}) {
            const QString shown = explain::masked(whole);
            QVERIFY2(!shown.contains(secret), qPrintable(shown));
            QVERIFY2(whole == pasted || shown.contains("scope=openid"_L1), qPrintable(shown));
            QCOMPARE(explain::masked(shown), shown);
        }
    }

    void isShown_data()
    {
        QTest::addColumn<QString>("pasted");
        for (const QString &pasted : test::withoutSecret)
            QTest::newRow(qPrintable(pasted)) << pasted;
    }
    void isShown()
    {
        QFETCH(const QString, pasted);
        QCOMPARE(explain::masked(pasted), pasted);
    }

    void whatIsBesideASecretIsShown_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<QString>("shown");
        const auto row = [](const QString &pasted, const QString &shown) {
            QTest::newRow(qPrintable(pasted)) << QString(pasted).replace("%1"_L1, secret) << shown;
        };
        for (const auto &[pasted, shown] : test::besideSecret)
            row(pasted, shown);
    }
    void whatIsBesideASecretIsShown()
    {
        QFETCH(const QString, pasted);
        QTEST(explain::masked(pasted), "shown");
    }

    void masked()
    {
        QFETCH(const QString, pasted);
        QTEST(explain::masked(pasted), "shown");
        QVERIFY(!explain::masked(pasted).contains(secret));
    }

    void effortGrowsAsTheText_data()
    {
        QTest::addColumn<QString>("pasted");
        const qsizetype size = 1024 * 1024;
        QTest::newRow("one value") << u"https://idp/auth?client_id=a&redirect_uri="_s + QString(size, u'a');
        QTest::newRow("many parameters") << u"client_id=a&"_s + u"code=b&"_s.repeated(size / 7);
        QTest::newRow("equals") << u"client_id=a&"_s + QString(size, u'=');
        QTest::newRow("encoded") << u"client_id=a&state="_s + u"%3D"_s.repeated(size / 3);
        QTest::newRow("addresses") << u"client_id=a "_s + u"https://a "_s.repeated(size / 10);
        QTest::newRow("colons") << u"client_id=a "_s + u"code:"_s.repeated(size / 5);
        QTest::newRow("backslashes") << u"client_id=a&code=\""_s + QString(size, u'\\');
        QTest::newRow("escaped quotes") << u"client_id=a "_s + u"code=\"\\"_s.repeated(size / 7);
        QTest::newRow("quotes of both kinds") << u"client_id=a "_s + u"\"code='\n"_s.repeated(size / 8);
        QTest::newRow("percent signs") << u"client_id=a "_s + u"%25"_s.repeated(size / 3) + u"=1"_s;
        QTest::newRow("user names") << u"client_id=a "_s + u"%3A%2F%2F"_s.repeated(size / 9);
        QTest::newRow("fields") << u"client_id=a "_s + u"<input name=\"code\" value="_s.repeated(size / 25);
        QTest::newRow("parts") << u"client_id=a "_s + u"form-data; name=\"code\""_s.repeated(size / 22);
        QTest::newRow("options") << u"client_id=a "_s + u" -u '"_s.repeated(size / 5);
        QTest::newRow("lists") << u"client_id=a "_s + u"\"code\":["_s.repeated(size / 8);
        QTest::newRow("wrapped") << u"client_id=a\n&state=b c d\n&scope=x y "_s.repeated(size / 32);
        QTest::newRow("open") << u"client_id=a b c d e f g "_s.repeated(size / 24);
        QTest::newRow("nested") << u"https://idp/auth?client_id=a&"_s + u"x=%3Fy%3D/&"_s.repeated(size / 12);
        QTest::newRow("elements") << u"client_id=a "_s + u"<code a"_s.repeated(size / 7);
        QTest::newRow("elements that do not end") << u"client_id=a "_s + u"<code>b1"_s.repeated(size / 8);
        QTest::newRow("dots") << u"client_id=a&x=eyJaaaaaaaa"_s + QString(size, u'.');
        QTest::newRow("quotes") << u"curl -d client_id=a "_s + u"-d '"_s.repeated(size / 4);
    }
    void effortGrowsAsTheText()
    {
        QFETCH(const QString, pasted);
        QVERIFY(readRequest(pasted));
        QVERIFY(!explain::masked(pasted).isEmpty());
        const auto read = [](const QString &text) {
            return test::effort([&] {
                QVERIFY(!explain::masked(text).isEmpty());
                QVERIFY(readRequest(text));
            });
        };
        const auto floor = read(pasted.first(pasted.size() / 32));
        const auto taken = read(pasted.first(pasted.size() / 4));
        QVERIFY2(taken < 24 * floor, test::timesAsMuch(taken, floor).constData());
    }
};

GATEHOUSE_TEST(RequestReaderTest)
#include "tst_requestreader.moc"
