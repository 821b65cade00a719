#include "app/cli/CertificateRemoveVerb.h"

#include "app/cli/Access.h"
#include "app/cli/CertificateAccess.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void CertificateRemoveVerb::declare(CLI::App &program)
{
    command(group(program, "certificate", {}), "remove",
            tr("Remove a certificate with its private key; not the one that signs, unless it cannot be used"),
            u"gatehouse certificate remove 3f9a\n"
            "gatehouse certificate remove 3f9a --yes"_s);
    positional("THUMBPRINT", m_thumbprint,
               tr("The certificate, by the beginning of its thumbprint, or by the key of its record"))
        ->required();
    flag("--yes", m_yes, tr("Do not ask; needed where there is no terminal to ask on"));
}

Result<ExitStatus> CertificateRemoveVerb::work(Console &console, Session &session)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto found = findCertificate(session.database, QString::fromStdString(m_thumbprint), now);
    if (!found)
        return std::unexpected(found.error());
    if (const auto refusal =
            refusedByPerson(console, m_yes,
                            tr("Remove certificate %1? Its private key is lost. Tokens that it signed are "
                               "refused once servers have the new key set.")
                                .arg(nameOf(*found))))
        return *refusal;
    return certificates::remove(session.database, Encryption(session.settings), *found, now)
        .transform([&](const certificates::Notice &notice) {
            console.note(tr("Certificate %1 is removed.").arg(nameOf(*found)));
            if (!notice.isEmpty())
                console.note(notice);
            return ExitStatus::Done;
        });
}

}
