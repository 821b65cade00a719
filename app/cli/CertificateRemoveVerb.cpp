#include "app/cli/CertificateRemoveVerb.h"

#include "app/cli/CertificateAccess.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void CertificateRemoveVerb::declare(CLI::App &program)
{
    command(group(program, "certificate", {}), "remove",
            tr("Remove a certificate with its private key; not the one that signs, unless it cannot be used"),
            u"gatehouse certificate remove 3f9a"_s);
    positional("THUMBPRINT", m_thumbprint,
               tr("The certificate, by the beginning of its thumbprint, or by the key of its record"))
        ->required();
}

Result<ExitStatus> CertificateRemoveVerb::work(Console &console, Session &session)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return findCertificate(session.database, QString::fromStdString(m_thumbprint), now)
        .and_then([&](const SigningCertificate &found) {
            return certificates::remove(session.database, Encryption(session.settings), found, now)
                .transform([&] {
                    console.note(tr("Certificate %1 is removed.").arg(nameOf(found)));
                    return ExitStatus::Done;
                });
        });
}

}
