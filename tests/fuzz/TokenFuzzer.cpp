#include "fuzz/TokenFuzzer.h"

#include "certificates/OpenSslCertificateTools.h"
#include "fuzz/Demand.h"
#include "fuzz/ShownText.h"
#include "servers/trial/TokenJudge.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace gatehouse::fuzz {

namespace {

using trial::Signature;
using trial::Token;
using trial::TokenKind;

constexpr qint64 now = 1'300'819'000;

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QList<QByteArray> partsOf(QByteArray bytes)
{
    QList<QByteArray> parts;
    for (qsizetype end = bytes.indexOf("\n\n"); end >= 0 && parts.size() < 3; end = bytes.indexOf("\n\n")) {
        parts << bytes.first(end);
        bytes.remove(0, end + 2);
    }
    parts << bytes;
    parts.resize(4);
    return parts;
}

/// As a server publishes them.
Result<json::Json> keysIn(const QByteArray &text)
{
    return json::parse(text).transform(
        [](const json::Json &set) { return set.is_array() ? set : json::Json::array({set}); });
}

void checkToken(const Token &token, const QByteArray &bytes)
{
    demandShown(token.signatureText, bytes);
    for (const QString &fault : token.faults)
        demandShown(fault, bytes);
    for (const trial::Claim &claim : token.claims) {
        demandVisible(claim.name, bytes);
        demandVisible(claim.value, bytes);
    }
    demand(!token.isOpaque || token.claims.isEmpty(), "an opaque token shows claims", bytes);
    demand(!token.isOpaque || token.signature != Signature::Valid, "an opaque token has a valid signature",
           bytes);
    const bool isDoubtful = token.signature == Signature::Invalid || token.isOpaque;
    demand(token.kind != TokenKind::IdToken || !isDoubtful || !token.faults.isEmpty() ||
               token.signature == Signature::Unknown,
           "an ID token that nobody may believe has no fault", bytes);
}

Token judged(const QByteArray &text, TokenKind kind, const QByteArray &keys, const QByteArray &bytes)
{
    static OpenSslCertificateTools tools;
    const trial::TokenJudge judge(
        tools, [&] { return keysIn(keys); }, [](const QString &claim) { return claim; });
    const Token token =
        judge.judged(secretCopy(text), {.kind = kind,
                                        .issuer = u"joe"_s,
                                        .clientId = u"shop"_s,
                                        .nonce = u"n"_s,
                                        .accessToken = secretCopy("an-access-token"),
                                        .now = QDateTime::fromSecsSinceEpoch(now, QTimeZone::UTC)});
    checkToken(token, bytes);
    return token;
}

}

Token judgeToken(const QByteArray &bytes)
{
    const QList<QByteArray> parts = partsOf(bytes);
    const QByteArray made = base64Url(parts[0]) + '.' + base64Url(parts[1]) + '.' + parts[2];
    for (const TokenKind kind : {TokenKind::AccessToken, TokenKind::RefreshToken, TokenKind::UserInfo}) {
        judged(made, kind, parts[3], bytes);
        judged(parts[0], kind, parts[3], bytes);
    }
    judged(parts[0], TokenKind::IdToken, parts[3], bytes);
    const Token token = judged(made, TokenKind::IdToken, parts[3], bytes);
    const bool isSigned = !parts[2].isEmpty();
    demand(isSigned || token.signature != Signature::Valid, "a token without a signature is valid", bytes);
    return token;
}

}
