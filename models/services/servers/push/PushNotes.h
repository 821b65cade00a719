#pragma once

#include "domain/servers/SeenOnServer.h"
#include "services/security/Encryption.h"
#include "services/servers/push/PushRun.h"
#include "store/edit/EditSession.h"
#include "store/records/ServerStore.h"

#include <functional>
#include <optional>

namespace gatehouse {

/// Notes in the database what a push does to each client application on a server: in the audit trail, and as
/// what is known of it there. One for a run.
class PushNotes
{
public:
    /// `encryption` and `plan` outlive it.
    PushNotes(Database &database, const Encryption &encryption, const PushPlan &plan);

    /// What the server makes of secrets is kept encrypted by this key; without it, it is not kept.
    void keepSecretsBy(const EncryptionKeyBytes &key) { m_key = key; }

    /// A registration is sent once, because nobody can see whether it came: noted before it is, and after.
    Result<void> pending(const PlannedPush &push, bool isPending);
    /// Gives the error again, or why it cannot be noted. `mayBeThere`: a part of it; `isOpen`: nobody can
    /// say, whatever was answered.
    Result<void> notWritten(const PlannedPush &push, const Error &error, bool mayBeThere, bool isOpen);
    /// `pushed` gets what to tell of it.
    Result<void> written(const PlannedPush &push, const ServerWritten &written, PushedClient &pushed);
    /// What the server has otherwise than it was sent. `there` is completed.
    void notTaken(PushedClient &pushed, const ImportedClient &there);

private:
    using NoteInto = std::function<Result<void>(EditSession &session, store::ServerClient &known)>;
    Result<void> note(const PlannedPush &push, const NoteInto &into);
    Result<void> unanswered(const PlannedPush &push);
    Result<QByteArray> sealedRegistrationToken(const PlannedPush &push, const ServerWritten &written);
    Result<void> takeSecret(EditSession &session, const PlannedPush &push, const ServerWritten &written,
                            PushedClient &pushed);
    SeenOnServer notTakenNow(const PlannedPush &push, const SeenSides &sides, const SeenOnServer &before,
                             PushedClient &pushed) const;

    Database m_database;
    const Encryption &m_encryption;
    const PushPlan &m_plan;
    std::optional<EncryptionKeyBytes> m_key;
};

}
