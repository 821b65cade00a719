#include "servers/trial/TokenJudge.h"

#include "domain/Digests.h"
#include "servers/trial/TrialText.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace gatehouse::trial {

namespace {

using json::Json;

constexpr std::chrono::seconds clockTolerance(60);

/// Ed448 has another digest (SHAKE256), and may be called EdDSA as Ed25519 is.
bool isOfKnownDigest(const ParsedToken &token)
{
    constexpr qsizetype signatureOfEd25519 = 64;
    return token.algorithm() != "Ed448" &&
           (token.algorithm() != "EdDSA" || token.signature.size() == signatureOfEd25519);
}

/// OpenID Connect Core 1.0, 5.3.2 and 12.2. Empty: it is about whom it has to be.
QString subjectFault(const Json &claims, const QString &subject)
{
    const QString told = json::textAt(claims, "sub");
    if (told.isEmpty())
        return TrialText::tr("It does not say whom it is about (sub).");
    return subject.isEmpty() || told == subject
               ? QString()
               : TrialText::tr("It is about another user than the ID token (sub).");
}

/// The first half of the digest that belongs to the algorithm (OpenID Connect Core 1.0, 3.1.3.6).
QString halfHash(const SecretBytes &token, const QByteArray &algorithm)
{
    QCryptographicHash::Algorithm digest = QCryptographicHash::Sha256;
    if (algorithm.endsWith("384"))
        digest = QCryptographicHash::Sha384;
    else if (algorithm.endsWith("512") || algorithm == "EdDSA" || algorithm == "Ed25519")
        digest = QCryptographicHash::Sha512;
    const QByteArray hash = QCryptographicHash::hash(viewOf(token), digest);
    return QString::fromLatin1(base64Url(hash.first(hash.size() / 2)));
}

/// What a token says against what it has to.
class ClaimCheck
{
public:
    ClaimCheck(const ParsedToken &parsed, const TokenExpectation &expected, const Hiding &hide, Token &token)
        : m_parsed(parsed), m_claims(parsed.claims), m_expected(expected), m_hide(hide), m_token(token)
    {
    }

    void check()
    {
        if (m_expected.kind == TokenKind::RefreshToken)
            return;
        checkTimes();
        checkIssuer();
        if (isIdToken() || m_expected.kind == TokenKind::UserInfo)
            checkSubject();
        if (isIdToken())
            checkIdToken();
    }

private:
    void fault(QLatin1StringView name, const QString &text)
    {
        m_token.faults << text;
        const auto claim = std::ranges::find(m_token.claims, name, &Claim::name);
        if (claim != m_token.claims.end())
            claim->fault = text;
    }

    bool isIdToken() const { return m_expected.kind == TokenKind::IdToken; }

    void checkTimes()
    {
        const QDateTime ends = claimTime(m_claims, "exp");
        if (ends.isValid() && ends.addDuration(clockTolerance) < m_expected.now)
            fault("exp"_L1, withClock(TrialText::tr("It has expired already.")));
        if (!ends.isValid() && (isIdToken() || m_claims.contains("exp")))
            fault("exp"_L1, TrialText::tr("It does not say when it ends (exp)."));
        for (const auto name : {"iat"_L1, "nbf"_L1}) {
            const QDateTime begins = claimTime(m_claims, name.data());
            if (begins.isValid() && begins.addDuration(-clockTolerance) > m_expected.now)
                fault(name,
                      withClock(
                          TrialText::tr("It is for the future (%1): whoever gets it refuses it.").arg(name)));
        }
        if (isIdToken() && !claimTime(m_claims, "iat").isValid())
            fault("iat"_L1, TrialText::tr("It does not say when it was made (iat)."));
    }

    QString withClock(const QString &text) const
    {
        if (m_expected.clockAhead.count() == 0)
            return text;
        const QString seconds = QString::number(std::chrono::abs(m_expected.clockAhead).count());
        return text + u' ' +
               (m_expected.clockAhead.count() > 0
                    ? TrialText::tr("The server's clock is %1 s ahead of this machine's.").arg(seconds)
                    : TrialText::tr("The server's clock is %1 s behind this machine's.").arg(seconds));
    }

    void checkIssuer()
    {
        const QString issuer = json::textAt(m_claims, "iss");
        if (issuer.isEmpty() && !isIdToken())
            return;
        if (issuer != m_expected.issuer) {
            fault("iss"_L1, TrialText::tr("It is from another issuer than was asked: from \"%1\".")
                                .arg(shownText(m_hide(issuer))));
        }
    }

    void checkSubject()
    {
        if (const QString wrong = subjectFault(m_claims, m_expected.subject); !wrong.isEmpty())
            fault("sub"_L1, wrong);
    }

    void checkIdToken()
    {
        const QStringList audience = claimTexts(m_claims, "aud");
        if (!audience.contains(m_expected.clientId))
            fault("aud"_L1, TrialText::tr("It is not for this client application."));
        const QString party = json::textAt(m_claims, "azp");
        if (!party.isEmpty() && party != m_expected.clientId)
            fault("azp"_L1, TrialText::tr("It was made for another client application."));
        if (!m_expected.nonce.isEmpty() && json::textAt(m_claims, "nonce") != m_expected.nonce) {
            fault("nonce"_L1,
                  TrialText::tr("It does not belong to this sign-in: its nonce is not the one that "
                                "was sent."));
        }
        const QString hash = json::textAt(m_claims, "at_hash");
        if (!hash.isEmpty() && !m_expected.accessToken.isEmpty() && isOfKnownDigest(m_parsed) &&
            hash != halfHash(m_expected.accessToken, m_parsed.algorithm()))
            fault("at_hash"_L1, TrialText::tr("It does not belong to the access token that came with it."));
    }

    const ParsedToken &m_parsed;
    const Json &m_claims;
    const TokenExpectation &m_expected;
    const Hiding &m_hide;
    Token &m_token;
};

std::optional<QCryptographicHash::Algorithm> sharedHashOf(const QByteArray &algorithm)
{
    if (algorithm == "HS256")
        return QCryptographicHash::Sha256;
    if (algorithm == "HS384")
        return QCryptographicHash::Sha384;
    return algorithm == "HS512" ? std::optional(QCryptographicHash::Sha512) : std::nullopt;
}

bool isForSigning(const Json &key, const ParsedToken &token)
{
    const QString use = json::textAt(key, "use");
    const QString algorithm = json::textAt(key, "alg");
    return (use.isEmpty() || use == "sig"_L1) &&
           (algorithm.isEmpty() || algorithm == QLatin1StringView(token.algorithm()));
}

QString opaqueText(TokenKind kind)
{
    return kind == TokenKind::RefreshToken
               ? TrialText::tr("Opaque: for the server alone.")
               : TrialText::tr("Opaque: who gets it asks the server what it is worth (RFC 7662).");
}

}

Token TokenJudge::judged(const SecretBytes &text, const TokenExpectation &expected) const
{
    Token token{.kind = expected.kind, .step = expected.step};
    const ParsedToken parsed = parsedToken(text);
    const bool isIdToken = expected.kind == TokenKind::IdToken;
    if (!parsed.fault.isEmpty())
        token.faults << parsed.fault;
    if (parsed.form != ParsedToken::Form::Signed) {
        token.isOpaque = true;
        token.signatureText = parsed.form == ParsedToken::Form::Encrypted
                                  ? TrialText::tr("Encrypted (JWE): only whoever has the key can read it.")
                                  : opaqueText(expected.kind);
        if (parsed.form == ParsedToken::Form::Encrypted)
            token.signature = Signature::Unknown;
        else if (isIdToken && parsed.fault.isEmpty())
            token.faults << TrialText::tr("An ID token has to be a JSON Web Token, and this is none.");
        else if (expected.kind == TokenKind::UserInfo && parsed.fault.isEmpty())
            token.faults << TrialText::tr("The server calls it a JSON Web Token, and it is none.");
        return token;
    }
    if (!parsed.fault.isEmpty()) {
        token.signature = Signature::Invalid;
        token.signatureText = TrialText::tr("It cannot be read.");
        return token;
    }
    const Verdict verdict = signatureOf(parsed, expected);
    token.signature = verdict.signature;
    token.signatureText = verdict.text;
    token.claims = shownClaims(parsed.claims, m_hide);
    // Who gets an ID token signs a user in by it (OpenID Connect Core 1.0, 3.1.3.7).
    if ((verdict.signature == Signature::Invalid && expected.kind != TokenKind::RefreshToken) ||
        (verdict.signature == Signature::Unknown && isIdToken))
        token.faults << verdict.text;
    ClaimCheck(parsed, expected, m_hide, token).check();
    return token;
}

Token TokenJudge::judgedUserInfo(const Json &claims, const QString &subject, const Hiding &hide)
{
    Token token{.kind = TokenKind::UserInfo, .step = Step::UserInfo, .claims = shownClaims(claims, hide)};
    if (const QString wrong = subjectFault(claims, subject); !wrong.isEmpty())
        token.faults << wrong;
    return token;
}

/// By the client's secret: OpenID Connect Core 1.0, 10.1, RFC 7518 3.2. What an access token is signed with
/// is a matter of the server and the API.
TokenJudge::Verdict TokenJudge::sharedSignatureOf(const ParsedToken &token, const TokenExpectation &expected)
{
    const QString shown = shownText(QString::fromUtf8(token.algorithm()));
    const bool isForTheClient = expected.kind == TokenKind::IdToken || expected.kind == TokenKind::UserInfo;
    if (!isForTheClient) {
        return {Signature::Unknown,
                TrialText::tr("Signed with a shared secret (%1), which is not in the server's keys: only who "
                              "has that secret can check it.")
                    .arg(shown)};
    }
    if (expected.secret.isEmpty()) {
        return {Signature::Invalid,
                TrialText::tr("Signed with a shared secret (%1), and the client application has none: it can "
                              "never check it. Have the server sign with a key (RS256, ES256).")
                    .arg(shown)};
    }
    const auto hash = sharedHashOf(token.algorithm());
    if (!hash) {
        return {Signature::Unknown,
                TrialText::tr("Gatehouse does not know the algorithm \"%1\", and cannot check the signature.")
                    .arg(shown)};
    }
    const QByteArray right =
        QMessageAuthenticationCode::hash(token.signedText, viewOf(expected.secret), *hash);
    return right == token.signature
               ? Verdict{Signature::Valid, TrialText::tr("Signed with the client's secret (%1).").arg(shown)}
               : Verdict{Signature::Invalid,
                         TrialText::tr("It is not signed with the client's secret (%1), as OpenID Connect "
                                       "demands: the client application cannot check it.")
                             .arg(shown)};
}

TokenJudge::Verdict TokenJudge::signatureOf(const ParsedToken &token, const TokenExpectation &expected) const
{
    const QByteArray algorithm = token.algorithm();
    if (algorithm.isEmpty() || algorithm.compare("none", Qt::CaseInsensitive) == 0) {
        return {Signature::Invalid,
                TrialText::tr("It is not signed (alg: none): anybody can make such a token, and nobody may "
                              "believe it.")};
    }
    if (token.header.contains("crit")) {
        return {Signature::Invalid,
                TrialText::tr("Its header asks for an extension (crit) that Gatehouse does not know "
                              "(RFC 7515 4.1.11).")};
    }
    if (algorithm.startsWith("HS"))
        return sharedSignatureOf(token, expected);
    const auto keys = m_source();
    if (!keys)
        return {Signature::Unknown,
                TrialText::tr("Its signature could not be checked. %1").arg(keys.error().text)};
    return signatureBy(*keys, token);
}

TokenJudge::Verdict TokenJudge::signatureBy(const Json &keys, const ParsedToken &token) const
{
    const QString id = QString::fromUtf8(token.keyId());
    const QString algorithm = shownText(QString::fromUtf8(token.algorithm()));
    bool isTried = false;
    for (const Json &key : keys) {
        if (!key.is_object() || (!id.isEmpty() && json::textAt(key, "kid") != id) ||
            !isForSigning(key, token))
            continue;
        switch (m_keys.check(key, token.algorithm(), token.signedText, token.signature)) {
        case TokenKeys::Check::Valid:
            return {
                Signature::Valid,
                id.isEmpty()
                    ? TrialText::tr("Signed by the server (%1).").arg(algorithm)
                    : TrialText::tr("Signed by the server (%1, key \"%2\").").arg(algorithm, shownText(id))};
        case TokenKeys::Check::Invalid:
            isTried = true;
            break;
        case TokenKeys::Check::UnknownAlgorithm:
            return {Signature::Unknown,
                    TrialText::tr("Gatehouse does not know the algorithm \"%1\", and cannot "
                                  "check the signature.")
                        .arg(algorithm)};
        case TokenKeys::Check::UnfitKey:
            break;
        }
    }
    if (isTried)
        return {Signature::Invalid,
                TrialText::tr("The signature is wrong: the token was changed, or is signed "
                              "by somebody else.")};
    return {
        Signature::Invalid,
        id.isEmpty()
            ? TrialText::tr("The server publishes no key for %1 that could have signed it.").arg(algorithm)
            : TrialText::tr("The server publishes no key \"%2\" for %1 that could have signed it.")
                  .arg(algorithm, shownText(id))};
}

}
