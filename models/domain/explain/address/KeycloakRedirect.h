#pragma once

#include <QString>

/// What Keycloak makes of a redirect, as its class RedirectUtils answers in version 26.7.3.
namespace gatehouse::explain {

/// What a client application or the server may be set to.
enum class AnswerNames { Refused, Taken };

/// `allowed` is complete: Keycloak puts its own address before one that begins with a slash. `names`: what it
/// does about parameters of its own answers.
bool keycloakTakes(const QString &sent, const QString &allowed, AnswerNames names = AnswerNames::Refused);

/// Why it takes the address whatever is allowed, or by no pattern. Empty: neither.
struct KeycloakRefusal
{
    QString always;
    QString byPatterns;
};
KeycloakRefusal keycloakRefusal(const QString &sent, AnswerNames names = AnswerNames::Refused);

}
