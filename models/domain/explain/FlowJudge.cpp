#include "domain/explain/Case.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

/// How the answer is to come: response_mode, prompt, and what goes with tokens in the address.
namespace gatehouse::explain {

namespace {

constexpr std::array responseModes{"query"_L1,     "fragment"_L1,     "form_post"_L1,    "jwt"_L1,
                                   "query.jwt"_L1, "fragment.jwt"_L1, "form_post.jwt"_L1};
/// Of some servers, and of no standard.
constexpr QLatin1StringView messageMode("web_message");

void addMalformed(Case &judged, Habit habit, const QString &parameter, const QString &text,
                  const QString &remedy)
{
    const Parameter *sent = judged.request.find(parameter);
    judged.add(habit, {.cause = Cause::Malformed,
                       .parameter = parameter,
                       .sent = sent ? std::optional(sent->value) : std::nullopt,
                       .text = text,
                       .remedy = remedy});
}

/// OpenID Connect Core 1.0, 3.2.2.1 and 3.3.2.11
void judgeNonceOfToken(Case &judged, const QStringList &types)
{
    if (!types.contains(u"id_token"_s) || judged.request.has(u"nonce") || judged.isSentEmpty(u"nonce") ||
        judged.request.hasRequestObject())
        return;
    addMalformed(
        judged, Habit::Refuses, u"nonce"_s,
        ExplainText::tr("nonce is missing, which has to be sent where an ID token comes in the address "
                        "(OpenID Connect Core 3.2.2.1)."),
        ExplainText::tr("Have the client application send a random nonce, and look for it in the ID "
                        "token."));
}

/// OAuth 2.0 Multiple Response Type Encoding Practices 5, and JARM 2.3.1.
void judgeModeOfTokens(Case &judged)
{
    const QString mode = judged.request.value(u"response_mode");
    const bool isEncrypted = mode == "query.jwt"_L1;
    if (mode != "query"_L1 && !isEncrypted)
        return;
    addMalformed(
        judged, isEncrypted ? Habit::Differs : Habit::Refuses, u"response_mode"_s,
        isEncrypted
            ? ExplainText::tr("response_mode \"query.jwt\" goes with tokens in the address only where "
                              "the answer is encrypted.")
            : ExplainText::tr("response_mode \"query\" does not go with tokens in the address: these "
                              "come in its fragment."),
        ExplainText::tr("Have the client application leave response_mode out."));
}

/// As each writes its own, and OpenID Connect Core 1.0, 3.1.2.1.
void judgePrompt(Case &judged)
{
    const QStringList prompts = judged.request.value(u"prompt").split(u' ', Qt::SkipEmptyParts);
    if (prompts.size() < 2 || !prompts.contains(u"none"_s))
        return;
    addMalformed(judged, judged.habits.promptNoneAndMore, u"prompt"_s,
                 ExplainText::tr("prompt=none says that the user is asked nothing, and stands beside another "
                                 "value (OpenID Connect Core 3.1.2.1)."),
                 ExplainText::tr("Have the client application send none alone, or leave it out."));
}

void judgeMode(Case &judged)
{
    const Parameter *mode = judged.request.find(u"response_mode");
    if (!mode || std::ranges::contains(responseModes, mode->value))
        return;
    const bool isMessage = mode->value == messageMode && judged.habits.kind != JudgedAs::Keycloak;
    addMalformed(
        judged, isMessage ? Habit::Differs : Habit::Refuses, u"response_mode"_s,
        isMessage
            ? ExplainText::tr("response_mode \"%1\" is of some servers alone.").arg(shownValue(mode->value))
            : ExplainText::tr("There is no response_mode \"%1\".").arg(shownValue(mode->value)),
        ExplainText::tr("Have the client application leave response_mode out."));
}

}

void judgeFlow(Case &judged)
{
    judgeMode(judged);
    judgePrompt(judged);
}

void judgeTokensInAddress(Case &judged, const QStringList &types)
{
    judgeNonceOfToken(judged, types);
    judgeModeOfTokens(judged);
}

}
