#include "store/AuditCheck.h"

#include "store/ReadSnapshot.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

struct AuditText
{
    Q_DECLARE_TR_FUNCTIONS(AuditCheck)
};

/// Entries between two looks at the progress.
constexpr qint64 step = 256;

QString entries(qint64 first, qint64 last)
{
    return first == last ? AuditText::tr("entry %1").arg(first)
                         : AuditText::tr("entries %1 to %2").arg(first).arg(last);
}

QString withAdvice(const QString &fault)
{
    return AuditText::tr("The audit trail is broken: %1. Somebody changed the database without Gatehouse. "
                         "Keep this file, and compare it with a backup from before.")
        .arg(fault);
}

/// Looks at one entry after the other.
class Chain
{
public:
    Chain(AuditHead head, const Progress &progress) : m_head(std::move(head)), m_progress(progress) {}

    Result<void> take(const AuditEntry &entry)
    {
        if (m_check.entries % step == 0 && !goesOn(m_progress, int(m_check.entries), int(m_head.number)))
            return fail(Error::Kind::Cancelled, AuditText::tr("The check of the audit trail was cancelled."));
        if (m_check.isWhole())
            m_check.fault = faultOf(entry);
        if (m_check.isWhole()) {
            m_check.entries = entry.number;
            m_check.lastHash = entry.hash;
        }
        return {};
    }

    AuditCheck end()
    {
        if (m_check.isWhole())
            m_check.fault = faultAtEnd();
        if (!m_check.isWhole())
            m_check.fault = withAdvice(m_check.fault);
        return m_check;
    }

private:
    QString faultOf(const AuditEntry &entry) const
    {
        if (entry.number > m_head.number)
            return AuditText::tr("%1 is behind the last that Gatehouse wrote")
                .arg(entries(entry.number, entry.number));
        if (entry.number != m_check.entries + 1)
            return AuditText::tr("%1 missing").arg(entries(m_check.entries + 1, entry.number - 1));
        if (entry.hash != audit::chainHash(entry, m_check.lastHash))
            return AuditText::tr("entry %1, of %2, is not as it was written, or not in its place")
                .arg(QString::number(entry.number), entry.at);
        return {};
    }

    QString faultAtEnd() const
    {
        if (m_check.entries < m_head.number)
            return AuditText::tr("%1 missing at the end").arg(entries(m_check.entries + 1, m_head.number));
        if (m_check.lastHash != m_head.hash)
            return AuditText::tr("entry %1, the last, is not the one that was written").arg(m_head.number);
        return {};
    }

    AuditHead m_head;
    const Progress &m_progress;
    AuditCheck m_check;
};

}

Result<AuditCheck> checkAuditTrail(Database &database, const Progress &progress)
{
    const auto snapshot = ReadSnapshot::begin(database);
    if (!snapshot)
        return std::unexpected(snapshot.error());
    return loadAuditHead(database).and_then([&](const AuditHead &head) {
        Chain chain(head, progress);
        return visitAudit(database, [&](const AuditEntry &entry) { return chain.take(entry); })
            .transform([&] { return chain.end(); });
    });
}

}
