#pragma once

#include "ui/records/OneAtATime.h"
#include "ui/records/RecordType.h"

#include <QObject>

#include <optional>

namespace gatehouse {

class Database;
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

    /// What to save instead where somebody else made `theirs` of it meanwhile (nothing: deleted it); nothing:
    /// it is not saved.
    using Merge = std::function<std::optional<Record>(const std::optional<Record> &theirs)>;
    /// `sent` is what was saved, or was not.
    using Saved = std::function<void(const Result<Record> &, const Record &sent)>;
    using Removed = std::function<void(const Result<void> &)>;
    /// Only when not busy, which it is until the answer has been called.
    void save(const Record &record, const Merge &merge, const Saved &answer);
    void remove(const Record &record, Removed answer);

Q_SIGNALS:
    void busyChanged();

private:
    struct Answer;

    using Load = Result<QList<Record>> (*)(Database &database);
    using Write = std::function<Result<Record>(EditSession &session, const Record &typed)>;
    static Result<Answer> saveOrRead(Database &database, const Record &record, const Write &save, Load load);
    void write(const Record &record, const Merge &merge, const Saved &answer);
    void begin();
    void end();

    Load m_load;
    Write m_save;
    Result<void> (*m_remove)(EditSession &session, const Record &record);
    DatabaseThread &m_database;
    OneAtATime m_writing;
    int m_tries = 0; ///< of the save that is under way
};

}
