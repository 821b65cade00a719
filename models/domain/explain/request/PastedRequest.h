#pragma once

#include "domain/Error.h"

#include <QList>
#include <QString>

#include <optional>

/// Why an authorization server refuses a request of a client application, judged by what is configured.
namespace gatehouse::explain {

enum class RequestKind {
    Authorization, ///< RFC 6749 4.1.1
    Token,         ///< RFC 6749 4.1.3, 4.4.2 and 6
    Logout,        ///< OpenID Connect RP-Initiated Logout 1.0, 2
};

/// What is wrong with how a parameter is written.
enum class WritingFault {
    None,
    Encoding, ///< a percent sign that encodes nothing, or bytes that are no UTF-8
    Length,   ///< of a code verifier or challenge: 43 to 128 characters (RFC 7636 4.1)
    Alphabet, ///< of one: letters, digits and `-._~` alone
};

struct Parameter
{
    QString name;
    QString value; ///< decoded and whole, to be judged: shown masked alone; empty where all of it is masked
    bool isMasked = false; ///< a code, a token, a secret: it was there, and is not here
    WritingFault fault = WritingFault::None;

    /// RFC 6749 3.1: without a value it counts as not sent.
    bool isSent() const { return isMasked || !value.isEmpty(); }
    bool operator==(const Parameter &) const = default;
};

/// As what the parameters were sent.
enum class Body { Form, Json, Multipart };

/// What a client_assertion says (RFC 7523 3), without what proves it.
struct Assertion
{
    bool isRead = false; ///< it is a JSON Web Token whose claims can be read
    QString issuer = {};
    QString subject = {};
    std::optional<qint64> expires = {}; ///< in seconds since 1970

    bool operator==(const Assertion &) const = default;
};

/// How a token request proves whose it is.
struct Proof
{
    bool byHeader = false; ///< `Authorization: Basic`
    bool byForm = false;   ///< client_secret
    bool byAssertion = false;
    Assertion assertion = {};
    QString headerClientId = {};
    QString secretHash = {}; ///< as in ClientSecret::hash; empty: no secret was sent, or it was masked before

    bool sendsSecret() const { return byHeader || byForm; }
    bool isEmpty() const { return !byHeader && !byForm && !byAssertion; }
    bool operator==(const Proof &) const = default;
};

/// What was pasted, without its codes, tokens and secrets.
struct PastedRequest
{
    RequestKind kind = RequestKind::Authorization;
    QString server;              ///< scheme, host and port of the address that was asked; empty: not known
    QString path;                ///< of that address
    QList<Parameter> parameters; ///< in their order, those that came again too
    Proof proof;
    QString audience;      ///< the client ID in an id_token_hint
    bool isAnswer = false; ///< the address to which a server sent `?error=invalid_scope`, or a code
    QString answerAddress; ///< of an answer: without query and fragment
    bool isLog = false;    ///< a line of a server's log, which tells a part of a request
    Body body = Body::Form;
    qsizetype length = 0; ///< of the address, in characters

    /// Null: it was not sent, or without a value.
    const Parameter *find(QStringView name) const;
    /// Whether its name was written, with a value or not.
    bool names(QStringView name) const;
    bool has(QStringView name) const { return find(name) != nullptr; }
    /// Decoded; empty where there is none.
    QString value(QStringView name) const;
    QString clientId() const;
    /// The server took the request: it gave a code or a token.
    bool isGoodAnswer() const { return isAnswer && !has(u"error"); }
    /// What is missing in it may have been sent.
    bool isPart() const { return isAnswer || isLog; }
    /// Names of known parameters that stand there more than once.
    QStringList doubled() const;
    /// What is in a request object (RFC 9101) cannot be seen.
    bool hasRequestObject() const { return has(u"request") || has(u"request_uri"); }
};

/// Finds the request in what was pasted: an address, a form, an HTTP request, a command of curl or a line of
/// a server's log, with whatever stands around it.
Result<PastedRequest> readRequest(const QString &pasted);

inline constexpr qsizetype longestPaste = 2 * 1024 * 1024; ///< characters

}
