#include "domain/explain/Case.h"
#include "domain/rules/PkceMethod.h"

#include <algorithm>

using namespace Qt::StringLiterals;

/// What is about the code: response type and PKCE.
namespace gatehouse::explain {

namespace {

constexpr QLatin1StringView codeType("code");

QStringList sortedTypes(const QString &value)
{
    QStringList types = value.split(u' ', Qt::SkipEmptyParts);
    types.sort();
    types.removeDuplicates();
    return types;
}

void addResponseType(Case &judged, const Parameter *sent, const QString &text, const QString &remedy,
                     const Remedy &action = {})
{
    judged.add({.cause = Cause::ResponseType,
                .parameter = u"response_type"_s,
                .sent = sent ? std::optional(sent->value) : std::nullopt,
                .text = text,
                .remedy = remedy,
                .action = action});
}

RequestProblem pkceProblem(Cause cause, const QString &parameter, const Parameter *sent)
{
    RequestProblem problem{.cause = cause, .parameter = parameter};
    if (sent && !sent->isMasked)
        problem.sent = sent->value;
    return problem;
}

/// What Gatehouse demands, and Hydra and Glewlwyd have no setting for in a client application.
QString demanded(const Case &judged)
{
    if (judged.habits.requiredPkce == Habit::Refuses)
        return ExplainText::tr("The client application has to use PKCE.");
    return ExplainText::tr(
               "The client application has to use PKCE, but %1 cannot say so of one: it is demanded of all, "
               "or of none.")
        .arg(titleOf(judged.habits.kind));
}

/// Of Keycloak the one that it is set to, which it takes alone.
QString demandedMethod(const Case &judged)
{
    const QString method =
        judged.habits.kind == JudgedAs::Keycloak ? rules::keycloakPkceMethod(judged.client) : QString();
    return method.isEmpty() ? QString(rules::safePkceMethod) : method;
}

QString remedyOfMethod(const QString &demanded)
{
    return demanded == rules::safePkceMethod
               ? ExplainText::tr(
                     "Have the client application send code_challenge_method=S256 (RFC 7636 4.2).")
               : ExplainText::tr("Set the method to S256 on the server, and have the client application send "
                                 "code_challenge_method=S256 (RFC 7636 4.2).");
}

bool takesPlain(const Case &judged)
{
    return judged.habits.kind == JudgedAs::IdentityServer &&
           hasOtherGrant(judged.client, judged.habits.kind, {u"AllowPlainTextPkce"_s});
}

void judgeMethodAsConfigured(Case &judged, const Parameter *method, const QString &demanded)
{
    RequestProblem problem = pkceProblem(Cause::PkceMethod, u"code_challenge_method"_s, method);
    problem.text = method ? ExplainText::tr("\"%1\" is not the method that the server has for the client "
                                            "application: \"%2\", and it takes that alone.")
                                .arg(shownValue(method->value), shownAllowed(demanded))
                          : ExplainText::tr("code_challenge_method is missing: the server has \"%1\" for the "
                                            "client application, and takes that alone.")
                                .arg(shownAllowed(demanded));
    problem.remedy = remedyOfMethod(demanded);
    judged.add(problem);
}

void judgeMethod(Case &judged)
{
    const Parameter *method = judged.request.find(u"code_challenge_method");
    const QString demanded = demandedMethod(judged);
    if (method && method->value == demanded)
        return;
    if (demanded != rules::safePkceMethod)
        return judgeMethodAsConfigured(judged, method, demanded);
    const bool isOther = method && method->value != "plain"_L1;
    if (!isOther && takesPlain(judged))
        return;
    RequestProblem problem = pkceProblem(Cause::PkceMethod, u"code_challenge_method"_s, method);
    problem.text =
        method ? ExplainText::tr("\"%1\" is not the method S256: whoever reads the address knows the "
                                 "verifier, too.")
                     .arg(shownValue(method->value))
               : ExplainText::tr("code_challenge_method is missing, which means the method plain: whoever "
                                 "reads the address knows the verifier, too.");
    problem.remedy = remedyOfMethod(demanded);
    const Habit where =
        judged.client.requirePkce || isOther ? judged.habits.requiredPkce : judged.habits.plainPkce;
    judged.add(where == Habit::Differs && isOther ? Habit::Refuses : where, problem);
}

void judgeFormat(Case &judged, const Parameter &parameter)
{
    if (parameter.fault != WritingFault::Length && parameter.fault != WritingFault::Alphabet)
        return;
    RequestProblem problem = pkceProblem(Cause::Malformed, parameter.name, &parameter);
    problem.text = parameter.fault == WritingFault::Length
                       ? ExplainText::tr("%1 has less than 43 or more than 128 characters.")
                       : ExplainText::tr("%1 holds other characters than letters, digits and - . _ ~");
    problem.text = problem.text.arg(parameter.name);
    problem.remedy =
        ExplainText::tr("Have the client application make it by RFC 7636 4: base64url without = at the "
                        "end.");
    judged.add(problem);
}

/// OAuth 2.0 Multiple Response Types 4.
void judgeNone(Case &judged, const Parameter &sent)
{
    if (judged.habits.kind == JudgedAs::Keycloak ||
        hasOtherGrant(judged.client, judged.habits.kind, {sent.value}))
        return;
    addResponseType(judged, &sent,
                    ExplainText::tr("response_type \"none\" gives nothing back, and is not enabled for the "
                                    "client application."),
                    ExplainText::tr("Have the client application send response_type=code, with PKCE."));
}

}

void judgeResponseType(Case &judged)
{
    const Parameter *sent = judged.request.find(u"response_type");
    if (judged.client.isMachineToMachine()) {
        return addResponseType(
            judged, sent,
            ExplainText::tr("The client application acts as itself, by Client credentials: no user "
                            "can sign in to it."),
            ExplainText::tr("Choose the grant type Authorization code, or ask for a token by "
                            "client_credentials."),
            {Remedy::Kind::GoTo, ClientField::GrantType});
    }
    if (!sent || sent->value.trimmed().isEmpty()) {
        if (!judged.request.hasRequestObject()) {
            addResponseType(judged, sent, ExplainText::tr("response_type is missing."),
                            ExplainText::tr("Have the client application send response_type=code."));
        }
        return;
    }
    const QStringList types = sortedTypes(sent->value);
    if (types == QStringList{codeType})
        return;
    if (types == QStringList{u"none"_s})
        return judgeNone(judged, *sent);
    const bool isHybrid = types.contains(codeType);
    const QStringList names{types.join(u' '), isHybrid ? u"hybrid"_s : u"implicit"_s,
                            u"implicitFlowEnabled"_s, u"implicit"_s};
    const bool isKnown = std::ranges::all_of(types, [](const QString &type) {
        return type == codeType || type == "token"_L1 || type == "id_token"_L1;
    });
    if (isKnown && hasOtherGrant(judged.client, judged.habits.kind, names)) {
        judged.notes
            << ExplainText::tr("response_type \"%1\" is allowed under Other settings.").arg(sent->value);
        return judgeTokensInAddress(judged, types);
    }
    addResponseType(
        judged, sent,
        isKnown ? ExplainText::tr("response_type \"%1\" asks for tokens in the address (implicit or hybrid "
                                  "flow), which the client application may not do (RFC 9700 2.1.2).")
                      .arg(shownValue(sent->value))
                : ExplainText::tr("There is no response_type \"%1\".").arg(shownValue(sent->value)),
        ExplainText::tr("Have the client application send response_type=code, with PKCE."));
}

void judgeChallenge(Case &judged)
{
    if (judged.client.isMachineToMachine())
        return;
    const Parameter *challenge = judged.request.find(u"code_challenge");
    if (challenge && !challenge->value.isEmpty()) {
        judgeMethod(judged);
        return judgeFormat(judged, *challenge);
    }
    const bool hasMethod = judged.request.has(u"code_challenge_method");
    if ((!judged.client.requirePkce && !hasMethod) || judged.request.hasRequestObject())
        return;
    RequestProblem problem = pkceProblem(Cause::PkceMissing, u"code_challenge"_s, challenge);
    problem.text = hasMethod ? ExplainText::tr("code_challenge is missing beside code_challenge_method.")
                             : demanded(judged) + u' ' + ExplainText::tr("code_challenge is missing.");
    problem.remedy =
        demandedMethod(judged) == rules::safePkceMethod
            ? ExplainText::tr("Have the client application send code_challenge with "
                              "code_challenge_method=S256 (RFC 7636).")
            : ExplainText::tr("Set the method to S256 on the server, and have the client application send "
                              "code_challenge with code_challenge_method=S256 (RFC 7636).");
    judged.add(hasMethod ? Habit::Refuses : judged.habits.requiredPkce, problem);
}

void judgeVerifier(Case &judged)
{
    const Parameter *verifier = judged.request.find(u"code_verifier");
    if (verifier)
        return judgeFormat(judged, *verifier);
    if (!judged.client.requirePkce)
        return;
    RequestProblem problem = pkceProblem(Cause::PkceMissing, u"code_verifier"_s, nullptr);
    problem.text = demanded(judged) + u' ' + ExplainText::tr("code_verifier is missing.");
    problem.remedy =
        ExplainText::tr("Have the client application send the code_verifier whose challenge it sent with "
                        "the authorization request.");
    judged.add(judged.habits.requiredPkce, problem);
}

}
