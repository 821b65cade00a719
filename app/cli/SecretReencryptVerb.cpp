#include "app/cli/SecretReencryptVerb.h"

#include "app/cli/TaskLine.h"
#include "services/security/Encryption.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void SecretReencryptVerb::declare(CLI::App &program)
{
    command(
        group(program, "secret", {}), "reencrypt",
        tr("Replace the encryption key: everything that is encrypted is encrypted anew, all of it or, "
           "when it is "
           "cancelled, nothing. The old key stays until the next replacement, for backups of the database"),
        u"gatehouse secret reencrypt"_s);
}

Result<ExitStatus> SecretReencryptVerb::work(Console &console, Session &session)
{
    const Encryption encryption(session.settings);
    const auto replace = [&](const Progress &progress) {
        return encryption.replaceKey(session.database, progress).transform([](int count) {
            return tr(
                "The encryption key is replaced, and %n value(s) are encrypted anew. Back up the new key.",
                nullptr, count);
        });
    };
    return TaskLine::run({tr("Replace encryption key"), replace}).transform([&](const QString &outcome) {
        console.note(outcome);
        return ExitStatus::Done;
    });
}

}
