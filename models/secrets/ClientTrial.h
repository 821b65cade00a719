#pragma once

#include "domain/Error.h"
#include "domain/explain/Explanation.h"
#include "secrets/SecretBytes.h"

#include <QDateTime>
#include <QStringList>

#include <chrono>
#include <optional>

/// Trying a client application on a real server: discovery, tokens, userinfo, logout.
namespace gatehouse::trial {

enum class Grant {
    ClientCredentials, ///< RFC 6749 4.4
    AuthorizationCode, ///< RFC 6749 4.1, a person signs in with the system's browser
};

enum class Authentication {
    None,        ///< a public client application
    SecretBasic, ///< RFC 6749 2.3.1, by header
    SecretPost,  ///< the same in the form
    PrivateKey,  ///< RFC 7523, private_key_jwt
};

/// What is tried. Nothing of it is stored.
struct Request
{
    QString issuer;      ///< https, or http to this machine
    QString certificate; ///< PEM of an own authority; empty: those that the system trusts
    QString clientId;
    Grant grant = Grant::AuthorizationCode;
    Authentication authentication = Authentication::None;
    SecretBytes secret;     ///< in clear, or the private key: PEM, or a JSON Web Key
    QStringList publicKeys; ///< of the client application, whose key IDs the server knows
    QStringList scopes;
    bool pkce = true;       ///< S256 (RFC 7636)
    QString loginRedirect;  ///< one of those allowed; where it is a loopback one, Gatehouse listens there
    QString logoutRedirect; ///< empty: signing out is left out
    QString whyNoLogout;    ///< in words, where the server could not do it; empty: it is tried
    std::chrono::seconds patience = std::chrono::minutes(5); ///< how long the browser may be away
};

enum class Step { Discovery, Authorization, Token, Refresh, UserInfo, Logout };

enum class StepState {
    Running,
    Done,
    Skipped, ///< `text` says why, as where the server gave no refresh token
    Refused, ///< by the server, or what it gave does not hold
    Failed,  ///< out of reach
};

struct StepReport
{
    Step step = Step::Discovery;
    StepState state = StepState::Running;
    QString text; ///< what is asked of whom; afterwards what came of it
};

enum class TokenKind { AccessToken, IdToken, RefreshToken, UserInfo };

enum class Signature {
    None,    ///< there is nothing to be signed: an opaque token, plain JSON
    Valid,   ///< by a key that the server publishes
    Invalid, ///< or by no key of the server, or unsigned: nobody may believe it
    Unknown, ///< it could not be checked: an algorithm with a shared secret, or encrypted
};

struct Claim
{
    QString name;
    QString value;      ///< as a person reads it, without characters that cannot be seen; of a time empty
    QString meaning;    ///< in words; empty: not one of the specifications
    QDateTime time{};   ///< UTC, of a claim that is one
    QString fault = {}; ///< why it is not as it has to be; empty: it is
};

/// A token as it can be shown: never the token itself.
struct Token
{
    TokenKind kind = TokenKind::AccessToken;
    Step step = Step::Token; ///< that brought it
    bool isOpaque = false;   ///< for the server alone to read
    Signature signature = Signature::None;
    QString signatureText; ///< in words: by which algorithm and key, or why not
    QList<Claim> claims;
    QStringList faults;  ///< what does not hold, claims too; empty: all that was looked at does
    QDateTime expires{}; ///< UTC, as the token response says; invalid: it does not
};

/// What a server refused, and what was sent to it, without codes, tokens and secrets.
struct Refusal
{
    Step step = Step::Token;
    QString text;                          ///< in a sentence, with the server's own words
    QString error = {};                    ///< `invalid_client`; empty: the server names none
    explain::PastedRequest sent;           ///< without parameters where there is nothing to explain
    explain::Explanation explanation = {}; ///< by what is configured; see services/trial
    bool isExplained = false;
    std::chrono::seconds clockAhead{0}; ///< of the server's clock before this machine's; 0: they agree
};

/// The browser is to open an address, and ends somewhere.
struct BrowserVisit
{
    Step step = Step::Authorization; ///< or Logout
    QString address;                 ///< to be opened; holds no token, code or secret
    QString redirect;                ///< where it ends
    bool isListening = false;        ///< Gatehouse hears it itself; else the address has to be pasted
    QDateTime until;                 ///< UTC, when waiting ends
};

/// What a person says while the browser is away.
struct BrowserWord
{
    enum class Kind {
        Nothing, ///< yet
        Address, ///< where the browser ended
        NoReturn ///< it stays on a page of the server that shows an error
    };

    Kind kind = Kind::Nothing;
    SecretBytes address = {}; ///< UTF-8; it holds a code
};

/// Follows a trial, on the thread that does it. Nothing that it is told holds a token, a code or a secret.
class Watcher
{
public:
    virtual ~Watcher() = default;

    /// Asked some times a second; false cancels.
    virtual bool goesOn() = 0;
    virtual void stepChanged(const StepReport &report) = 0;
    virtual void gotToken(const Token &token) = 0;
    virtual void refused(const Refusal &refusal) = 0;
    /// To be opened. Does not wait.
    virtual void visitBegan(const BrowserVisit &visit) = 0;
    /// Asked some times a second during a visit, also of one where Gatehouse listens: the browser may be on
    /// another machine. Does not wait.
    virtual BrowserWord browserWord() = 0;
    virtual void visitEnded() = 0;
};

enum class Outcome {
    Worked,  ///< all that was tried
    Refused, ///< something was refused, or does not hold
};

/// For people, translated.
QString labelOf(Step step);
QString labelOf(StepState state);
QString labelOf(TokenKind kind);
/// As in JSON: `user_info`, `skipped`, `id_token`, `valid`.
QString nameOf(Step step);
QString nameOf(StepState state);
QString nameOf(TokenKind kind);
QString nameOf(Signature signature);

/// Whether Gatehouse can listen there (RFC 8252 7.3): http, a loopback address or localhost.
bool isLoopbackRedirect(const QString &redirect);

}
