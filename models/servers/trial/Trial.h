#pragma once

#include "secrets/TokenKeys.h"
#include "servers/trial/BrowserTrip.h"
#include "servers/trial/PublishedKeys.h"
#include "servers/trial/ServerMetadata.h"
#include "servers/trial/TokenJudge.h"
#include "servers/trial/TokenRequest.h"
#include "servers/trial/TokenResponse.h"

namespace gatehouse::trial {

/// One trial from discovery to logout. Qt NetworkAuth does not carry it: QOAuth2AuthorizationCodeFlow (6.8)
/// keeps its code verifier to itself and sends it with a QNetworkAccessManager of its own, without own
/// authorities and bounds, where Qt Network sends a code twice by itself; it has the secret in the form
/// alone, keeps tokens as texts that nobody wipes, and knows neither nonce nor ID token. What is needed of
/// it, state and PKCE, are a few lines over HttpClient.
class Trial
{
public:
    Trial(const Request &request, TokenKeys &keys, Watcher &watcher, const HttpPatience &patience = {});

    Result<Outcome> run();

private:
    /// Whether to go on; an error ends it as well.
    using Part = Result<bool> (Trial::*)();

    Result<bool> findServer();
    Result<bool> askToken();
    Result<bool> askCode();
    Result<bool> redeemCode();
    Result<bool> refreshTokens();
    Result<bool> askUserInfo();
    Result<bool> signOut();

    void begin(Step step, const QString &text);
    Result<bool> done(const QString &text);
    Result<bool> skipped(Step step, const QString &text);
    Result<bool> refused(Refusal refusal);

    /// RFC 9207 2.4, of refusals as well.
    bool isFromAnother(const RedirectAnswer &answer) const;
    bool hasComeBack(BrowserTrip::End end, const BrowserTrip &trip) const;
    Refusal refusalOfTrip(BrowserTrip::End end, const BrowserTrip &trip, const QUrl &address) const;
    /// Sends it, and shows what comes; false where it is refused.
    Result<bool> requestTokens(Step step, const FormFields &fields);
    void showTokens(Step step, const TokenResponse &response);
    void showToken(TokenKind kind, Step step, const SecretBytes &token, const TokenResponse &response);
    bool isBySecret() const;
    void show(const Token &token);
    QString scopesText(const TokenResponse &response) const;

    const Request &m_request;
    TokenKeys &m_keys;
    Watcher &m_watcher;
    TrialHttp m_http;
    ServerMetadata m_server;
    PublishedKeys m_published;
    TokenJudge m_judge;
    Step m_step = Step::Discovery;
    SecretBytes m_code;
    QString m_sentRedirect;
    SecretBytes m_verifier;
    QString m_nonce;
    TokenResponse m_tokens;
    QString m_subject;    ///< of the ID token
    QStringList m_faults; ///< of what the server gave in this step
    bool m_hasWorked = true;
};

}
