#pragma once

#include "domain/ClientField.h"
#include "domain/formats/ClientFormat.h"

#include <QHash>
#include <QList>

#include <memory>
#include <optional>

namespace gatehouse {

/// What becomes of one thing that an imported file describes.
enum class ImportStatus : quint8 {
    New,
    Changed,
    Unchanged,
    Skipped,  ///< exists with other values and is left as it is, or was chosen to be left out
    Conflict, ///< exists with other values, which refuses the whole import
    Refused,
};
QString importStatusName(ImportStatus status);  ///< for programs: `new`
QString importStatusLabel(ImportStatus status); ///< for people: "New"

/// Whether it is written when the plan is applied.
inline bool isWritten(ImportStatus status)
{
    return status == ImportStatus::New || status == ImportStatus::Changed;
}

struct PlannedClient
{
    ImportStatus status = ImportStatus::New;
    ClientApplication client;           ///< as it will be saved
    QList<FieldDifference> differences; ///< from what is stored to what would be saved
    QStringList notes;                  ///< what is not taken as the file says it, and why
    QList<Loss> losses;
    std::optional<Error> refusal;
    QString place;               ///< where in the file, as `clients[3]`
    bool isLeftOut = false;      ///< would be written, but was not chosen
    bool isKeptDisabled = false; ///< nobody could use it here, whatever the file says
};
/// The client ID, or the place where it has none; cut where it is too long for one.
QString nameOf(const PlannedClient &planned);

/// Why things were refused, as a list shows it: equal reasons once, and not more of them than memory has room
/// for. A value.
class RefusalReasons
{
public:
    /// Gives its number, never 0.
    quint32 add(const Error &reason);
    const Error &at(quint32 number) const { return m_reasons.at(number - 1); }
    bool isFull() const;

private:
    QList<Error> m_reasons;
    QHash<QString, quint32> m_numbers; ///< by text
};

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
        bool isKeptDisabled = false;

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
