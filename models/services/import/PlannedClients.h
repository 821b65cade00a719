#pragma once

#include "services/import/PlannedClient.h"
#include "services/import/RefusalReasons.h"

#include <QList>

#include <memory>

namespace gatehouse {

class Spool;

/// What becomes of the client applications of an import: in memory what a list shows, the rest in a spool. A
/// value, whose copies share the spool.
class PlannedClients
{
public:
    struct Outline
    {
        QString name; ///< the client ID, or the place in the file where it has none
        ImportStatus status = ImportStatus::New;
        bool hasDetails = false; ///< anything to tell beneath it
        bool isLeftOut = false;  ///< would be written, but was not chosen

        /// Whether it depends on the choice what becomes of it.
        bool isChoosable() const
        {
            return isWritten(status) || status == ImportStatus::Conflict || isLeftOut;
        }
    };

    PlannedClients();

    /// The error says why the spool cannot be written.
    Result<void> add(const PlannedClient &planned);
    /// One that was added already.
    void refuse(qsizetype index, const Error &reason);

    qsizetype size() const { return m_entries.size(); }
    const Outline &outline(qsizetype index) const { return m_entries.at(index).outline; }
    /// Why it was refused, cut; null when it was not, or when too many other reasons had to be kept.
    const Error *reason(qsizetype index) const;
    Result<PlannedClient> at(qsizetype index) const;
    int count(ImportStatus status) const;

private:
    struct Entry
    {
        Outline outline;
        qint64 place;   ///< in the spool
        quint32 reason; ///< its number; 0: none
        bool isRefusedLater = false;
    };

    QList<Entry> m_entries;
    RefusalReasons m_reasons;
    std::shared_ptr<Spool> m_spool;
};

}
