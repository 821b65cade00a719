#include "TokenHelp.h"
#include "certificates/OpenSslCertificateTools.h"
#include "servers/trial/TokenJudge.h"
#include "support/TestProgram.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using namespace gatehouse::trial;
using json::Json;

namespace {

const QString issuer = u"https://id.example.com"_s;
constexpr qint64 now = 1'800'000'000;
const QByteArray accessText = "an-access-token";

/// As a server makes one.
Json goodClaims()
{
    const QByteArray hash = QCryptographicHash::hash(accessText, QCryptographicHash::Sha256).first(16);
    return {{"iss", "https://id.example.com"},
            {"aud", "shop"},
            {"sub", "anna"},
            {"exp", now + 300},
            {"iat", now},
            {"nonce", "the-nonce"},
            {"at_hash", base64Url(hash).toStdString()}};
}

QString hideSent(const QString &text)
{
    return QString(text).replace(u"sent-secret"_s, u"***"_s);
}

/// By RFC 7518 3.2.
QByteArray sharedToken(const QByteArray &algorithm, QCryptographicHash::Algorithm hash,
                       const QByteArray &secret)
{
    Json claims = goodClaims();
    claims.erase("at_hash"); // which is of another length for each
    const QByteArray text = base64Url(R"({"alg":")" + algorithm + R"("})") + '.' +
                            base64Url(QByteArray::fromStdString(claims.dump()));
    return text + '.' + base64Url(QMessageAuthenticationCode::hash(text, secret, hash));
}

QByteArray changed(const std::function<void(Json &)> &change)
{
    Json claims = goodClaims();
    change(claims);
    return signedToken(claims);
}

}

/// What is said of tokens, above all of those that nobody may believe.
class TestTokenJudge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void believesAGoodOne();
    void idTokens_data();
    void idTokens();
    void accessTokens_data();
    void accessTokens();
    void refreshTokensAreTheServers();
    void userInfo();
    void showsClaims();
    void tellsWhyNothingCouldBeChecked();
    void idTokensHaveToBeChecked_data();
    void idTokensHaveToBeChecked();
    void sharedSecrets_data();
    void sharedSecrets();
    void hashOfTheAccessToken_data();
    void hashOfTheAccessToken();

private:
    Token judged(const QByteArray &token, TokenKind kind) const;

    mutable OpenSslCertificateTools m_tools;
    Json m_keys = Json::array({publicPart(edwardsKey), publicPart(ecKey)});
};

Token TestTokenJudge::judged(const QByteArray &token, TokenKind kind) const
{
    const TokenJudge judge(m_tools, [this]() -> Result<Json> { return m_keys; }, hideSent);
    return judge.judged(secretCopy(token), {.kind = kind,
                                            .issuer = issuer,
                                            .clientId = u"shop"_s,
                                            .nonce = u"the-nonce"_s,
                                            .accessToken = secretCopy(accessText),
                                            .now = QDateTime::fromSecsSinceEpoch(now, QTimeZone::UTC)});
}

void TestTokenJudge::believesAGoodOne()
{
    const Token token = judged(signedToken(goodClaims()), TokenKind::IdToken);
    QCOMPARE(token.faults, QStringList());
    QCOMPARE(token.signature, Signature::Valid);
    QVERIFY(!token.isOpaque);
    QCOMPARE(token.claims.size(), qsizetype(goodClaims().size()));
}

void TestTokenJudge::idTokens_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("signature");
    const auto row = [](const char *name, const QByteArray &token, const QString &fault,
                        Signature signature = Signature::Valid) {
        QTest::newRow(name) << token << fault << int(signature);
    };
    const QByteArray good = signedToken(goodClaims());
    const QByteArray claims = QByteArray::fromStdString(goodClaims().dump());
    const QByteArray unsignedText = base64Url(R"({"alg":"none"})") + '.' + base64Url(claims) + '.';

    row("alg none", unsignedText, u"anybody can make"_s, Signature::Invalid);
    row("alg None", base64Url(R"({"alg":"NoNe"})") + '.' + base64Url(claims) + ".AAAA", u"anybody can make"_s,
        Signature::Invalid);
    row("no alg", base64Url("{}") + '.' + base64Url(claims) + ".AAAA", u"anybody can make"_s,
        Signature::Invalid);
    row("alg as a number", base64Url(R"({"alg":256})") + '.' + base64Url(claims) + ".AAAA",
        u"anybody can make"_s, Signature::Invalid);
    row("confused with an Edwards key", signedToken(R"({"alg":"ES256","kid":"ed"})", claims),
        u"no key \"ed\""_s, Signature::Invalid);
    row("unknown key", signedToken(R"({"alg":"ES256","kid":"other"})", claims), u"no key \"other\""_s,
        Signature::Invalid);
    row("signed by another", signedToken(R"({"alg":"EdDSA","kid":"ed"})", claims, ecKey),
        u"signature is wrong"_s, Signature::Invalid);
    row("signature of another token", good.first(good.lastIndexOf('.')) + ".AAAA", u"signature is wrong"_s,
        Signature::Invalid);
    row("critical extension", signedToken(R"({"alg":"ES256","kid":"ec","crit":["b64"],"b64":false})", claims),
        u"crit"_s, Signature::Invalid);
    row("another issuer", changed([](Json &json) { json["iss"] = "https://id.example.com/"; }),
        u"another issuer"_s);
    row("no issuer", changed([](Json &json) { json.erase("iss"); }), u"another issuer"_s);
    row("another audience", changed([](Json &json) { json["aud"] = "shop2"; }), u"not for this"_s);
    row("many audiences, not us", changed([](Json &json) { json["aud"] = {"a", "b"}; }), u"not for this"_s);
    row("audience as an object", changed([](Json &json) { json["aud"] = {{"shop", true}}; }),
        u"not for this"_s);
    row("made for another", changed([](Json &json) { json["azp"] = "other"; }), u"another client"_s);
    row("expired", changed([](Json &json) { json["exp"] = now - 61; }), u"expired"_s);
    row("without end", changed([](Json &json) { json.erase("exp"); }), u"when it ends"_s);
    row("end as a text", changed([](Json &json) { json["exp"] = "never"; }), u"when it ends"_s);
    row("end out of bounds", changed([](Json &json) { json["exp"] = 1e300; }), u"when it ends"_s);
    row("of the future", changed([](Json &json) { json["iat"] = now + 61; }), u"future"_s);
    row("not yet", changed([](Json &json) { json["nbf"] = now + 3600; }), u"future"_s);
    row("no time", changed([](Json &json) { json.erase("iat"); }), u"when it was made"_s);
    row("nobody", changed([](Json &json) { json["sub"] = ""; }), u"whom it is about"_s);
    row("another nonce", changed([](Json &json) { json["nonce"] = "a-nonce"; }), u"nonce"_s);
    row("no nonce", changed([](Json &json) { json.erase("nonce"); }), u"nonce"_s);
    row("another access token", changed([](Json &json) { json["at_hash"] = "AAAA"; }), u"access token"_s);

    row("a name twice",
        signedToken(R"({"alg":"ES256","kid":"ec"})", R"({"iss":"a","iss":"https://id.example.com"})"),
        u"no JSON"_s, Signature::Invalid);
    row("a name twice in the header", signedToken(R"({"alg":"none","alg":"ES256"})", claims), u"no JSON"_s,
        Signature::Invalid);
    row("claims that are a list", signedToken(R"({"alg":"ES256","kid":"ec"})", "[]"), u"no JSON object"_s,
        Signature::Invalid);
    row("no base64", base64Url(R"({"alg":"ES256"})") + ".!!!.AAAA", u"base64url"_s, Signature::Invalid);
    row("padded", base64Url(R"({"alg":"ES256"})") + ".e30=.AAAA", u"base64url"_s, Signature::Invalid);
    row("deep",
        signedToken(R"({"alg":"ES256","kid":"ec"})",
                    QByteArray(R"({"a":)") + QByteArray(100'000, '[') + QByteArray(100'000, ']') + '}'),
        u""_s, Signature::None);
    row("huge", signedToken(R"({"alg":"ES256"})", '"' + QByteArray(300'000, 'x') + '"'), u"larger"_s,
        Signature::None);
    row("opaque", "abcdef", u"has to be a JSON Web Token"_s, Signature::None);
    row("dots alone", "....", u"has to be a JSON Web Token"_s, Signature::None);
    row("nothing", "", u"has to be a JSON Web Token"_s, Signature::None);
}

void TestTokenJudge::idTokens()
{
    QFETCH(const QByteArray, token);
    QFETCH(const QString, fault);
    QFETCH(const int, signature);
    const Token said = judged(token, TokenKind::IdToken);
    QVERIFY(!said.faults.isEmpty());
    QVERIFY2(said.faults.join(u'\n').contains(fault), qPrintable(said.faults.join(u'\n')));
    QCOMPARE(int(said.signature), signature);
    for (const QString &text : said.faults + QStringList(said.signatureText))
        QVERIFY2(text.size() < 1000, qPrintable(text));
}

void TestTokenJudge::accessTokens_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("fault");
    QTest::addColumn<bool>("isOpaque");
    const QByteArray hmac = base64Url(R"({"alg":"HS256"})") + '.' + base64Url("{}") + ".AAAA";
    QTest::newRow("good") << signedToken(goodClaims()) << QString() << false;
    QTest::newRow("without audience and issuer") << signedToken(Json{{"sub", "anna"}}) << QString() << false;
    QTest::newRow("for an API") << changed([](Json &json) { json["aud"] = "api"; }) << QString() << false;
    QTest::newRow("opaque") << QByteArray("2YotnFZFEjr1zCsicMWpAA") << QString() << true;
    QTest::newRow("opaque with dots") << QByteArray("ory_at.abc.def") << QString() << true;
    QTest::newRow("encrypted") << base64Url(R"({"alg":"dir","enc":"A256GCM"})") + "..a.b.c" << QString()
                               << true;
    QTest::newRow("shared secret") << hmac << QString() << false;
    QTest::newRow("expired") << changed([](Json &json) { json["exp"] = now - 100; }) << u"expired"_s << false;
    QTest::newRow("another issuer") << changed([](Json &json) { json["iss"] = "x"; }) << u"another issuer"_s
                                    << false;
    QTest::newRow("unsigned") << base64Url(R"({"alg":"none"})") + '.' + base64Url("{}") + '.'
                              << u"anybody can make"_s << false;
}

void TestTokenJudge::accessTokens()
{
    QFETCH(const QByteArray, token);
    QFETCH(const QString, fault);
    QFETCH(const bool, isOpaque);
    const Token said = judged(token, TokenKind::AccessToken);
    QCOMPARE(said.faults.isEmpty(), fault.isEmpty());
    QVERIFY2(said.faults.join(u'\n').contains(fault), qPrintable(said.faults.join(u'\n')));
    QCOMPARE(said.isOpaque, isOpaque);
    QVERIFY(!said.signatureText.isEmpty());
    QVERIFY(!said.signatureText.contains(QString::fromLatin1(token)));
}

void TestTokenJudge::refreshTokensAreTheServers()
{
    const Token said = judged(changed([](Json &json) { json["exp"] = 1; }), TokenKind::RefreshToken);
    QCOMPARE(said.faults, QStringList());
}

void TestTokenJudge::userInfo()
{
    const auto faultsOf = [](const Json &claims, const QString &subject) {
        return TokenJudge::judgedUserInfo(claims, subject, hideSent).faults;
    };
    QCOMPARE(faultsOf({{"sub", "anna"}}, u"anna"_s), QStringList());
    QCOMPARE(faultsOf({{"sub", "bram"}}, u"anna"_s).size(), 1);
    QCOMPARE(faultsOf({{"name", "Anna"}}, u"anna"_s).size(), 1);
    QCOMPARE(faultsOf({{"sub", "anna"}}, {}), QStringList());
}

void TestTokenJudge::showsClaims()
{
    const Token said = judged(changed([](Json &json) {
                                  json["name"] = "Anna\u202e\n Bakker";
                                  json["roles"] = {"a", "b"};
                                  json["address"] = {{"country", "NL"}};
                                  json["x\u202e"] = std::string(10'000, 'x');
                                  json["email_verified"] = true;
                                  json["upstream"] = signedToken(goodClaims()).toStdString();
                                  json["linked"] = {{"refresh_token", "of-another"}};
                                  json["access_token"] = "opaque-one";
                                  json["client_secret"] = {"one", "two"};
                                  json["echo"] = {"the words", "sent-secret"};
                                  json["sent-secret"] = 1;
                              }),
                              TokenKind::IdToken);
    QHash<QString, Claim> claims;
    for (const Claim &claim : said.claims)
        claims.insert(claim.name, claim);
    QCOMPARE(claims[u"name"_s].value, u"Anna[U+202E] Bakker"_s);
    QCOMPARE(claims[u"roles"_s].value, u"a, b"_s);
    QCOMPARE(claims[u"address"_s].value, u"{\"country\":\"NL\"}"_s);
    QCOMPARE(claims[u"upstream"_s].value, u"***"_s);
    QCOMPARE(claims[u"linked"_s].value, u"{\"refresh_token\":\"***\"}"_s);
    QCOMPARE(claims[u"access_token"_s].value, u"***"_s);
    QCOMPARE(claims[u"client_secret"_s].value, u"***"_s);
    QCOMPARE(claims[u"echo"_s].value, u"the words, ***"_s);
    QVERIFY(claims.contains(u"***"_s));
    QCOMPARE(claims[u"email_verified"_s].value, u"true"_s);
    QVERIFY(claims.contains(u"x[U+202E]"_s));
    QVERIFY(claims[u"x[U+202E]"_s].value.size() < 400);
    QCOMPARE(claims[u"exp"_s].time, QDateTime::fromSecsSinceEpoch(now + 300, QTimeZone::UTC));
    for (const char *known : {"iss", "sub", "aud", "exp", "iat", "nonce", "at_hash", "name", "address"})
        QVERIFY2(!claims[QString::fromLatin1(known)].meaning.isEmpty(), known);
}

void TestTokenJudge::tellsWhyNothingCouldBeChecked()
{
    const TokenJudge judge(
        m_tools, []() -> Result<Json> { return fail(Error::Kind::Unreachable, u"Nothing answers."_s); },
        hideSent);
    const Token said = judge.judged(secretCopy(signedToken(goodClaims())), {});
    QCOMPARE(said.signature, Signature::Unknown);
    QVERIFY(said.signatureText.contains(u"Nothing answers."_s));
}

void TestTokenJudge::idTokensHaveToBeChecked_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("isFault");
    QTest::newRow("ID token") << signedToken(goodClaims()) << int(TokenKind::IdToken) << true;
    QTest::newRow("access token") << signedToken(goodClaims()) << int(TokenKind::AccessToken) << false;
}

void TestTokenJudge::idTokensHaveToBeChecked()
{
    QFETCH(const QByteArray, token);
    QFETCH(const int, kind);
    QFETCH(const bool, isFault);
    const TokenJudge judge(
        m_tools, []() -> Result<Json> { return fail(Error::Kind::NotFound, u"There are no keys."_s); },
        hideSent);
    const Token said = judge.judged(secretCopy(token), {.kind = TokenKind(kind),
                                                        .issuer = issuer,
                                                        .clientId = u"shop"_s,
                                                        .nonce = u"the-nonce"_s,
                                                        .now = QDateTime::fromSecsSinceEpoch(now)});
    QCOMPARE(said.signature, Signature::Unknown);
    QCOMPARE(said.faults.size(), isFault ? 1 : 0);
    QCOMPARE(said.faults.join(u' ').contains(u"There are no keys."_s), isFault);
}

void TestTokenJudge::sharedSecrets_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<int>("signature");
    QTest::addColumn<QString>("fault");
    const QByteArray secret = "the-client-secret-of-some-length";
    const QByteArray good = sharedToken("HS256", QCryptographicHash::Sha256, secret);
    const auto row = [](const char *name, const QByteArray &token, TokenKind kind, const QByteArray &secret,
                        Signature signature, const QString &fault = {}) {
        QTest::newRow(name) << token << int(kind) << secret << int(signature) << fault;
    };
    row("by the client's", good, TokenKind::IdToken, secret, Signature::Valid);
    row("HS384", sharedToken("HS384", QCryptographicHash::Sha384, secret), TokenKind::IdToken, secret,
        Signature::Valid);
    row("HS512", sharedToken("HS512", QCryptographicHash::Sha512, secret), TokenKind::IdToken, secret,
        Signature::Valid);
    row("by another", good, TokenKind::IdToken, "another", Signature::Invalid,
        u"not signed with the client"_s);
    row("cut", good.first(good.size() - 4), TokenKind::IdToken, secret, Signature::Invalid,
        u"not signed with the client"_s);
    row("of a client without one", good, TokenKind::IdToken, "", Signature::Invalid, u"has none"_s);
    row("of a client without one, by nothing", sharedToken("HS256", QCryptographicHash::Sha256, ""),
        TokenKind::IdToken, "", Signature::Invalid, u"has none"_s);
    row("unknown", sharedToken("HS1", QCryptographicHash::Sha1, secret), TokenKind::IdToken, secret,
        Signature::Unknown, u"does not know"_s);
    row("access token", good, TokenKind::AccessToken, "", Signature::Unknown);
    row("user info", good, TokenKind::UserInfo, secret, Signature::Valid);
    row("user info of a client without one", good, TokenKind::UserInfo, "", Signature::Invalid,
        u"has none"_s);
}

void TestTokenJudge::sharedSecrets()
{
    QFETCH(const QByteArray, token);
    QFETCH(const int, kind);
    QFETCH(const QByteArray, secret);
    QFETCH(const int, signature);
    QFETCH(const QString, fault);
    const TokenJudge judge(m_tools, []() -> Result<Json> { return Json::array(); }, hideSent);
    const Token said = judge.judged(secretCopy(token), {.kind = TokenKind(kind),
                                                        .issuer = issuer,
                                                        .clientId = u"shop"_s,
                                                        .nonce = u"the-nonce"_s,
                                                        .accessToken = secretCopy(accessText),
                                                        .secret = secretCopy(secret),
                                                        .now = QDateTime::fromSecsSinceEpoch(now)});
    QCOMPARE(int(said.signature), signature);
    QCOMPARE(said.faults.size(), fault.isEmpty() ? 0 : 1);
    QVERIFY2(said.faults.join(u' ').contains(fault), qPrintable(said.faults.join(u' ')));
    QVERIFY(secret.isEmpty() || !said.signatureText.contains(QString::fromUtf8(secret)));
}

void TestTokenJudge::hashOfTheAccessToken_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<qsizetype>("signatureSize");
    QTest::addColumn<bool>("isChecked");
    QTest::newRow("Ed448") << QByteArray("Ed448") << qsizetype(114) << false;
    QTest::newRow("EdDSA by Ed448") << QByteArray("EdDSA") << qsizetype(114) << false;
    QTest::newRow("EdDSA by Ed25519") << QByteArray("EdDSA") << qsizetype(64) << true;
    QTest::newRow("Ed25519") << QByteArray("Ed25519") << qsizetype(64) << true;
    QTest::newRow("ES256") << QByteArray("ES256") << qsizetype(64) << true;
}

void TestTokenJudge::hashOfTheAccessToken()
{
    QFETCH(const QByteArray, algorithm);
    QFETCH(const qsizetype, signatureSize);
    QFETCH(const bool, isChecked);
    Json claims = goodClaims();
    claims["at_hash"] = "AAAA";
    const QByteArray token = base64Url(R"({"alg":")" + algorithm + R"("})") + '.' +
                             base64Url(QByteArray::fromStdString(claims.dump())) + '.' +
                             base64Url(QByteArray(signatureSize, 'x'));
    const Token said = judged(token, TokenKind::IdToken);
    QCOMPARE(said.faults.join(u' ').contains(u"access token that came"_s), isChecked);
}

GATEHOUSE_TEST(TestTokenJudge)
#include "tst_tokenjudge.moc"
