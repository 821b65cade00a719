#include "fuzz/AnswerFuzzer.h"

#include "fuzz/Demand.h"
#include "fuzz/ShownText.h"
#include "servers/http/HttpClient.h"
#include "servers/trial/CallbackRequest.h"
#include "servers/trial/RefusalText.h"
#include "servers/trial/ServerMetadata.h"
#include "servers/trial/TokenClaims.h"
#include "servers/trial/TokenJudge.h"
#include "servers/trial/TokenResponse.h"

using namespace Qt::StringLiterals;

namespace gatehouse::fuzz {

namespace {

using trial::Step;

const QString state = u"a-state"_s;

HttpAnswer answerIn(QByteArray bytes)
{
    HttpAnswer answer;
    answer.request.url = QUrl(u"https://idp.example/token"_s);
    answer.request.secrets = {secretCopy(sentSecret)};
    const auto line = [&bytes] {
        const qsizetype end = bytes.indexOf('\n');
        const QByteArray first = end < 0 ? bytes : bytes.first(end);
        bytes = end < 0 ? QByteArray() : bytes.sliced(end + 1);
        return first;
    };
    answer.status = qBound(100, line().toInt(), 599);
    for (QByteArray header = line(); !header.isEmpty(); header = line()) {
        const qsizetype colon = header.indexOf(':');
        if (colon > 0)
            answer.headers << std::pair(header.first(colon), header.sliced(colon + 1).trimmed());
    }
    answer.body = bytes;
    return answer;
}

void checkSaid(const QString &text, const QByteArray &bytes)
{
    demandShown(text, bytes);
    demand(!text.contains(QString::fromLatin1(sentSecret)), "a text repeats a secret", bytes);
}

void readRefusal(const HttpAnswer &answer, const QByteArray &bytes)
{
    for (const Step step : {Step::Token, Step::Refresh, Step::UserInfo}) {
        const trial::Refusal refusal = refusalOf(step, answer, std::chrono::seconds(90));
        checkSaid(refusal.text, bytes);
        demandVisible(refusal.error, bytes);
        demand(!refusal.error.contains(QString::fromLatin1(sentSecret)), "an error repeats a secret", bytes);
    }
    if (!answer.isSuccess())
        demand(!errorOf(answer).text.contains(QString::fromLatin1(sentSecret)), "a refusal repeats a secret",
               bytes);
}

void readTokens(HttpAnswer answer, const QByteArray &bytes)
{
    const auto tokens = trial::takeTokens(answer);
    demand(answer.body.isEmpty(), "the answer still holds its tokens", bytes);
    if (!tokens)
        return demand(!tokens.error().text.isEmpty(), "refused without a word", bytes);
    demand(!tokens->access.isEmpty(), "taken without an access token", bytes);
    demand(!tokens->lifetime || *tokens->lifetime >= 0, "tokens that ended before they began", bytes);
}

void readContent(const HttpAnswer &answer, const QByteArray &bytes)
{
    const auto content = answer.content();
    if (!content || !content->is_object())
        return;
    const auto hide = [&answer](const QString &text) { return answer.withoutSecrets(text); };
    const trial::Token info = trial::TokenJudge::judgedUserInfo(*content, u"anna"_s, hide);
    for (const QString &fault : info.faults)
        demandShown(fault, bytes);
    for (const trial::Claim &claim : info.claims) {
        demandVisible(claim.name, bytes);
        demandVisible(claim.value, bytes);
        demand(!claim.value.contains(QString::fromLatin1(sentSecret)), "a claim repeats a secret", bytes);
    }
    const auto metadata = trial::readMetadata(*content, u"https://idp.example"_s);
    if (!metadata)
        return demandShown(metadata.error().text, bytes);
    for (const QUrl &url :
         {metadata->authorization, metadata->token, metadata->userInfo, metadata->keys, metadata->endSession})
        demand(url.isEmpty() || checkServerAddress(url).has_value(),
               "an address that secrets may not be sent to", bytes);
}

void checkRedirect(const std::optional<trial::RedirectAnswer> &answer, const QByteArray &bytes)
{
    if (answer && !answer->error.isEmpty())
        demandShown(refusalOf(Step::Authorization, *answer).text, bytes);
}

/// What comes from a browser, or from anybody who knows the port.
void readRedirect(const HttpAnswer &answer, const QByteArray &bytes)
{
    checkRedirect(trial::answerAt(secretCopy(answer.body), QUrl(u"http://127.0.0.1/cb"_s), {state}), bytes);
    checkRedirect(
        trial::answerAt(secretCopy(answer.header("Location")), QUrl(u"https://a.example/cb"_s), {state}),
        bytes);
    const auto request = trial::callbackIn(answer.body);
    if (!request)
        return;
    demand(request->path.startsWith('/') && !request->path.contains(' '), "no path", bytes);
    const auto redirect = trial::answerIn(request->query, {state});
    demand(!redirect || request->query.contains("state="), "an answer without a state is taken", bytes);
    checkRedirect(redirect, bytes);
}

}

void readAnswer(const QByteArray &bytes)
{
    const HttpAnswer answer = answerIn(bytes);
    readRefusal(answer, bytes);
    readTokens(answer, bytes);
    readContent(answer, bytes);
    readRedirect(answer, bytes);
}

}
