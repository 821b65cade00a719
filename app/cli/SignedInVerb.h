#pragma once

#include "app/cli/Verb.h"
#include "services/signin/SignIn.h"

namespace gatehouse::cli {

/// What the program was told, and who is signed in to which database.
struct Session : Options
{
    Database database;
    signin::Administrator administrator;
};

/// A command for main administrators alone: it opens the database, which must be there already, and asks who
/// is there before anything is shown or done.
class SignedInVerb : public Verb
{
public:
    Result<ExitStatus> run(Console &console, const Options &options) final;

protected:
    /// Whether it is told at the beginning that the audit trail does not hold what was seen of it: else the
    /// command tells it.
    virtual bool tellsOfAuditLoss() const { return true; }
    virtual Result<ExitStatus> work(Console &console, Session &session) = 0;
    /// Whether it may look at the encryption key: then keys that stay although they are not needed are told.
    virtual bool usesEncryptionKey() const { return false; }

private:
    /// What is told and tidied before and behind the work, whatever that is.
    void begin(Console &console, Session &session) const;
    void end(Console &console, Session &session) const;
};

}
