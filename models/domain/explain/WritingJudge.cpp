#include "domain/explain/Case.h"
#include "domain/explain/request/ParameterNames.h"
#include "domain/rules/InvisibleText.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

/// What is about the writing, whatever the client application.
namespace gatehouse::explain {

namespace {

/// Most web servers and proxies take 8 KiB of an address and its headers.
constexpr qsizetype longestAddress = 8000;

/// What a name that nobody knows stands for, nobody knows either.
std::optional<QString> shownSent(const Parameter &parameter)
{
    const bool isShown = !parameter.isMasked && isKnownParameter(parameter.name);
    return isShown ? std::optional(parameter.value) : std::nullopt;
}

void judgeDoubled(Case &judged)
{
    for (const QString &name : judged.request.doubled()) {
        const Parameter *first = judged.request.find(name);
        judged.add(
            {.cause = Cause::Malformed,
             .parameter = name,
             .sent = first ? shownSent(*first) : std::nullopt,
             .text = ExplainText::tr("\"%1\" is sent more than once, which no server takes (RFC 6749 3.1).")
                         .arg(shownValue(name)),
             .remedy = ExplainText::tr("Have the client application send it once.")});
    }
}

bool hasControl(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.category() == QChar::Other_Control; });
}

void judgeCharacters(Case &judged, const Parameter &parameter)
{
    if (parameter.fault == WritingFault::Encoding) {
        return judged.add(
            {.cause = Cause::Malformed,
             .parameter = parameter.name,
             .sent = shownSent(parameter),
             .text = ExplainText::tr(
                         "%1 is encoded wrongly: after a percent sign come two hexadecimal digits, and "
                         "together they are UTF-8.")
                         .arg(shownName(parameter.name)),
             .remedy = ExplainText::tr("Have the client application encode each value once, as in a form.")});
    }
    const auto invisible = rules::misplacedInvisibles(parameter.value);
    if (invisible.isEmpty() && !hasControl(parameter.value))
        return;
    const QString named = invisible.isEmpty() ? ExplainText::tr("a control character")
                                              : rules::invisibleName(invisible.first().character);
    judged.add(
        {.cause = Cause::Malformed,
         .parameter = parameter.name,
         .sent = shownSent(parameter),
         .text = ExplainText::tr("%1 holds what cannot be seen: %2.").arg(shownName(parameter.name), named),
         .remedy = ExplainText::tr("Take it out where the request is made.")});
}

void judgeStateParameter(Case &judged)
{
    const int least = judged.habits.leastState;
    if (judged.request.kind != RequestKind::Authorization || judged.request.isPart() ||
        judged.request.value(u"state").size() >= least)
        return;
    const Parameter *state = judged.request.find(u"state");
    judged.add({.cause = Cause::Malformed,
                .parameter = u"state"_s,
                .sent = state ? std::optional(state->value) : std::nullopt,
                .text = ExplainText::tr("state has fewer than %1 characters, which %2 takes for guessable.")
                            .arg(QString::number(least), titleOf(judged.habits.kind)),
                .remedy = ExplainText::tr("Have the client application send a random state.")});
}

/// Of Keycloak, which reads them as if they said something.
void judgeEmpty(Case &judged)
{
    static constexpr std::array refused{"scope"_L1,         "request"_L1,        "request_uri"_L1,
                                        "response_mode"_L1, "code_challenge"_L1, "code_challenge_method"_L1};
    if (judged.request.kind != RequestKind::Authorization || judged.request.isPart())
        return;
    for (const QLatin1StringView name : refused) {
        if (!judged.isSentEmpty(QString(name)))
            continue;
        judged.add({.cause = Cause::Malformed,
                    .parameter = name,
                    .text = ExplainText::tr("%1 is sent without a value, which %2 does not take for missing.")
                                .arg(name, titleOf(judged.habits.kind)),
                    .remedy = ExplainText::tr("Have the client application leave it out.")});
    }
}

/// RFC 6749 4.1.3, 4.4.2 and 6.
void judgeBody(Case &judged)
{
    if (judged.request.kind != RequestKind::Token || judged.request.body == Body::Form)
        return;
    judged.add(
        {.cause = Cause::Malformed,
         .parameter = u"Content-Type"_s,
         .text =
             judged.request.body == Body::Json
                 ? ExplainText::tr("It is sent as JSON, and a token request is a form (RFC 6749 4.1.3).")
                 : ExplainText::tr("It is sent as multipart/form-data, and a token request is a plain form "
                                   "(RFC 6749 4.1.3)."),
         .remedy = ExplainText::tr("Have the client application send it as "
                                   "application/x-www-form-urlencoded.")});
}

/// OpenID Connect Core 1.0, 3.1.2.1 leaves it free where a code is asked for.
void judgeNonce(Case &judged)
{
    const PastedRequest &request = judged.request;
    if (request.kind != RequestKind::Authorization || request.isPart() || request.hasRequestObject() ||
        request.has(u"nonce") || !judged.asksForOpenId())
        return;
    judged.add(
        judged.habits.nonceMissing,
        {.cause = Cause::Malformed,
         .parameter = u"nonce"_s,
         .text = ExplainText::tr("nonce is missing, without which %1 signs nobody in by OpenID Connect.")
                     .arg(titleOf(judged.habits.kind)),
         .remedy = ExplainText::tr("Have the client application send a random nonce, and look for it in the "
                                   "ID token.")});
}

}

void judgeWriting(Case &judged)
{
    judgeDoubled(judged);
    judgeBody(judged);
    judgeEmpty(judged);
    constexpr qsizetype most = 50; // of a thousand that are odd nobody reads more
    qsizetype looked = 0;
    for (const Parameter &parameter : judged.request.parameters) {
        if (++looked > most)
            break;
        judgeCharacters(judged, parameter);
    }
    judgeStateParameter(judged);
    judgeNonce(judged);
    if (judged.request.length > longestAddress) {
        judged.add(Habit::Differs,
                   {.cause = Cause::Malformed,
                    .parameter = {},
                    .text = ExplainText::tr(
                                "The address has %1 characters. Servers and the proxies in front of them "
                                "take some %2.")
                                .arg(QString::number(judged.request.length), QString::number(longestAddress)),
                    .remedy = ExplainText::tr("Have the client application send less, as a shorter state.")});
    }
    if (judged.request.hasRequestObject())
        judged.notes << ExplainText::tr("What is in the request object (RFC 9101) is not looked at.");
}

}
