#include "app/cli/CertificateRolloverVerb.h"

#include "app/cli/CertificateAccess.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void CertificateRolloverVerb::declare(CLI::App &program)
{
    command(group(program, "certificate", {}), "rollover",
            tr("Make the next signing certificate: it is published at once and signs after the overlap; the "
               "old one "
               "stays published until its last token ran out"),
            u"gatehouse certificate rollover"_s);
}

Result<ExitStatus> CertificateRolloverVerb::work(Console &console, Session &session)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return certificates::rollOver(session.database, Encryption(session.settings), now)
        .transform([&](const SigningCertificate &made) {
            tellOfNew(console, made, now);
            return ExitStatus::Done;
        });
}

}
