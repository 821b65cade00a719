#pragma once

#include "ui/records/OneAtATime.h"
#include "ui/records/RecordType.h"

#include <QObject>

namespace gatehouse {

class DatabaseThread;

/// Saves and deletes records of one type, each in a transaction of its own, one at a time.
class RecordWriter : public QObject
{
    Q_OBJECT

public:
    RecordWriter(const RecordType &type, DatabaseThread &database, QObject *parent = nullptr);

    bool isBusy() const { return m_writing.isBusy(); }
    /// At once, or when what is under way has ended.
    void whenIdle(std::function<void()> then) { m_writing.whenIdle(std::move(then)); }

    using Saved = std::function<void(const Result<Record> &)>;
    using Removed = std::function<void(const Result<void> &)>;
    /// Only when not busy, which it is until the answer has been called.
    void save(const Record &record, Saved answer);
    void remove(const Record &record, Removed answer);

Q_SIGNALS:
    void busyChanged();

private:
    template<typename Outcome, typename Change>
    void run(Change change, std::function<void(const Outcome &)> answer);

    Result<Record> (*m_save)(EditSession &session, const Record &typed);
    Result<void> (*m_remove)(EditSession &session, const Record &record);
    DatabaseThread &m_database;
    OneAtATime m_writing;
};

}
