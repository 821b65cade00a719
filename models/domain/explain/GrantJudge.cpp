#include "domain/explain/Case.h"

#include <algorithm>

using namespace Qt::StringLiterals;

/// What a token is asked for by.
namespace gatehouse::explain {

namespace {

void addGrantType(Case &judged, const Parameter *sent, const QString &text, const QString &remedy,
                  const Remedy &action = {})
{
    judged.add({.cause = Cause::GrantType,
                .parameter = u"grant_type"_s,
                .sent = sent ? std::optional(sent->value) : std::nullopt,
                .text = text,
                .remedy = remedy,
                .action = action});
}

void judgeCodeGrant(Case &judged, const Parameter &sent)
{
    if (judged.client.isMachineToMachine()) {
        return addGrantType(
            judged, &sent,
            ExplainText::tr("The client application gets its tokens by client_credentials alone."),
            ExplainText::tr("Choose the grant type Authorization code, or ask by client_credentials."),
            {Remedy::Kind::GoTo, ClientField::GrantType});
    }
    if (!judged.request.has(u"code")) {
        judged.add(
            {.cause = Cause::Malformed,
             .parameter = u"code"_s,
             .text = ExplainText::tr("code is missing."),
             .remedy = ExplainText::tr("Have the client application send the code that it was given.")});
    }
    if (judged.request.has(u"redirect_uri")) {
        judgeLoginRedirect(judged);
    } else {
        judged.add(
            judged.habits.redirectAtToken,
            {.cause = Cause::RedirectMissing,
             .parameter = u"redirect_uri"_s,
             .text = ExplainText::tr("redirect_uri is missing: it has to be the same as in the authorization "
                                     "request (RFC 6749 4.1.3)."),
             .remedy = ExplainText::tr("Have the client application send it with the code.")});
    }
    judgeVerifier(judged);
    judged.notes << ExplainText::tr(
        "Whether the code is still good, and of that client application, is not known here.");
}

void judgeRefresh(Case &judged, const Parameter &sent)
{
    if (!judged.client.supportRefreshTokens) {
        return addGrantType(judged, &sent, ExplainText::tr("The client application gets no refresh tokens."),
                            ExplainText::tr("Turn on Support refresh tokens."),
                            {Remedy::Kind::TurnOn, ClientField::SupportRefreshTokens});
    }
    if (!judged.request.has(u"refresh_token")) {
        judged.add(
            {.cause = Cause::Malformed,
             .parameter = u"refresh_token"_s,
             .text = ExplainText::tr("refresh_token is missing."),
             .remedy = ExplainText::tr("Have the client application send the one that it was given.")});
    }
    // RFC 6749 6: none beyond those that were given.
    if (judged.request.has(u"scope"))
        judgeScopes(judged);
    judged.notes << ExplainText::tr(
        "Whether the refresh token is still good, and of that client application, is not "
        "known here.");
}

void judgeCredentials(Case &judged, const Parameter &sent)
{
    if (judged.client.usesClientCredentials())
        return judgeScopes(judged);
    if (judged.client.isPublic()) {
        return addGrantType(
            judged, &sent,
            ExplainText::tr("A public client application cannot prove that it is itself, so that it gets "
                            "no token by client_credentials."),
            ExplainText::tr("Choose the client authentication Client secret, and turn on Also allow "
                            "client credentials."),
            {Remedy::Kind::GoTo, ClientField::ClientAuthentication});
    }
    addGrantType(judged, &sent, ExplainText::tr("The client application may not act as itself."),
                 ExplainText::tr("Turn on Also allow client credentials."),
                 {Remedy::Kind::TurnOn, ClientField::AlsoClientCredentials});
}

}

void judgeGrantType(Case &judged)
{
    const Parameter *sent = judged.request.find(u"grant_type");
    if (!sent || sent->value.isEmpty()) {
        return addGrantType(
            judged, sent, ExplainText::tr("grant_type is missing."),
            ExplainText::tr("Have the client application send it, as grant_type=authorization_code. A "
                            "form is sent as application/x-www-form-urlencoded, and not as JSON."));
    }
    const QString &grant = sent->value;
    if (grant == "authorization_code"_L1)
        return judgeCodeGrant(judged, *sent);
    if (grant == "refresh_token"_L1)
        return judgeRefresh(judged, *sent);
    if (grant == "client_credentials"_L1)
        return judgeCredentials(judged, *sent);
    QStringList names{grant};
    if (grant == "password"_L1)
        names << u"directAccessGrantsEnabled"_s << u"resource_owner_password"_s;
    if (grant.endsWith("device_code"_L1))
        names << u"oauth2.device.authorization.grant.enabled"_s << u"device_code"_s << u"device_flow"_s;
    if (hasOtherGrant(judged.client, judged.habits.kind, names)) {
        judged.notes
            << ExplainText::tr("grant_type \"%1\" is allowed under Other settings.").arg(shownValue(grant));
        return;
    }
    addGrantType(
        judged, sent,
        ExplainText::tr("The client application may not use grant_type \"%1\".").arg(shownValue(grant)),
        ExplainText::tr("Have the client application ask by authorization_code, refresh_token or "
                        "client_credentials."));
}

}
