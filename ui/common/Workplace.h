#pragma once

#include "services/AuditMemory.h"
#include "services/security/Encryption.h"
#include "services/tasks/Task.h"
#include "services/tasks/TaskRunner.h"
#include "store/DatabaseThread.h"

#include <QtConcurrentRun>

#include <functional>

namespace gatehouse {

/// What pages work with. It outlives them.
struct Workplace
{
    DatabaseThread &database;
    TaskRunner &tasks;
    DatabaseUrl url; ///< of the database that is open
    AppSettings settings = AppSettings();
    AuditMemory auditMemory = AuditMemory();
    QString readOnly = {};                       ///< why nothing can be changed, as a sentence; empty: it can
    bool holdsFields = false;                    ///< while it is read-only, nothing can be typed either
    std::shared_ptr<SignedInUser> signedIn = {}; ///< or was before the lock; null: nobody yet

    Encryption encryption() const { return Encryption(settings); }

    /// A task that does `work(Database &, const Progress &)`, which gives what was done, with a connection of
    /// its own: lists and forms go on being read meanwhile.
    template<typename Work>
    TaskWork databaseTask(const QString &title, Work work, bool canBeCancelled = false) const
    {
        return {title,
                [open = connector(), work = std::move(work)](const Progress &progress) -> Result<QString> {
                    return open().and_then([&](Database &&opened) { return work(opened, progress); });
                },
                canBeCancelled};
    }

    /// Does `work(Database &)` with a connection of its own: for what may wait for somebody else, as a
    /// keyring that asks the person to unlock it.
    template<typename Work>
    auto aside(Work work) const -> DatabaseReply<std::invoke_result_t<Work, Database &>>
    {
        using Outcome = std::invoke_result_t<Work, Database &>;
        return DatabaseReply<Outcome>(
            QtConcurrent::run([open = connector(), work = std::move(work)]() -> Outcome {
                return guarded([&]() -> Outcome {
                    return open().and_then([&](Database &&opened) { return work(opened); });
                });
            }));
    }

private:
    /// Opens a connection of the one who is signed in now to the database that is open now, on whatever
    /// thread calls it. A task may be run again once another has its name.
    std::function<Result<Database>()> connector() const
    {
        return [place = url, which = database.which(), who = signedIn, outage = database.outage()] {
            return Database::openSame(place, which).transform([&](Database opened) {
                opened.setSignedIn(who);
                opened.setOutage(outage);
                return opened;
            });
        };
    }
};

}
