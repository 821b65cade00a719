#pragma once

#include "secrets/ClientTrial.h"
#include "secrets/TokenKeys.h"
#include "servers/trial/ParsedToken.h"
#include "servers/trial/TokenClaims.h"

#include <chrono>
#include <functional>

namespace gatehouse::trial {

/// The array of the server's JSON Web Key Set (RFC 7517 5), asked for when it is first needed.
using KeySource = std::function<Result<json::Json>()>;

/// What a token has to say.
struct TokenExpectation
{
    TokenKind kind = TokenKind::AccessToken;
    Step step = Step::Token;
    QString issuer;
    QString clientId;
    QString nonce = {};                 ///< of an ID token; empty: none was sent
    SecretBytes accessToken = {};       ///< that came with an ID token
    SecretBytes secret = {};            ///< of the client application, in clear; empty: it has none
    QString subject = {};               ///< of the first ID token; empty: this is it
    QDateTime now;                      ///< UTC
    std::chrono::seconds clockAhead{0}; ///< of the server
};

/// Shows a token, and checks its signature and what it says: an ID token by OpenID Connect Core 1.0, 3.1.3.7,
/// an access token as far as RFC 9068 4 holds of any.
class TokenJudge
{
public:
    TokenJudge(TokenKeys &keys, KeySource source, Hiding hide)
        : m_keys(keys), m_source(std::move(source)), m_hide(std::move(hide))
    {
    }

    Token judged(const SecretBytes &token, const TokenExpectation &expected) const;
    /// What the userinfo endpoint says as JSON: `sub` has to be that of the ID token (5.3.2).
    Token judgedUserInfo(const json::Json &claims, const QString &subject) const
    {
        return judgedUserInfo(claims, subject, m_hide);
    }
    static Token judgedUserInfo(const json::Json &claims, const QString &subject, const Hiding &hide);

private:
    struct Verdict
    {
        Signature signature = Signature::Unknown;
        QString text;
    };
    Verdict signatureOf(const ParsedToken &token, const TokenExpectation &expected) const;
    static Verdict sharedSignatureOf(const ParsedToken &token, const TokenExpectation &expected);
    Verdict signatureBy(const json::Json &keys, const ParsedToken &token) const;

    TokenKeys &m_keys;
    KeySource m_source;
    Hiding m_hide;
};

}
