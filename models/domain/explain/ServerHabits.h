#pragma once

#include "domain/ClientField.h"
#include "domain/explain/request/PastedRequest.h"
#include "domain/servers/Server.h"

#include <QList>
#include <QStringList>

namespace gatehouse::explain {

/// As which server a request is judged.
enum class JudgedAs {
    Standard, ///< by the specifications; where servers differ, that is said
    Keycloak,
    OidcProvider,
    Hydra,
    Glewlwyd,
    IdentityServer,
};

/// What a server does where servers differ.
enum class Habit { Takes, Refuses, Differs };

/// What is known of a kind of server, each line where servers differ.
struct ServerHabits
{
    JudgedAs kind = JudgedAs::Standard;
    QString name; ///< on the command line

    bool wildcards = false;         ///< `*` at the end of a redirect, and addresses below that of the server
    Habit anyCase = Habit::Refuses; ///< a redirect whatever its case
    Habit anyClientIdCase = Habit::Refuses;  ///< a client ID whatever its case
    Habit loopbackPort = Habit::Takes;       ///< any port of 127.0.0.1 and [::1]
    Habit localhostPort = Habit::Refuses;    ///< of localhost
    Habit answerInRedirect = Habit::Refuses; ///< of Keycloak: a redirect with parameters of its answers
    Habit missingRedirect = Habit::Refuses;  ///< of one that has a single redirect, without OpenID Connect
    Habit missingRedirectOpenId = Habit::Refuses; ///< the same with it
    Habit openIdMissing = Habit::Takes;
    Habit openIdUnsupported = Habit::Refuses;  ///< openid without Support OpenID Connect
    Habit unknownScope = Habit::Refuses;       ///< one that no client application has
    Habit offlineAccess = Habit::Refuses;      ///< without refresh tokens
    Habit scopeBesideAllowed = Habit::Refuses; ///< one that is not allowed, as long as another one is
    Habit scopeMissing = Habit::Takes;         ///< a request that asks for no scope
    Habit nonceMissing = Habit::Takes;         ///< beside openid
    Habit promptNoneAndMore = Habit::Refuses;  ///< prompt=none beside another value
    Habit plainPkce = Habit::Refuses;          ///< where PKCE is not demanded
    Habit requiredPkce = Habit::Refuses;       ///< a request without PKCE where that is demanded here
    Habit otherSecretPlace = Habit::Takes;     ///< basic for post, and the other way round
    Habit secretOfPublic = Habit::Refuses;     ///< a secret sent for a public client application
    Habit secretTwice = Habit::Refuses;        ///< by the header and in the form
    Habit refreshNotSupported = Habit::Refuses;
    Habit logoutWithoutHint = Habit::Takes; ///< client_id alone
    Habit redirectAtToken = Habit::Refuses; ///< a code without its redirect
    bool emptyIsSent = false; ///< a parameter without a value is no missing one, against RFC 6749 3.1
    int leastState = 0;       ///< characters of state
};

QString titleOf(JudgedAs kind); ///< for people, translated
const QList<ServerHabits> &allServerHabits();
const ServerHabits &habitsOf(JudgedAs kind);
/// By the name of a server or of its format, as `rfc7591` or `skoruba`; null: there is none.
const ServerHabits *habitsByName(const QString &name);
/// By the standards where nothing is known of its kind.
JudgedAs judgedAs(const Server &server);
/// The names, those of formats too.
QStringList judgedAsNames();

}
