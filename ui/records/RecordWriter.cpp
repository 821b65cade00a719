#include "ui/records/RecordWriter.h"

#include "store/DatabaseThread.h"
#include "store/edit/EditSession.h"

#include <algorithm>

namespace gatehouse {

namespace {

/// Each time somebody else was faster.
constexpr int mostTries = 20;

}

/// What became of a save.
struct RecordWriter::Answer
{
    std::optional<Record> saved;
    std::optional<Record> theirs; ///< what somebody else made of it
    Error refusal = {};           ///< where it was not saved
};

RecordWriter::RecordWriter(const RecordType &type, DatabaseThread &database, QObject *parent)
    : QObject(parent), m_load(type.load), m_save(type.save), m_remove(type.remove), m_database(database)
{
}

void RecordWriter::begin()
{
    m_writing.begin();
    Q_EMIT busyChanged();
}

void RecordWriter::end()
{
    m_writing.end();
    Q_EMIT busyChanged();
}

void RecordWriter::save(const Record &record, const Merge &merge, const Saved &answer)
{
    m_tries = 0;
    begin();
    write(record, merge, answer);
}

Result<RecordWriter::Answer> RecordWriter::saveOrRead(Database &database, const Record &record,
                                                      const Write &save, Load load)
{
    const auto saved = editing(database, [&](EditSession &session) { return save(session, record); });
    if (saved)
        return Answer{.saved = *saved};
    if (saved.error().kind != Error::Kind::Conflict || record.key.isEmpty())
        return std::unexpected(saved.error());
    return load(database).and_then([&](const QList<Record> &all) -> Result<Answer> {
        const auto now = std::ranges::find(all, record.key, &Record::key);
        if (now == all.end())
            return Answer{.refusal = saved.error()};
        if (now->version == record.version) // it is something else that changed
            return std::unexpected(saved.error());
        return Answer{.theirs = *now, .refusal = saved.error()};
    });
}

void RecordWriter::write(const Record &record, const Merge &merge, const Saved &answer)
{
    m_database
        .run([record, save = m_save, load = m_load](Database &database) {
            return saveOrRead(database, record, save, load);
        })
        .then(this, [this, record, merge, answer](const Result<Answer> &outcome) {
            if (outcome && !outcome->saved && ++m_tries <= mostTries) {
                if (const auto again = merge(outcome->theirs))
                    return write(*again, merge, answer);
            }
            if (!outcome)
                answer(std::unexpected(outcome.error()), record);
            else if (outcome->saved)
                answer(*outcome->saved, record);
            else
                answer(std::unexpected(outcome->refusal), record);
            end();
        });
}

void RecordWriter::remove(const Record &record, Removed answer)
{
    begin();
    m_database
        .run([erase = m_remove, record](Database &database) {
            return editing(database, [&](EditSession &session) { return erase(session, record); });
        })
        .then(this, [this, answer = std::move(answer)](const Result<void> &removed) {
            answer(removed);
            end();
        });
}

}
