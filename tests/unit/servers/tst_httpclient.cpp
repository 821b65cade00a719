#include "servers/http/HttpClient.h"
#include "support/HttpTestServer.h"
#include "support/TestProgram.h"
#include "unit/certificates/OpenSsl.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

#include <atomic>

using namespace gatehouse;
using namespace gatehouse::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const HttpPatience hasty{.connect = 5s, .idle = 300ms, .backOff = 1ms};

QString textOf(const Result<HttpAnswer> &answer)
{
    return answer ? u"answered "_s + QString::number(answer->status) : answer.error().text;
}

QSslConfiguration tlsOf(const OpenSsl &openSsl, const QString &name)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(QSslCertificate::fromData(openSsl.read(name + u".crt"_s)));
    tls.setPrivateKey(QSslKey(openSsl.read(name + u".key"_s), QSsl::Rsa));
    return tls;
}

/// NAME.crt, issued by "House CA" for this host, in the folder.
void issue(const OpenSsl &openSsl, const QString &name, const QString &host, const QString &more = {})
{
    openSsl.write(u"names.cnf"_s, "subjectAltName=DNS:" + host.toLatin1());
    openSsl.run(u"req -newkey rsa:2048 -nodes -keyout %1.key -out %1.csr -subj /CN=%1"_s.arg(name));
    openSsl.run(
        u"x509 -req -in %1.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out %1.crt -extfile names.cnf %2"_s
            .arg(name, more.isEmpty() ? u"-days 30"_s : more));
}

}

class HttpClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatItIsTold();
    void readsHeadersAndContent();
    void encodesAddresses();
    void triesAgain_data();
    void triesAgain();
    void neverRepeatsWhatMayHaveBeenDone_data();
    void neverRepeatsWhatMayHaveBeenDone();
    void waitsAsAsked();
    void givesUpAWaitThatIsTooLong_data();
    void givesUpAWaitThatIsTooLong();
    void followsOnTheSameServerAlone_data();
    void followsOnTheSameServerAlone();
    void endlessRedirectsAreNamed();
    void refusesWhatIsNoJson();
    void refusesWhatIsTooLarge_data();
    void refusesWhatIsTooLarge();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void namesWhoIsNotThere();
    void timesOut();
    void cancels();
    void sendsManyAtATime();
    void refusesUnsafeAddresses_data();
    void refusesUnsafeAddresses();
    void trustsAnAuthorityOfItsOwn();
    void saysWhichCertificate_data();
    void saysWhichCertificate();
    void needsTls12();
    void refusesWhatIsNoCertificate();
};

void HttpClientTest::sendsWhatItIsTold()
{
    HttpTestServer server([](const ReceivedRequest &) { return answerOf(201, R"({"id": 7})"); });
    HttpClient client(server.url(u"/auth/"_s));
    HttpRequest request =
        HttpRequest::withJson("POST", client.at({u"clients"_s}), {{"clientId", "portal"}, {"n", 1}});
    request.authorization = {HttpAuthorization::Scheme::Basic, u"admin"_s, secretCopy("s3cret")};
    const auto answer = client.send(request);
    QVERIFY2(answer, qPrintable(textOf(answer)));
    QCOMPARE(answer->status, 201);
    request = {.url = client.at({u"clients"_s}),
               .authorization = {HttpAuthorization::Scheme::Bearer, {}, secretCopy("t0ken")}};
    QVERIFY(client.send(request));
    QVERIFY(client.send(
        HttpRequest::withForm(client.at({u"token"_s}), {{u"a b"_s, secretCopy("1&2 +\xc3\xa9")}})));

    const QList<ReceivedRequest> received = server.received();
    QCOMPARE(received.size(), 3);
    QCOMPARE(received[0].method, "POST");
    QCOMPARE(received[0].target, "/auth/clients");
    QCOMPARE(received[0].body, R"({"clientId":"portal","n":1})");
    QCOMPARE(received[0].headers["content-type"], "application/json");
    QCOMPARE(received[0].headers["authorization"], "Basic " + QByteArray("admin:s3cret").toBase64());
    QCOMPARE(received[1].headers["authorization"], "Bearer t0ken");
    QCOMPARE(received[1].headers["accept"], "application/json");
    QCOMPARE(received[2].body, "a%20b=1%262%20%2B%C3%A9");
    QVERIFY(!received[2].headers.contains("authorization"));
}

void HttpClientTest::readsHeadersAndContent()
{
    HttpTestServer server([](const ReceivedRequest &) {
        return answerOf(200, R"([1, 2])", "Link: <a>\r\nX-Two: 1\r\nx-two: 2\r\n");
    });
    HttpClient client(server.url());
    const auto answer = client.send({.url = client.at({})});
    QVERIFY(answer);
    QCOMPARE(answer->header("link"), "<a>");
    QCOMPARE(answer->header("none"), "");
    QCOMPARE(answer->content().value(), json::Json({1, 2}));
    QCOMPARE(HttpAnswer{}.content().value(), json::Json());
}

void HttpClientTest::encodesAddresses()
{
    const HttpClient client(QUrl(u"https://id.example/base"_s));
    QCOMPARE(client.at({u"a/b ?#%"_s, u"é"_s}, {{u"q"_s, u"x&y=+ ü"_s}}).toEncoded(),
             "https://id.example/base/a%2Fb%20%3F%23%25/%C3%A9?q=x%26y%3D%2B%20%C3%BC");
}

void HttpClientTest::triesAgain_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status"); // 0: the connection breaks
    QTest::addColumn<HttpRequest::Repeat>("repeat");
    QTest::addColumn<bool>("again");
    using enum HttpRequest::Repeat;
    for (const char *method : {"GET", "PUT", "DELETE", "POST", "PATCH"}) {
        const bool isSafe = QByteArrayList{"GET", "PUT", "DELETE"}.contains(method);
        for (const int status : {429, 502, 503, 504, 500, 0}) {
            QTest::addRow("%s %d", method, status)
                << QByteArray(method) << status << ByMethod << (status != 500 && (isSafe || status == 429));
        }
    }
    QTest::addRow("POST 503, always") << QByteArray("POST") << 503 << Always << true;
    QTest::addRow("POST broken, always") << QByteArray("POST") << 0 << Always << true;
    QTest::addRow("PUT 429, never") << QByteArray("PUT") << 429 << Never << true; // it was not done
    QTest::addRow("PUT 503, never") << QByteArray("PUT") << 503 << Never << false;
    QTest::addRow("PUT broken, never") << QByteArray("PUT") << 0 << Never << false;
}

void HttpClientTest::triesAgain()
{
    QFETCH(const QByteArray, method);
    QFETCH(const int, status);
    QFETCH(const HttpRequest::Repeat, repeat);
    QFETCH(const bool, again);
    std::atomic<int> count = 0;
    HttpTestServer server([&](const ReceivedRequest &) {
        if (++count > 1)
            return answerOf(200, "{}");
        return status == 0 ? CannedAnswer{.bytes = {}, .then = CannedAnswer::Then::Close} : answerOf(status);
    });
    HttpClient client(server.url(), {}, hasty);
    const QByteArray body = method == "GET" ? QByteArray() : QByteArray(R"({"a": "b"})");
    const HttpRequest request{
        .method = method, .url = client.at({}), .body = QByteArray(body), .repeat = repeat};
    const auto answer = client.send(request);
    QCOMPARE(request.body, body); // may be sent once more
    QVERIFY(!answer || answer->request.body.isEmpty());
    if (again) {
        QVERIFY2(answer, qPrintable(textOf(answer)));
        QCOMPARE(answer->status, 200);
        QVERIFY(count > 1);
        for (const ReceivedRequest &request : server.received())
            QCOMPARE(request.body, body);
    } else {
        QCOMPARE(count.load(), 1);
        QCOMPARE(answer ? answer->status : 0, status);
    }
}

/// Qt Network sends again by itself what a server took and did not answer.
void HttpClientTest::neverRepeatsWhatMayHaveBeenDone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("used");
    QTest::addRow("with a body, new connection") << QByteArray(R"({"clientId": "portal"})") << false;
    QTest::addRow("with a body, used connection") << QByteArray(R"({"clientId": "portal"})") << true;
    QTest::addRow("without one, new connection") << QByteArray() << false;
    QTest::addRow("without one, used connection") << QByteArray() << true;
}

void HttpClientTest::neverRepeatsWhatMayHaveBeenDone()
{
    QFETCH(const QByteArray, body);
    QFETCH(const bool, used);
    HttpTestServer server([](const ReceivedRequest &request) {
        return request.method == "GET" ? answerOf(200, "{}")
                                       : CannedAnswer{.bytes = {}, .then = CannedAnswer::Then::Close};
    });
    HttpClient client(server.url(), {}, hasty);
    if (used)
        QVERIFY(client.send({.url = client.at({})}));
    const auto answer = client.send({.method = "POST", .url = client.at({}), .body = body});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Error::Kind::Unreachable);
    QVERIFY2(answer.error().text.contains(u"is not known"_s), qPrintable(answer.error().text));
    QCOMPARE(std::ranges::count(server.received(), "POST", &ReceivedRequest::method), 1);
}

void HttpClientTest::waitsAsAsked()
{
    std::atomic<int> count = 0;
    HttpTestServer server([&](const ReceivedRequest &) {
        return ++count == 1 ? answerOf(429, {}, "Retry-After: 1\r\n") : answerOf(200, "{}");
    });
    HttpClient client(server.url(), {}, hasty);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(client.send({.url = client.at({})}));
    QVERIFY(timer.elapsed() >= 990);
    QCOMPARE(count.load(), 2);
}

void HttpClientTest::givesUpAWaitThatIsTooLong_data()
{
    QTest::addColumn<QByteArray>("wait");
    const QDateTime date = QDateTime::currentDateTimeUtc().addSecs(3650);
    QTest::newRow("seconds") << QByteArray("3600");
    QTest::newRow("a date") << QLocale::c().toString(date, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

void HttpClientTest::givesUpAWaitThatIsTooLong()
{
    QFETCH(const QByteArray, wait);
    HttpTestServer server(
        [&](const ReceivedRequest &) { return answerOf(503, {}, "Retry-After: " + wait + "\r\n"); });
    HttpClient client(server.url(), {}, hasty);
    const auto answer = client.send({.url = client.at({})});
    QVERIFY(!answer);
    QVERIFY2(answer.error().text.contains(u"3"_s) && answer.error().text.contains(u"wait"_s),
             qPrintable(answer.error().text));
    QCOMPARE(server.received().size(), 1);
}

void HttpClientTest::followsOnTheSameServerAlone_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("to"); // `%1`: this server
    QTest::addColumn<bool>("follows");
    QTest::addRow("same server") << QByteArray("GET") << u"%1/there"_s << true;
    QTest::addRow("path alone") << QByteArray("GET") << u"/there"_s << true;
    QTest::addRow("another port") << QByteArray("GET") << u"http://localhost:1/there?token=hidden"_s << false;
    QTest::addRow("another host") << QByteArray("GET") << u"https://elsewhere.example/there?token=hidden"_s
                                  << false;
    QTest::addRow("a write") << QByteArray("PUT") << u"/there"_s << false;
}

void HttpClientTest::followsOnTheSameServerAlone()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QString, to);
    QFETCH(const bool, follows);
    QUrl self;
    HttpTestServer server([&](const ReceivedRequest &request) {
        const QString target = to.contains(u"%1"_s) ? to.arg(self.toString()) : to;
        return request.target == "/there" ? answerOf(200, "{}")
                                          : answerOf(302, {}, "Location: " + target.toLatin1() + "\r\n");
    });
    self = server.url();
    HttpClient client(server.url(), {}, hasty);
    const auto answer = client.send({.method = method, .url = client.at({u"here"_s})});
    QCOMPARE(answer.has_value(), follows);
    QCOMPARE(server.received().size(), follows ? 2 : 1);
    if (!follows) {
        QVERIFY2(answer.error().text.contains(u"/there"_s), qPrintable(answer.error().text));
        QVERIFY(!answer.error().text.contains(u"hidden"_s));
    }
}

void HttpClientTest::endlessRedirectsAreNamed()
{
    HttpTestServer server([](const ReceivedRequest &request) {
        return answerOf(302, {}, "Location: " + request.target + "x\r\n");
    });
    HttpClient client(server.url(), {}, hasty);
    const auto answer = client.send({.url = client.at({u"here"_s})});
    QVERIFY(!answer);
    QVERIFY2(answer.error().text.contains(u"comes to no end"_s), qPrintable(answer.error().text));
    QCOMPARE(server.received().size(), 6);
}

void HttpClientTest::refusesWhatIsNoJson()
{
    HttpTestServer server([](const ReceivedRequest &request) {
        return request.target == "/broken" ? answerOf(200, "{\"a\": ")
                                           : answerOf(200, "<html>", {}, "text/html");
    });
    HttpClient client(server.url());
    const auto page = client.send({.url = client.at({})});
    QVERIFY(!page);
    QCOMPARE(page.error().kind, Error::Kind::Unreachable);
    QVERIFY2(page.error().text.contains(u"text/html"_s), qPrintable(page.error().text));
    QVERIFY(client.send({.url = client.at({}), .answer = HttpRequest::Answer::Any}));
    const auto broken = client.send({.url = client.at({u"broken"_s})});
    QVERIFY(broken);
    QVERIFY(!broken->content());
    QVERIFY(broken->content().error().text.contains(u"JSON"_s));
}

void HttpClientTest::refusesWhatIsTooLarge_data()
{
    QTest::addColumn<QByteArray>("start");
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    QTest::addRow("told") << head + "Content-Length: 99999999999\r\n\r\n[";
    QTest::addRow("not told") << head + "\r\n" + QByteArray(HttpExchange::largestAnswer + 1, ' ');
}

void HttpClientTest::refusesWhatIsTooLarge()
{
    QFETCH(const QByteArray, start);
    // It stays open: where a busy system resets what was closed, the client would rightly ask again.
    HttpTestServer server(
        [&](const ReceivedRequest &) { return CannedAnswer{start, CannedAnswer::Then::KeepOpen}; });
    HttpClient client(server.url());
    const auto answer = client.send({.url = client.at({})});
    QVERIFY(!answer);
    QVERIFY2(answer.error().text.contains(u"64 MiB"_s), qPrintable(answer.error().text));
    QCOMPARE(server.received().size(), 1);
}

void HttpClientTest::saysWhatIsWrong_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("said");
    QTest::addRow("401") << 401 << QByteArray(R"({"error": "invalid_client"})") << Error::Kind::Unreachable
                         << u"does not let Gatehouse in (401).*invalid_client"_s;
    QTest::addRow("403") << 403 << QByteArray() << Error::Kind::Unreachable << u"role is missing"_s;
    QTest::addRow("404") << 404 << QByteArray(R"({"error": "Realm not found."})") << Error::Kind::NotFound
                         << u"/realms/x.*Realm not found\\."_s;
    QTest::addRow("409") << 409 << QByteArray(R"({"errorMessage": "Client portal already exists"})")
                         << Error::Kind::Conflict << u"portal already exists"_s;
    QTest::addRow("400, OAuth") << 400
                                << QByteArray(R"({"error": "invalid_x", "error_description": "a\n b"})")
                                << Error::Kind::Rule << u"It says: a b$"_s;
    QTest::addRow("400, a secret") << 400 << QByteArray(R"({"error": "bad hush-hush and t0ken"})")
                                   << Error::Kind::Rule << u"bad \\*\\*\\* and \\*\\*\\*$"_s;
    QTest::addRow("429") << 429 << QByteArray() << Error::Kind::Unreachable << u"too much to do"_s;
    QTest::addRow("500, a page") << 500 << QByteArray("<html>") << Error::Kind::Rule
                                 << u"refuses this \\(500\\)\\.$"_s;
}

void HttpClientTest::saysWhatIsWrong()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const Error::Kind, kind);
    QFETCH(QString, said);
    HttpTestServer server([&](const ReceivedRequest &) { return answerOf(status, body); });
    HttpClient client(server.url(), {}, hasty);
    const auto answer =
        client
            .send({.url = client.at({u"realms"_s, u"x"_s}),
                   .authorization = {HttpAuthorization::Scheme::Bearer, {}, secretCopy("t0ken")},
                   .secrets = {secretCopy("hush-hush")}})
            .and_then(onlySuccess);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, kind);
    said.replace(u"(401)"_s, u"\\(401\\)"_s);
    QVERIFY2(answer.error().text.contains(QRegularExpression(said)), qPrintable(answer.error().text));
}

void HttpClientTest::namesWhoIsNotThere()
{
    HttpClient nobody(QUrl(u"https://no-such-host.invalid"_s), {}, hasty);
    const QString noName = textOf(nobody.send({.url = nobody.at({})}));
    QVERIFY2(noName.contains(u"No server has the name \"no-such-host.invalid\""_s), qPrintable(noName));

    QUrl gone;
    {
        const HttpTestServer server([](const ReceivedRequest &) { return answerOf(200); });
        gone = server.url();
    }
    HttpClient refused(gone, {}, hasty);
    const QString text = textOf(refused.send({.url = refused.at({})}));
    QVERIFY2(text.contains(gone.authority()) && text.contains(u"refused"_s), qPrintable(text));
}

void HttpClientTest::timesOut()
{
    HttpTestServer server([](const ReceivedRequest &request) {
        return request.target == "/half"
                   ? CannedAnswer{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                  "Content-Length: 10\r\n\r\n["}
                   : CannedAnswer{.bytes = {}, .then = CannedAnswer::Then::StaySilent};
    });
    HttpClient client(server.url(), {}, hasty);
    for (const QString &path : {u"silent"_s, u"half"_s}) {
        const QString text = textOf(client.send({.url = client.at({path})}));
        QVERIFY2(text.contains(u"was silent for 0.3 s"_s), qPrintable(text));
    }
    QCOMPARE(server.received().size(), 2);
    HttpPatience dripping{.connect = 5s, .idle = 60s, .whole = 300ms, .attempts = 1};
    HttpClient slow(server.url(), {}, dripping);
    for (const QString &path : {u"silent"_s, u"half"_s}) {
        const QString text = textOf(slow.send({.url = slow.at({path})}));
        QVERIFY2(text.contains(u"not whole after 0.3 s"_s), qPrintable(text));
    }

    // A port that takes connections and never says a word of TLS.
    HttpPatience soon = hasty;
    soon.connect = 300ms;
    HttpClient safe(QUrl(u"https://localhost:%1"_s.arg(server.url().port())), {}, soon);
    const QString text = textOf(safe.send({.url = safe.at({})}));
    QVERIFY2(text.contains(u"within 0.3 s"_s), qPrintable(text));
}

void HttpClientTest::cancels()
{
    HttpTestServer server([](const ReceivedRequest &request) {
        return request.target == "/busy" ? answerOf(503, {}, "Retry-After: 50\r\n")
                                         : CannedAnswer{.bytes = {}, .then = CannedAnswer::Then::StaySilent};
    });
    HttpClient client(server.url());
    for (const QString &path : {u"silent"_s, u"busy"_s}) {
        int asked = 0;
        const auto answer = client.send({.url = client.at({path})}, [&] { return ++asked < 3; });
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::Cancelled);
    }
    QList<HttpRequest> many(20, {.url = client.at({u"silent"_s})});
    const auto answers = client.sendAll(many, [] { return false; });
    QCOMPARE(answers.size(), 20);
    QVERIFY(std::ranges::all_of(answers, [](const auto &answer) {
        return !answer && answer.error().kind == Error::Kind::Cancelled;
    }));
}

void HttpClientTest::sendsManyAtATime()
{
    HttpTestServer server([](const ReceivedRequest &request) {
        return request.target == "/7" ? answerOf(404) : answerOf(200, '"' + request.target + '"');
    });
    HttpClient client(server.url(), {}, hasty);
    QList<HttpRequest> requests;
    for (int index = 0; index < 50; ++index)
        requests << HttpRequest{.url = client.at({QString::number(index)})};
    const auto answers = client.sendAll(requests);
    QCOMPARE(answers.size(), 50);
    for (int index = 0; index < 50; ++index) {
        QVERIFY(answers[index]);
        QCOMPARE(answers[index]->status, index == 7 ? 404 : 200);
        if (index != 7)
            QCOMPARE(answers[index]->body, QByteArray("\"/" + QByteArray::number(index) + '"'));
    }
    QCOMPARE(server.received().size(), 50);
}

void HttpClientTest::refusesUnsafeAddresses_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("said");
    QTest::addRow("http") << u"http://id.example.org/"_s << u"Over http"_s;
    QTest::addRow("http by address") << u"http://192.0.2.1/"_s << u"Over http"_s;
    QTest::addRow("a name like localhost") << u"http://localhost.example.org/"_s << u"Over http"_s;
    QTest::addRow("no scheme") << u"id.example.org"_s << u"no address"_s;
    QTest::addRow("ftp") << u"ftp://id.example.org"_s << u"no address"_s;
    QTest::addRow("empty") << QString() << u"no address"_s;
    QTest::addRow("with a password") << u"https://admin:hidden@id.example.org"_s
                                     << u"user name or password"_s;
    QTest::addRow("https") << u"https://id.example.org:8443/auth"_s << QString();
    QTest::addRow("beneath localhost")
        << u"http://id.localhost/"_s << u"Over http"_s; // a name that is asked for
    QTest::addRow("another of 127.0.0.0/8")
        << u"http://127.0.0.2:8080"_s << u"Over http"_s; // as everywhere here
    QTest::addRow("loopback") << u"http://127.0.0.1:8080"_s << QString();
    QTest::addRow("loopback 6") << u"http://[::1]:8080"_s << QString();
    QTest::addRow("localhost") << u"http://localhost:8080"_s << QString();
}

void HttpClientTest::refusesUnsafeAddresses()
{
    QFETCH(const QString, base);
    QFETCH(const QString, said);
    const auto checked = checkServerAddress(QUrl(base));
    QCOMPARE(checked.has_value(), said.isEmpty());
    if (!checked) {
        QVERIFY2(checked.error().text.contains(said), qPrintable(checked.error().text));
        QVERIFY(!checked.error().text.contains(u"hidden"_s));
        HttpClient client{QUrl(base)};
        QVERIFY(!client.send({.url = client.at({})}));
    }
    HttpClient client(QUrl(u"https://id.example.org"_s));
    QVERIFY(textOf(client.send({.url = QUrl(u"https://elsewhere.example/"_s)})).contains(u"another one"_s));
}

void HttpClientTest::trustsAnAuthorityOfItsOwn()
{
    const OpenSsl openSsl;
    openSsl.makePair(u"ca"_s);
    issue(openSsl, u"here"_s, u"localhost"_s);
    HttpTestServer server([](const ReceivedRequest &) { return answerOf(200, "{}"); },
                          tlsOf(openSsl, u"here"_s));
    HttpClient client(server.url(), openSsl.read(u"ca.crt"_s), hasty);
    const auto answer = client.send({.url = client.at({})});
    QVERIFY2(answer, qPrintable(textOf(answer)));
}

void HttpClientTest::saysWhichCertificate_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("days");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<QString>("said");
    QTest::addRow("unknown authority")
        << u"localhost"_s << QString() << false << u"\"named\", issued by \"ca\".*authority of your own"_s;
    QTest::addRow("another host") << u"elsewhere.example"_s << QString() << true
                                  << u"\"named\", issued by \"ca\".*host name"_s;
    QTest::addRow("expired") << u"localhost"_s << u"-not_before 20200101000000Z -not_after 20210101000000Z"_s
                             << true << u"\"named\", issued by \"ca\", valid until 2021-01-01.*expired"_s;
}

void HttpClientTest::saysWhichCertificate()
{
    QFETCH(const QString, host);
    QFETCH(const QString, days);
    QFETCH(const bool, trusted);
    QFETCH(const QString, said);
    const OpenSsl openSsl;
    openSsl.makePair(u"ca"_s);
    issue(openSsl, u"named"_s, host, days);
    HttpTestServer server([](const ReceivedRequest &) { return answerOf(200, "{}"); },
                          tlsOf(openSsl, u"named"_s));
    HttpClient client(server.url(), trusted ? openSsl.read(u"ca.crt"_s) : QByteArray(), hasty);
    const QString text = textOf(client.send({.url = client.at({})}));
    QVERIFY2(text.contains(QRegularExpression(said)), qPrintable(text));
    QCOMPARE(server.received().size(), 0);
}

void HttpClientTest::needsTls12()
{
    const OpenSsl openSsl;
    openSsl.makePair(u"ca"_s);
    issue(openSsl, u"old"_s, u"localhost"_s);
    QSslConfiguration tls = tlsOf(openSsl, u"old"_s);
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    tls.setProtocol(QSsl::TlsV1_1);
    QT_WARNING_POP
    HttpTestServer server([](const ReceivedRequest &) { return answerOf(200, "{}"); }, tls);
    HttpClient client(server.url(), openSsl.read(u"ca.crt"_s), hasty);
    const QString text = textOf(client.send({.url = client.at({})}));
    QVERIFY2(text.contains(u"TLS 1.2"_s), qPrintable(text));
    QCOMPARE(server.received().size(), 0);
}

void HttpClientTest::refusesWhatIsNoCertificate()
{
    HttpClient client(QUrl(u"https://localhost:1"_s), "no certificate", hasty);
    const auto answer = client.send({.url = client.at({})});
    QVERIFY(!answer);
    QCOMPARE(answer.error().column, u"certificate"_s);
}

GATEHOUSE_TEST(HttpClientTest)
#include "tst_httpclient.moc"
