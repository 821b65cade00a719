#include "servers/trial/RefusalText.h"

#include "servers/http/HttpText.h"
#include "servers/trial/TokenClaims.h"
#include "servers/trial/TrialText.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace gatehouse::trial {

namespace {

/// What servers write where they wrote nothing in the body (RFC 6750 3).
QString challengeParameter(const QByteArray &header, const QString &name)
{
    const QRegularExpression quoted(uR"re(\b%1="([^"]*)")re"_s.arg(name));
    return quoted.match(QString::fromUtf8(header.left(4096))).captured(1);
}

QString errorNameIn(const HttpAnswer &answer)
{
    const auto parsed = json::parse(answer.body);
    if (parsed && parsed->is_object())
        return shownText(claimText(*parsed, "error"));
    return shownText(challengeParameter(answer.header("WWW-Authenticate"), u"error"_s));
}

QString wordsIn(const HttpAnswer &answer)
{
    if (const QString reason = answer.reason(); !reason.isEmpty())
        return shownText(reason);
    const QString challenge = challengeParameter(answer.header("WWW-Authenticate"), u"error_description"_s);
    if (!challenge.isEmpty())
        return shownText(challenge);
    return answer.header("Content-Type").startsWith("text/html") ? textOfPage(answer.body) : QString();
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
    Refusal refusal{.step = step, .error = shownText(answer.error)};
    refusal.text = sentence(refusal.error, shownText(answer.description));
    return refusal;
}

QString textOfPage(const QByteArray &body)
{
    static const QRegularExpression unseen(uR"re(<(script|style|head|svg|form)\b.*?</\1\s*>|<!--.*?-->)re"_s,
                                           QRegularExpression::CaseInsensitiveOption |
                                               QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tag(u"<[^>]*>"_s);
    constexpr qsizetype most = 256 * 1024;
    QString text = QString::fromUtf8(body.left(most));
    text.replace(unseen, u" "_s);
    text.replace(tag, u" "_s);
    static const QList<std::pair<QLatin1StringView, QLatin1StringView>> entities{
        {"&nbsp;"_L1, " "_L1}, {"&quot;"_L1, "\""_L1}, {"&#39;"_L1, "'"_L1},
        {"&lt;"_L1, "<"_L1},   {"&gt;"_L1, ">"_L1},    {"&amp;"_L1, "&"_L1}};
    for (const auto &[entity, character] : entities)
        text.replace(entity, character);
    return shownText(text);
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
