#include "ui/client/tryit/ClaimsModel.h"

#include "domain/DurationText.h"
#include "domain/TimeText.h"
#include "domain/rules/Problem.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse {

namespace {

struct ClaimsText
{
    Q_DECLARE_TR_FUNCTIONS(ClaimsModel)
};

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr qint64 longest = 10'000 * day; ///< what is further away is said by its date alone

/// To about a hundredth, which is what anybody reads.
qint64 rounded(qint64 seconds)
{
    const qint64 unit = seconds < 2 * minute ? 1
                        : seconds < 2 * hour ? minute
                        : seconds < 2 * day  ? hour
                                             : day;
    return (seconds + unit / 2) / unit * unit;
}

QString valueOf(const ClaimRow &row)
{
    return row.time.isValid() ? timeWithDistance(row.time, QDateTime::currentDateTimeUtc()) : row.value;
}

QString signatureName(const trial::Token &token)
{
    return token.isOpaque ? ClaimsText::tr("What it is") : ClaimsText::tr("Signature");
}

bool isSignatureFault(const trial::Token &token)
{
    return token.signature == trial::Signature::Invalid;
}

}

QString timeWithDistance(const QDateTime &time, const QDateTime &now)
{
    const qint64 ahead = now.secsTo(time);
    const qint64 distance = rounded(std::abs(ahead));
    if (distance > longest)
        return localTime(time);
    const QString text = durationText(int(distance));
    return ahead < 0 ? ClaimsText::tr("%1 (%2 ago)").arg(localTime(time), text)
                     : ClaimsText::tr("%1 (in %2)").arg(localTime(time), text);
}

ClaimsModel::ClaimsModel(QObject *parent)
    : TableModel({{ClaimsText::tr("Token"), [](const ClaimRow &row) { return row.token; }},
                  {ClaimsText::tr("Claim"), [](const ClaimRow &row) { return row.name; }},
                  {ClaimsText::tr("Value"), valueOf},
                  {ClaimsText::tr("Meaning"), [](const ClaimRow &row) { return row.meaning; }}},
                 parent)
{
}

void ClaimsModel::add(const trial::Token &token)
{
    const QString name = token.step == trial::Step::Refresh
                             ? ClaimsText::tr("%1 (refreshed)").arg(labelOf(token.kind))
                             : labelOf(token.kind);
    QList<ClaimRow> rows = m_rows;
    if (!token.signatureText.isEmpty()) {
        rows << ClaimRow{.token = name,
                         .name = signatureName(token),
                         .value = token.signatureText,
                         .isFault = isSignatureFault(token)};
    }
    if (token.expires.isValid()) {
        rows << ClaimRow{.token = name,
                         .name = ClaimsText::tr("Expires"),
                         .time = token.expires,
                         .meaning = ClaimsText::tr("As the answer says that brought it")};
    }
    for (const trial::Claim &claim : token.claims) {
        rows << ClaimRow{.token = name,
                         .name = claim.name,
                         .value = claim.value,
                         .time = claim.time,
                         .meaning = claim.fault.isEmpty() ? claim.meaning : claim.fault,
                         .isFault = !claim.fault.isEmpty()};
    }
    for (const QString &fault : token.faults) {
        const bool isTold =
            fault == token.signatureText || std::ranges::contains(token.claims, fault, &trial::Claim::fault);
        if (!isTold)
            rows << ClaimRow{
                .token = name, .name = ClaimsText::tr("Does not hold"), .value = fault, .isFault = true};
    }
    setRows(rows);
}

QVariant ClaimsModel::detail(const ClaimRow &row, int column, int role) const
{
    if (role == SeverityRole)
        return row.isFault && column == Value ? int(Severity::Error) : -1;
    return {}; // no tool tips: they would take what a server says for rich text
}

}
