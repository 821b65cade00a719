#pragma once

#include "domain/ClientApplication.h"
#include "domain/Error.h"
#include "ui/records/OneAtATime.h"

#include <QObject>

namespace gatehouse {

class ClientDraft;
class DatabaseThread;
class ValidationController;
struct Problem;

/// Saves the draft in a transaction of its own, one save at a time.
class ClientSaver : public QObject
{
    Q_OBJECT

public:
    ClientSaver(DatabaseThread &database, ClientDraft &draft, const ValidationController &validation,
                QObject *parent);

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

private:
    void write(const ClientApplication &sent, std::function<void(bool)> done);
    void takeSaved(const ClientApplication &sent, const Result<ClientApplication> &saved);

    DatabaseThread &m_database;
    ClientDraft &m_draft;
    const ValidationController &m_validation;
    OneAtATime m_saving;
};

}
