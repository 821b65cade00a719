#include "servers/trial/CallbackRequest.h"
#include "servers/trial/LoopbackListener.h"
#include "support/TestProgram.h"

#include <QHostAddress>
#include <QNetworkInterface>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace gatehouse;
using namespace gatehouse::trial;

namespace {

const QString state = u"the-state"_s;
constexpr int patience = 20'000; // milliseconds
constexpr auto atOnce = 0ms;

QByteArray get(const QByteArray &target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
}

/// What the listener says to these bytes; empty: it says nothing.
QByteArray answerTo(const QUrl &redirect, const QByteArray &bytes)
{
    QTcpSocket socket;
    socket.connectToHost(
        QHostAddress(redirect.host() == u"::1"_s ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost),
        quint16(redirect.port()));
    if (!socket.waitForConnected(patience))
        return {};
    socket.write(bytes);
    QByteArray answer;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(patience))
        answer += socket.readAll();
    return answer + socket.readAll();
}

bool isListening(const QUrl &redirect)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(redirect.port()));
    return socket.waitForConnected(patience);
}

}

/// One answer with the right state, and nothing else.
class TestLoopbackListener : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOneAnswer();
    void takesARefusal();
    void isNotEndedBy_data();
    void isNotEndedBy();
    void slowOnesDoNotKeepOthersOut();
    void manyAtATimeAreHeld();
    void isGoneWithItsOwner();
    void listensOnLoopbackAlone();
    void onItsPort_data();
    void onItsPort();
    void notWhereItCannot_data();
    void notWhereItCannot();
    void isSilentAboutAPortThatIsTaken();
    void notBesideAnotherAtLocalhost();
    void readsFirstLines_data();
    void readsFirstLines();

private:
    std::unique_ptr<LoopbackListener> listener(const QString &redirect = u"http://127.0.0.1/callback"_s) const
    {
        return LoopbackListener::at(QUrl(redirect), {state});
    }
};

void TestLoopbackListener::takesOneAnswer()
{
    const auto listening = listener();
    QVERIFY(listening);
    QVERIFY(!listening->take(atOnce));
    const QByteArray page =
        answerTo(listening->redirect(), get("/callback?code=a%2Bb+c&state=the-state&iss=x"));
    QVERIFY2(page.startsWith("HTTP/1.1 200 "), page.constData());
    QVERIFY2(!page.contains("a+b") && !page.contains("a%2Bb") && !page.contains("the-state"),
             page.constData());
    QVERIFY(page.contains("Cache-Control: no-store"));
    QVERIFY(page.contains("Referrer-Policy: no-referrer"));
    const auto answer = listening->take(std::chrono::milliseconds(patience));
    QVERIFY(answer);
    QCOMPARE(viewOf(answer->code).toByteArray(), "a+b c");
    QCOMPARE(answer->issuer, u"x"_s);
    QVERIFY(!listening->take(atOnce));
    QVERIFY(!isListening(listening->redirect()));
}

void TestLoopbackListener::takesARefusal()
{
    const auto listening = listener();
    answerTo(listening->redirect(),
             get("/callback?error=access_denied&error_description=No%21&state=the-state"));
    const auto answer = listening->take(std::chrono::milliseconds(patience));
    QVERIFY(answer);
    QCOMPARE(answer->error, u"access_denied"_s);
    QCOMPARE(answer->description, u"No!"_s);
    QVERIFY(answer->code.isEmpty());
}

void TestLoopbackListener::isNotEndedBy_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("another state") << get("/callback?code=stolen&state=another") << 400;
    QTest::newRow("the state in capitals") << get("/callback?code=stolen&state=THE-STATE") << 400;
    QTest::newRow("no state") << get("/callback?code=stolen") << 400;
    QTest::newRow("an empty state") << get("/callback?code=stolen&state=") << 400;
    QTest::newRow("two states") << get("/callback?code=stolen&state=the-state&state=another") << 400;
    QTest::newRow("two codes") << get("/callback?code=stolen&code=b&state=the-state") << 400;
    QTest::newRow("no query") << get("/callback") << 400;
    QTest::newRow("the state alone") << get("/callback?state=the-state") << 400;
    QTest::newRow("an empty code") << get("/callback?code=&state=the-state") << 400;
    QTest::newRow("a fragment") << get("/callback#code=stolen&state=the-state") << 404;
    QTest::newRow("another path") << get("/?code=stolen&state=the-state") << 404;
    QTest::newRow("a path beneath") << get("/callback/x?code=stolen&state=the-state") << 404;
    QTest::newRow("dots") << get("/x/../callback?code=stolen&state=the-state") << 404;
    QTest::newRow("an icon") << get("/favicon.ico") << 404;
    QTest::newRow("a proxy's form") << get("http://127.0.0.1/callback?code=stolen&state=the-state") << 400;
    QTest::newRow("POST") << QByteArray("POST /callback?code=stolen&state=the-state HTTP/1.1\r\n\r\n") << 405;
    QTest::newRow("HEAD") << QByteArray("HEAD /callback?code=stolen&state=the-state HTTP/1.1\r\n\r\n") << 405;
    QTest::newRow("lower case") << QByteArray("get /callback?code=stolen&state=the-state HTTP/1.1\r\n\r\n")
                                << 405;
    QTest::newRow("no version") << QByteArray("GET /callback?code=stolen&state=the-state\r\n\r\n") << 400;
    QTest::newRow("another protocol") << QByteArray("\x16\x03\x01\x02\r\n\r\n") << 400;
    QTest::newRow("a zero") << QByteArray("GET /callback?state=the-state\0 HTTP/1.1\r\n\r\n", 43) << 400;
    QTest::newRow("empty lines") << QByteArray("\r\n\r\n\r\n") << 400;
    QTest::newRow("huge query") << get("/callback?state=the-state&code=" +
                                       QByteArray(2 * longestCallback, 'x'))
                                << 431;
    QTest::newRow("no end") << QByteArray(2 * longestCallback, 'x') << 431;
    QTest::newRow("many parameters") << get("/callback?" + QByteArray("a=1&").repeated(2000) +
                                            "state=the-state")
                                     << 400;
}

void TestLoopbackListener::isNotEndedBy()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    const auto listening = listener();
    const QByteArray page = answerTo(listening->redirect(), bytes);
    QVERIFY2(page.startsWith("HTTP/1.1 " + QByteArray::number(status)), page.constData());
    QVERIFY2(!page.contains("stolen") && !page.contains("the-state"), page.constData());
    QVERIFY(!listening->take(atOnce));
    QVERIFY(answerTo(listening->redirect(), get("/callback?code=mine&state=the-state")).contains(" 200 "));
    QCOMPARE(viewOf(listening->take(std::chrono::milliseconds(patience))->code).toByteArray(), "mine");
}

void TestLoopbackListener::slowOnesDoNotKeepOthersOut()
{
    const auto listening = listener();
    std::vector<std::unique_ptr<QTcpSocket>> slow;
    for (int count = 0; count < 100; ++count) {
        slow.push_back(std::make_unique<QTcpSocket>());
        slow.back()->connectToHost(QHostAddress(QHostAddress::LocalHost),
                                   quint16(listening->redirect().port()));
        QVERIFY(slow.back()->waitForConnected(patience));
        slow.back()->write("GET /callback?");
        slow.back()->flush();
    }
    QVERIFY(answerTo(listening->redirect(), get("/callback?code=mine&state=the-state")).contains(" 200 "));
    QVERIFY(listening->take(std::chrono::milliseconds(patience)));
}

void TestLoopbackListener::manyAtATimeAreHeld()
{
    const auto listening = listener();
    for (int count = 0; count < 200; ++count)
        QVERIFY(answerTo(listening->redirect(), get("/callback?code=stolen&state=guess")).contains(" 400 "));
    QVERIFY(!listening->take(atOnce));
    QVERIFY(isListening(listening->redirect()));
}

void TestLoopbackListener::isGoneWithItsOwner()
{
    auto listening = listener();
    const QUrl redirect = listening->redirect();
    QVERIFY(isListening(redirect));
    listening.reset();
    QVERIFY(!isListening(redirect));
}

void TestLoopbackListener::listensOnLoopbackAlone()
{
    const auto listening = listener();
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.isLoopback())
            continue;
        QTcpSocket socket;
        socket.connectToHost(address, quint16(listening->redirect().port()));
        QVERIFY2(!socket.waitForConnected(2000), qPrintable(address.toString()));
    }
}

void TestLoopbackListener::onItsPort_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("hasPort");
    QTest::newRow("127.0.0.1") << u"127.0.0.1"_s << false;
    QTest::newRow("127.0.0.1 with a port") << u"127.0.0.1"_s << true;
    QTest::newRow("localhost with a port") << u"localhost"_s << true;
}

void TestLoopbackListener::onItsPort()
{
    QFETCH(const QString, host);
    QFETCH(const bool, hasPort);
    QUrl redirect(u"http://%1/cb?x=1"_s.arg(host));
    if (hasPort) {
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        redirect.setPort(free.serverPort());
    }
    const auto listening = LoopbackListener::at(redirect, {state});
    QVERIFY(listening);
    QVERIFY(listening->redirect().port() > 0);
    if (hasPort)
        QCOMPARE(listening->redirect(), redirect);
    QVERIFY(answerTo(listening->redirect(), get("/cb?x=1&code=mine&state=the-state")).contains(" 200 "));
    QVERIFY(listening->take(std::chrono::milliseconds(patience)));
}

void TestLoopbackListener::notWhereItCannot_data()
{
    QTest::addColumn<QString>("redirect");
    for (const char *redirect : {"https://127.0.0.1/cb", "http://127.0.0.2/cb", "http://example.com/cb",
                                 "http://127.0.0.1.example.com/", "http://localhost.example.com/",
                                 "com.example.app:/cb", "", "urn:ietf:wg:oauth:2.0:oob", "http://0.0.0.0/"})
        QTest::newRow(redirect) << QString::fromLatin1(redirect);
}

void TestLoopbackListener::notWhereItCannot()
{
    QFETCH(const QString, redirect);
    QVERIFY(!listener(redirect));
}

void TestLoopbackListener::isSilentAboutAPortThatIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QVERIFY(!listener(u"http://127.0.0.1:%1/cb"_s.arg(other.serverPort())));
}

/// The browser may go to either address.
void TestLoopbackListener::notBesideAnotherAtLocalhost()
{
    QTcpServer other;
    if (!other.listen(QHostAddress::LocalHostIPv6))
        QSKIP("This machine has no IPv6.");
    const QUrl redirect(u"http://localhost:%1/cb"_s.arg(other.serverPort()));
    QVERIFY(!listener(redirect.toString()));
    QVERIFY(!isListening(redirect));
    other.close();
    QVERIFY(listener(redirect.toString()));
}

void TestLoopbackListener::readsFirstLines_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("isRequest");
    QTest::newRow("plain") << QByteArray("GET /a?b=c HTTP/1.1\r\nHost: x") << true;
    QTest::newRow("HTTP/1.0") << QByteArray("GET / HTTP/1.0") << true;
    QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0") << false;
    QTest::newRow("two spaces") << QByteArray("GET  / HTTP/1.1") << false;
    QTest::newRow("a space in it") << QByteArray("GET /a b HTTP/1.1") << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("spaces") << QByteArray("   ") << false;
    QTest::newRow("method alone") << QByteArray("GET") << false;
    QTest::newRow("8 bits") << QByteArray("GET /\xc3\xa4 HTTP/1.1") << false;
}

void TestLoopbackListener::readsFirstLines()
{
    QFETCH(const QByteArray, head);
    QFETCH(const bool, isRequest);
    QCOMPARE(callbackIn(head).has_value(), isRequest);
}

GATEHOUSE_TEST(TestLoopbackListener)
#include "tst_loopbacklistener.moc"
