#pragma once

#include "domain/ClientApplication.h"
#include "domain/Error.h"
#include "ui/records/OneAtATime.h"

#include <QObject>

namespace gatehouse {

class ClientDraft;
class ClientMerger;
class Database;
class DatabaseThread;
class ValidationController;
struct Problem;

/// Saves the draft in a transaction of its own, one save at a time. Where somebody else saved meanwhile, it
/// is merged and saved again, without a question where nobody changed the same.
class ClientSaver : public QObject
{
    Q_OBJECT

public:
    ClientSaver(DatabaseThread &database, ClientDraft &draft, const ValidationController &validation,
                ClientMerger &merger, QObject *parent);

    bool isBusy() const { return m_saving.isBusy(); }
    /// At once, or when the save that is under way has ended.
    void whenIdle(std::function<void()> then) { m_saving.whenIdle(std::move(then)); }
    /// Calls done with true when all is stored; else tells why not and calls it with false.
    void save(std::function<void(bool)> done);

Q_SIGNALS:
    void busyChanged();
    void saved(const QString &key);
    void refused(const gatehouse::Problem &problem); ///< by a rule, before it was tried
    void failed(const gatehouse::Error &error);
    void deletedMeanwhile(); ///< by somebody else; everything typed is still there

private:
    using Done = std::function<void(bool)>;
    struct Answer;

    static Result<Answer> saveOrRead(Database &database, const ClientApplication &sent);
    /// Refused by a rule.
    bool isRefused();
    void write(const ClientApplication &sent, Done done);
    void take(const ClientApplication &sent, const Result<Answer> &answer, const Done &done);
    void takeMeanwhile(const ClientApplication &sent, const Answer &answer, const Done &done);
    void end(bool isSaved, const Done &done);

    DatabaseThread &m_database;
    ClientDraft &m_draft;
    const ValidationController &m_validation;
    ClientMerger &m_merger;
    OneAtATime m_saving;
    int m_tries = 0; ///< of the save that is under way
};

}
