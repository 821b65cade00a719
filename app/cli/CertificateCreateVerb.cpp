#include "app/cli/CertificateCreateVerb.h"

#include "app/cli/CertificateAccess.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void CertificateCreateVerb::declare(CLI::App &program)
{
    command(group(program, "certificate",
                  tr("The certificates that tokens for client applications are signed with")),
            "create",
            tr("Make a signing certificate where there is none; with the first client application it comes "
               "by itself"),
            u"gatehouse certificate create"_s);
}

Result<ExitStatus> CertificateCreateVerb::work(Console &console, Session &session)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return certificates::create(session.database, Encryption(session.settings), now)
        .transform([&](const SigningCertificate &made) {
            tellOfNew(console, made, now);
            return ExitStatus::Done;
        });
}

}
