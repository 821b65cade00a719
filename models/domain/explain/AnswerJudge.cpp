#include "domain/explain/Case.h"

#include <array>

using namespace Qt::StringLiterals;

/// What a server's answer says (RFC 6749 4.1.2.1 and 5.2).
namespace gatehouse::explain {

namespace {

struct Answer
{
    QLatin1StringView error;
    Cause cause;
    QLatin1StringView parameter;
    const char *text;
    Remedy action;
};

const std::array answers{
    Answer{"invalid_scope"_L1,
           Cause::ScopeNotAllowed,
           "scope"_L1,
           QT_TRANSLATE_NOOP("Explain", "The server did not allow a scope that was asked for."),
           {Remedy::Kind::GoTo, ClientField::ApiScopes}},
    Answer{"unsupported_response_type"_L1,
           Cause::ResponseType,
           "response_type"_L1,
           QT_TRANSLATE_NOOP("Explain", "The server does not know the response_type that was asked for."),
           {}},
    Answer{"unauthorized_client"_L1,
           Cause::ResponseType,
           "response_type"_L1,
           QT_TRANSLATE_NOOP("Explain", "The client application may not ask for that response_type."),
           {Remedy::Kind::GoTo, ClientField::GrantType}},
    Answer{"unsupported_grant_type"_L1,
           Cause::GrantType,
           "grant_type"_L1,
           QT_TRANSLATE_NOOP("Explain", "The server does not know the grant_type that was asked for."),
           {}},
    Answer{"invalid_client"_L1,
           Cause::ClientAuthentication,
           "client_id"_L1,
           QT_TRANSLATE_NOOP("Explain",
                             "The server does not know the client application, or its proof was wrong."),
           {Remedy::Kind::GoTo, ClientField::ClientAuthentication}},
    Answer{"invalid_redirect_uri"_L1,
           Cause::RedirectNotRegistered,
           "redirect_uri"_L1,
           QT_TRANSLATE_NOOP("Explain", "The redirect that was sent is not allowed."),
           {Remedy::Kind::GoTo, ClientField::LoginRedirects}},
    Answer{"client_not_found"_L1,
           Cause::ClientUnknown,
           "client_id"_L1,
           QT_TRANSLATE_NOOP("Explain", "The server does not know the client application."),
           {}},
    Answer{"client_disabled"_L1,
           Cause::ClientDisabled,
           "client_id"_L1,
           QT_TRANSLATE_NOOP("Explain", "The client application is disabled on the server."),
           {}},
    Answer{"invalid_client_credentials"_L1,
           Cause::ClientAuthentication,
           "client_id"_L1,
           QT_TRANSLATE_NOOP("Explain", "The proof of the client application was wrong."),
           {Remedy::Kind::GoTo, ClientField::ClientAuthentication}},
    Answer{"pkce_verification_failed"_L1,
           Cause::Malformed,
           "code_verifier"_L1,
           QT_TRANSLATE_NOOP("Explain", "code_verifier is not the one whose challenge was sent before."),
           {}},
};

/// invalid_request says in its description what was wrong.
Cause causeOfDescription(const QString &description)
{
    if (description.contains("code_challenge_method"_L1, Qt::CaseInsensitive))
        return Cause::PkceMethod;
    if (description.contains("code_challenge"_L1, Qt::CaseInsensitive) ||
        description.contains("PKCE"_L1, Qt::CaseInsensitive))
        return Cause::PkceMissing;
    if (description.contains("redirect_uri"_L1, Qt::CaseInsensitive))
        return Cause::RedirectNotRegistered;
    if (description.contains("response_type"_L1, Qt::CaseInsensitive))
        return Cause::ResponseType;
    return Cause::Malformed;
}

/// The user said no, or the server has a fault: nothing that is configured here.
QString notConfigured(const QString &error)
{
    if (error == "access_denied"_L1)
        return ExplainText::tr(
            "The user, or the server for the user, said no. Nothing that is configured here did.");
    if (error == "login_required"_L1 || error == "consent_required"_L1 ||
        error == "interaction_required"_L1 || error == "account_selection_required"_L1)
        return ExplainText::tr("prompt=none was sent, and the user has to be asked something: %1.")
            .arg(error);
    if (error == "server_error"_L1 || error == "temporarily_unavailable"_L1)
        return ExplainText::tr("The server has a fault of its own: see its log.");
    if (error == "invalid_code"_L1 || error == "expired_code"_L1)
        return ExplainText::tr("The code was used before, or is too old.");
    if (error == "user_not_found"_L1 || error == "invalid_user_credentials"_L1)
        return ExplainText::tr("The user's name or password was wrong.");
    return {};
}

void noteGoodAnswer(Case &judged)
{
    judged.notes << (judged.request.has(u"code")
                         ? ExplainText::tr("This is the server's answer, and a good one: it took the request "
                                           "and gave a code, for which the client application now gets its "
                                           "tokens. Where that fails, paste the token request.")
                         : ExplainText::tr("This is the server's answer, and a good one: it took the request "
                                           "and gave what was asked for."));
}

}

void judgeAnswer(Case &judged)
{
    if (judged.request.isGoodAnswer())
        return noteGoodAnswer(judged);
    const QString error = judged.request.value(u"error");
    const QString description = judged.request.value(u"error_description");
    const QString said =
        description.isEmpty()
            ? ExplainText::tr("The server says \"%1\".").arg(shownValue(error))
            : ExplainText::tr("The server says \"%1\": %2.").arg(shownValue(error), shownValue(description));
    const QString remedy =
        ExplainText::tr("Paste the address of the request itself, as it was before the server "
                        "answered: then it is said what in it was refused.");
    RequestProblem problem{
        .cause = Cause::Malformed, .parameter = u"error"_s, .sent = error, .remedy = remedy};
    if (const QString other = notConfigured(error); !other.isEmpty()) {
        problem.text = said + u' ' + other;
        problem.remedy = ExplainText::tr("Nothing is to be changed here.");
        return judged.add(problem);
    }
    problem.text = said;
    const auto *const known = std::ranges::find(answers, error, &Answer::error);
    if (known != answers.end()) {
        problem.cause = known->cause;
        problem.parameter = known->parameter;
        problem.sent.reset();
        problem.action = known->action;
        if (known->cause == Cause::RedirectNotRegistered && judged.request.kind == RequestKind::Logout) {
            problem.cause = Cause::LogoutRedirect;
            problem.action.field = ClientField::LogoutRedirects;
        }
        problem.text += u' ' + ExplainText::tr(known->text);
    } else if (error == "invalid_request"_L1) {
        problem.cause = causeOfDescription(description);
    }
    judged.add(problem);
}

}
