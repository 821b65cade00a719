#include "domain/explain/AssertionJudge.h"

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

constexpr QLatin1StringView bearerType("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");

void addAssertion(Case &judged, const QString &parameter, const QString &text, const QString &remedy,
                  const std::optional<QString> &sent = {})
{
    judged.add({.cause = Cause::ClientAuthentication,
                .parameter = parameter,
                .sent = sent,
                .text = text,
                .remedy = remedy});
}

/// RFC 7523 2.2
void judgeType(Case &judged)
{
    const Parameter *type = judged.request.find(u"client_assertion_type");
    if (type && type->value == bearerType)
        return;
    addAssertion(judged, u"client_assertion_type"_s,
                 type ? ExplainText::tr("\"%1\" is no client_assertion_type that a private key goes with.")
                            .arg(shownValue(type->value))
                      : ExplainText::tr("client_assertion_type is missing beside client_assertion."),
                 ExplainText::tr("Have the client application send client_assertion_type=%1 (RFC 7523 2.2).")
                     .arg(bearerType),
                 type ? std::optional(type->value) : std::nullopt);
}

/// RFC 7523 3: both are the client ID.
void judgeNames(Case &judged)
{
    const Assertion &assertion = judged.request.proof.assertion;
    const QString &id = judged.client.clientId;
    if (assertion.issuer == id && assertion.subject == id)
        return;
    const bool isIssuer = assertion.subject == id;
    const QString &named = isIssuer ? assertion.issuer : assertion.subject;
    const QString claim = isIssuer ? u"iss"_s : u"sub"_s;
    addAssertion(
        judged, u"client_assertion"_s,
        named.isEmpty()
            ? ExplainText::tr("client_assertion says no %1, which has to be the client ID.").arg(claim)
            : ExplainText::tr("%1 of client_assertion is \"%2\", and has to be the client ID.")
                  .arg(claim, shownValue(named)),
        ExplainText::tr("Have the client application put its client ID into iss and sub (RFC 7523 3)."));
}

/// What is pasted may have been sent in time: it is good for minutes.
void judgeExpiry(Case &judged)
{
    constexpr qint64 day = 24 * 60 * 60;
    const std::optional<qint64> expires = judged.request.proof.assertion.expires;
    const QString remedy =
        ExplainText::tr("Have the client application make one for each request, good for some minutes.");
    if (!expires) {
        return addAssertion(judged, u"client_assertion"_s,
                            ExplainText::tr("client_assertion says no exp, the time up to which it is good."),
                            remedy);
    }
    const qint64 past = judged.now.toSecsSinceEpoch() - *expires;
    if (past < 0)
        return;
    const QString when = QDateTime::fromSecsSinceEpoch(*expires).toUTC().toString(Qt::ISODate);
    const QString text = ExplainText::tr("client_assertion was good until %1 alone.").arg(when);
    if (past < day)
        judged.notes << text;
    else
        addAssertion(judged, u"client_assertion"_s, text, remedy);
}

}

void judgeAssertion(Case &judged)
{
    judgeType(judged);
    if (judged.request.proof.assertion.isRead) {
        judgeNames(judged);
        judgeExpiry(judged);
    }
    judged.notes << ExplainText::tr("Whether client_assertion is signed by the key of the client "
                                    "application, and for that server, is not "
                                    "known here.");
}

}
