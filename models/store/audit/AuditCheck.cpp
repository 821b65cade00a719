#include "store/audit/AuditCheck.h"

#include "store/StoreText.h"
#include "store/Transaction.h"
#include "store/records/SecurityStore.h"

#include <algorithm>
#include <limits>

namespace gatehouse::store {

namespace {

using Kind = AuditBreak::Kind;

/// Entries between two looks at the progress.
constexpr qint64 step = 256;

int shown(qint64 number)
{
    return int(std::clamp<qint64>(number, 0, std::numeric_limits<int>::max()));
}

/// Looks at one entry after the other.
class Chain
{
public:
    Chain(std::optional<AuditHead> head, const Progress &progress)
        : m_head(std::move(head)), m_progress(progress)
    {
    }

    Result<void> take(const FoundEntry &found)
    {
        if (m_check.entries % step == 0 &&
            !goesOn(m_progress, shown(m_check.entries), shown(m_head.value_or(AuditHead()).number)))
            return fail(Error::Kind::Cancelled, StoreText::tr("The check of the audit trail was cancelled."));
        ++m_check.entries;
        if (const auto outside = kindOutside(found))
            add(*outside, found.hasNumber ? found.entry.number : 0, found.entry.at);
        else
            follow(found);
        return {};
    }

    AuditCheck end(bool mayBeEmpty)
    {
        if (!m_head)
            m_check.breaks << AuditBreak{Kind::Head};
        else if (m_check.last.number < m_head->number)
            addStretch(Kind::Missing, m_check.last.number + 1, m_head->number);
        else if (m_check.last.hash != m_head->hash && m_expected != m_head->hash)
            add(Kind::Altered, m_check.last.number, m_lastAt);
        if (m_check.entries == 0 && !mayBeEmpty && m_check.isWhole())
            m_check.breaks << AuditBreak{Kind::Empty};
        return m_check;
    }

private:
    /// What is wrong with an entry that has no place in the chain.
    std::optional<Kind> kindOutside(const FoundEntry &found) const
    {
        const qint64 number = found.entry.number;
        if (!found.hasNumber || number < 1 || number > audit::greatestNumber)
            return Kind::Misplaced;
        if (number == m_check.last.number)
            return Kind::Repeated;
        if (m_head && number > m_head->number)
            return Kind::Surplus;
        return std::nullopt;
    }

    void follow(const FoundEntry &found)
    {
        const AuditEntry &entry = found.entry;
        const bool isBehindGap = entry.number != m_check.last.number + 1;
        if (isBehindGap)
            addStretch(Kind::Missing, m_check.last.number + 1, entry.number - 1);
        // Where the hash alone was altered, the next entry still follows on what it was.
        const QString onStored = audit::chainHash(entry, m_check.last.hash);
        const bool fits =
            found.holdsTexts && (entry.hash == onStored || entry.hash == audit::chainHash(entry, m_expected));
        if (!fits)
            add(kindOf(entry, isBehindGap), entry.number, entry.at);
        m_expected = fits || isBehindGap ? entry.hash : onStored;
        m_check.last = {entry.number, entry.hash};
        m_lastAt = entry.at;
    }

    static Kind kindOf(const AuditEntry &entry, bool isBehindGap)
    {
        if (entry.hash == audit::chainHash(entry, {}))
            return Kind::Unlinked;
        return isBehindGap ? Kind::Unchecked : Kind::Altered;
    }

    void add(Kind kind, qint64 number, const QString &at) { addStretch(kind, number, number, at); }

    /// Neighbours of one kind are one stretch.
    void addStretch(Kind kind, qint64 first, qint64 last, const QString &at = {})
    {
        const bool mayJoin = kind == Kind::Altered || kind == Kind::Surplus;
        AuditBreak *before = m_check.breaks.isEmpty() ? nullptr : &m_check.breaks.last();
        if (mayJoin && before && before->kind == kind && before->last + 1 >= first)
            before->last = std::max(before->last, last);
        else
            m_check.breaks << AuditBreak{kind, first, last, at};
    }

    std::optional<AuditHead> m_head; ///< nothing: it is damaged
    const Progress &m_progress;
    AuditCheck m_check;
    QString m_expected; ///< the hash that the last entry of the chain should have
    QString m_lastAt;
};

}

QString AuditCheck::summary() const
{
    return StoreText::tr("The audit trail is broken in %n place(s). Somebody changed the database without "
                         "Gatehouse, or it is damaged. Keep this file, and compare it with a backup from "
                         "before.",
                         nullptr, shown(breaks.size()));
}

Result<AuditCheck> checkAuditTrail(Database &database, const Progress &progress)
{
    const auto snapshot = ReadSnapshot::beginUnlessInside(database);
    if (!snapshot)
        return std::unexpected(snapshot.error());
    return loadAuditHead(database).and_then([&](const std::optional<AuditHead> &head) {
        Chain chain(head, progress);
        return visitAudit(database, [&](const FoundEntry &found) { return chain.take(found); })
            .and_then([&] { return hasMainAdministrator(database); })
            .transform([&](bool has) { return chain.end(!has); });
    });
}

}
