#pragma once

#include "domain/explain/ServerHabits.h"
#include "domain/explain/address/KeycloakRedirect.h"

namespace gatehouse::explain {

/// Why servers differ about a redirect.
enum class Doubt {
    None,
    Wildcard,     ///< the allowed one ends with `*`
    Relative,     ///< the allowed one begins with a slash
    Localhost,    ///< another port of localhost
    LoopbackPort, ///< another port of 127.0.0.1 or [::1]
    Case,
};

struct RedirectMatch
{
    Habit habit = Habit::Refuses;
    QString allowed; ///< by which it is taken, or may be
    Doubt doubt = Doubt::None;
};

/// What the server makes of an address that was sent. `server` completes addresses that begin with a slash;
/// empty: it is not known.
RedirectMatch matchRedirect(const QString &sent, const QStringList &allowed, const ServerHabits &habits,
                            const QString &server);

AnswerNames answerNames(const ServerHabits &habits);

/// Where it leads: `.` and `..` are taken out of its path (RFC 3986 5.2.4).
QString withoutClimbing(const QString &sent);

/// The redirects that the server has: some formats leave out what it refuses.
QStringList redirectsOnServer(const ClientApplication &client, ClientField field, const ServerHabits &habits);

}
