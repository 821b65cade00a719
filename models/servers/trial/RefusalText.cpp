#include "servers/trial/RefusalText.h"

#include "domain/explain/masking/SecretParameters.h"
#include "servers/trial/TokenClaims.h"
#include "servers/trial/TrialText.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace gatehouse::trial {

namespace {

constexpr qsizetype longestRead = 16 * 1024;

/// As it may be shown. Nothing is cut before: half a secret would not be known for one.
QString saidIn(const HttpAnswer &answer, const QString &text)
{
    return shownText(explain::masked(answer.withoutSecrets(text)));
}

/// What servers write where they wrote nothing in the body (RFC 6750 3).
QString challengeParameter(const HttpAnswer &answer, const QString &name)
{
    static const QRegularExpression escaped(uR"re(\\(.))re"_s);
    const QRegularExpression quoted(uR"re(\b%1="((?:[^"\\]|\\.)*+)")re"_s.arg(name));
    const QString header = answer.withoutSecrets(QString::fromUtf8(answer.header("WWW-Authenticate")));
    return saidIn(answer, quoted.match(header.left(longestRead)).captured(1).replace(escaped, u"\\1"_s));
}

QString errorNameIn(const HttpAnswer &answer)
{
    const auto parsed = json::parse(answer.body);
    if (parsed && parsed->is_object())
        return saidIn(answer, json::textAt(*parsed, "error"));
    return challengeParameter(answer, u"error"_s);
}

QString wordsIn(const HttpAnswer &answer)
{
    if (const QString reason = answer.wholeReason(); !reason.isEmpty())
        return saidIn(answer, reason);
    const QString challenge = challengeParameter(answer, u"error_description"_s);
    if (!challenge.isEmpty())
        return challenge;
    return answer.header("Content-Type").startsWith("text/html")
               ? saidIn(answer, textOfPage(answer.withoutSecrets(QString::fromUtf8(answer.body))))
               : QString();
}

QString sentence(const QString &error, const QString &words)
{
    if (error.isEmpty() && words.isEmpty())
        return TrialText::tr("The server refuses it, and does not say why.");
    if (error.isEmpty())
        return TrialText::tr("The server refuses it. It says: %1").arg(words);
    if (words.isEmpty() || words == error)
        return TrialText::tr("The server refuses it: %1.").arg(error);
    return TrialText::tr("The server refuses it: %1. It says: %2").arg(error, words);
}

}

Refusal refusalOf(Step step, const HttpAnswer &answer, std::chrono::seconds clockAhead)
{
    Refusal refusal{.step = step, .error = errorNameIn(answer), .clockAhead = clockAhead};
    refusal.text = sentence(refusal.error, wordsIn(answer));
    if (refusal.error.isEmpty())
        refusal.text += u' ' + TrialText::tr("(HTTP status %1)").arg(answer.status);
    if (const QString clock = clockText(clockAhead); !clock.isEmpty())
        refusal.text += u' ' + clock;
    return refusal;
}

Refusal refusalOf(Step step, const RedirectAnswer &answer)
{
    Refusal refusal{.step = step, .error = shownText(explain::masked(answer.error))};
    refusal.text = sentence(refusal.error, shownText(explain::masked(answer.description)));
    return refusal;
}

QString textOfPage(const QString &page)
{
    // What ends behind what is read is not seen either.
    static const QRegularExpression unseen(
        uR"re(<(head|form)\b.*?</\1\s*>|<(script|style|svg)\b.*?(?:</\2\s*>|\z)|<!--.*?(?:-->|\z))re"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tag(u"<[^>]*>"_s);
    QString text = page.left(longestRead); // the expressions take quadratic time
    text.replace(unseen, u" "_s);
    text.replace(tag, u" "_s);
    static const QList<std::pair<QLatin1StringView, QLatin1StringView>> entities{
        {"&nbsp;"_L1, " "_L1}, {"&quot;"_L1, "\""_L1}, {"&#39;"_L1, "'"_L1},
        {"&lt;"_L1, "<"_L1},   {"&gt;"_L1, ">"_L1},    {"&amp;"_L1, "&"_L1}};
    for (const auto &[entity, character] : entities)
        text.replace(entity, character);
    return text;
}

QString clockText(std::chrono::seconds ahead)
{
    if (ahead.count() == 0)
        return {};
    const QString seconds = QString::number(std::chrono::abs(ahead).count());
    return ahead.count() > 0
               ? TrialText::tr(
                     "The server's clock is %1 s ahead of this machine's: what is signed here looks "
                     "old there. Have both set by time servers.")
                     .arg(seconds)
               : TrialText::tr(
                     "The server's clock is %1 s behind this machine's: what is signed here looks as "
                     "if it came from the future there. Have both set by time servers.")
                     .arg(seconds);
}

}
