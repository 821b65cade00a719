#include "ui/records/RecordWriter.h"

#include "store/DatabaseThread.h"
#include "store/edit/EditSession.h"

namespace gatehouse {

RecordWriter::RecordWriter(const RecordType &type, DatabaseThread &database, QObject *parent)
    : QObject(parent), m_save(type.save), m_remove(type.remove), m_database(database)
{
}

/// `change(EditSession &)` gives an Outcome, and is committed when that is no error.
template<typename Outcome, typename Change>
void RecordWriter::run(Change change, std::function<void(const Outcome &)> answer)
{
    m_writing.begin();
    Q_EMIT busyChanged();
    m_database.run([change = std::move(change)](Database &database) { return editing(database, change); })
        .then(this, [this, answer = std::move(answer)](const Outcome &outcome) {
            answer(outcome);
            m_writing.end();
            Q_EMIT busyChanged();
        });
}

void RecordWriter::save(const Record &record, Saved answer)
{
    run<Result<Record>>([write = m_save, record](EditSession &session) { return write(session, record); },
                        std::move(answer));
}

void RecordWriter::remove(const Record &record, Removed answer)
{
    run<Result<void>>([erase = m_remove, record](EditSession &session) { return erase(session, record); },
                      std::move(answer));
}

}
