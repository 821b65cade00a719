#pragma once

#include "domain/ClientField.h"
#include "domain/explain/address/NearestAddress.h"
#include "domain/explain/request/PastedRequest.h"

namespace gatehouse::explain {

enum class Verdict { Taken, Refused, ServersDiffer };

enum class Cause {
    RedirectNotRegistered,
    RedirectMissing,
    PkceMissing,
    PkceMethod,
    ScopeNotAllowed,
    OpenIdMissing,
    ResponseType,
    ClientUnknown,
    ClientDisabled,
    ClientAuthentication,
    GrantType,
    LogoutRedirect,
    Malformed,
};

/// What would mend it here, for a button.
struct Remedy
{
    enum class Kind {
        None,       ///< it is to be mended where the request is made
        Add,        ///< `value` to the list `field`
        TurnOn,     ///< the switch `field`
        GoTo,       ///< the field: it is for a person to decide
        OpenClient, ///< the client application `value`
    };

    Kind kind = Kind::None;
    ClientField field = ClientField::ClientId;
    QString value = {};

    bool operator==(const Remedy &) const = default;
};

/// One reason why a request is refused, or is by some servers.
struct RequestProblem
{
    Cause cause = Cause::Malformed;
    Verdict verdict = Verdict::Refused; ///< Refused or ServersDiffer
    QString parameter;                  ///< `redirect_uri`
    std::optional<QString> sent = {};   ///< nothing: it is missing or masked
    QString nearest = {};               ///< an allowed redirect, or a client ID; empty: none
    QList<Difference> differs = {};     ///< of `nearest`
    QList<Span> inSent = {};
    QList<Span> inNearest = {};
    QString text = {};
    QString remedy = {}; ///< what to do, in a sentence
    Remedy action = {};
};

struct Explanation
{
    RequestKind kind = RequestKind::Authorization;
    QString clientId;      ///< as it was sent; empty: none was
    QString foundClientId; ///< of the client application by which it was judged; empty: there is none
    QString server;        ///< of the list: what is for that one alone counted, too; empty: for none
    Verdict verdict = Verdict::Taken;
    QList<RequestProblem> problems; ///< the weightiest first
    QStringList notes;              ///< what was not looked at
};

/// As in JSON: `authorization`, `servers_differ`, `redirect_not_registered`.
QString nameOf(RequestKind kind);
QString nameOf(Verdict verdict);
QString nameOf(Cause cause);
/// For people, translated.
QString labelOf(RequestKind kind);
QString labelOf(Verdict verdict);
QString labelOf(Cause cause);

}
